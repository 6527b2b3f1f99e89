"""How typed words become a command and its slots, one room for `bot/parser.py`."""
