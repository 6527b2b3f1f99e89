"""Signs in the order of words that a bag of meanings cannot tell: `new action:`, `drop ... to a 12`, `that is done`.

Owns: finding the signs of `data/signs.txt` in a plain line. Must not: know which command a sign leads to.
"""

from __future__ import annotations

import re

from bot.words import shelf

COMPILED = {name: re.compile(pattern) for name, pattern in shelf.named(shelf.sections("signs")[""])}


def seen(line: str) -> set[str]:
    """The signs in a plain line.

    >>> sorted(seen("decision: pool the places"))
    ['MINUTETHIS']
    """
    return {name for name, pattern in COMPILED.items() if pattern.search(line)}
