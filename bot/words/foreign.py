"""What the words of an order are about: `submit my timesheet` is no return, `start the infusion` opens no round.

Owns: telling that an order is about something that is none of ours, by `data/foreign.txt`. Must not: choose a command.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from bot.words import shelf
from bot.words.reading import POLITE, Reading

_LINES = shelf.sections("foreign")
_ANCHORS = {command: frozenset(words.split()) for command, words in shelf.named(_LINES["anchors"])}
"""By command that writes and keeps no words of its own: the meanings that say what it is about."""
_SMALL = frozenset(" ".join(_LINES["small"]).split()) | POLITE | shelf.words("small", "no_substance")
_ROUND = re.compile(r"\b(?:rounds?|collections?|submissions?)\b(?! of (?!returns)(?!\w+ returns))")
_ONE = frozenset({"one", "ones", "it", "that", "this", "them", "those"})


def is_about_something_else(command: str, reading: Reading) -> bool:
    """Whether an order names none of our nouns and does name a thing that we do not know."""
    anchors = _ANCHORS.get(command)
    if anchors is None or anchors & (reading.meanings | _also(reading)):
        return False
    forms = reading.said.forms()
    if command == "update_action" and (any(form.isdecimal() for form in forms) or _ONE & set(forms)):
        return False
    known = _known(reading)
    return any(form[0].isalpha() and form not in _SMALL and at not in known for at, form in enumerate(forms))


def _also(reading: Reading) -> set[str]:
    """What else says that ours is meant: a month, which `today` is not, and `the round`, which a window is not."""
    months = {"MONTH"} if any(found.kind == "month" for found in reading.whens) else set[str]()
    rounds = {"ROUNDS"} if _ROUND.search(reading.line) else set[str]()
    return months | rounds


def _known(reading: Reading) -> set[int]:
    known = {at for hit in reading.hits for at in range(hit.start, hit.end)}
    for found in (*reading.whens, *reading.records):
        known.update(range(bisect_left(reading.starts, found.start), bisect_left(reading.starts, found.end)))
    return known
