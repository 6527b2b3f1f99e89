"""The first and the last day of a leave as said: `from tomorrow until Friday`, `next week`, `24 to 28 December`.

Owns: which of the days in a sentence is the first. Must not: keep anything; the form reads both days back.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.words import clean, when
from bot.words.spans import When

_FROM = frozenset({"from", "since", "between", "w/c", "wc", "after"})
_LAST = frozenset({"until", "to", "through", "up to", "by", "before"})
_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ?(?:to|until|till|-|and) ?$")


def first_day(text: str, until: date | None, today: date) -> date:
    """The first day away; today where none was said, or where it cannot be."""
    line = clean.read(text).line()[0]
    found = [w for w in when.find(line, today) if w.ahead[0] >= today or w.kind == "range"]
    start = _said(line, found, until)
    if start is None or start < today or (until is not None and start > until and not _lasts(found)):
        return today
    return start


def last_day(text: str, until: date | None, today: date) -> date | None:
    """The last day away: `for a week from Monday` ends a week after Monday, not after today."""
    line = clean.read(text).line()[0]
    found = list(when.find(line, today))
    start = first_day(text, until, today)
    if until is None or start == today or not _lasts(found):
        return until
    return until + (start - today) - timedelta(days=1)


def _lasts(found: list[When]) -> bool:
    """Whether only a beginning was said, so that the end comes from how long it lasts."""
    return len(found) == 1 and found[0].lead in {"from", "after"}


def _said(line: str, found: list[When], until: date | None) -> date | None:
    begins = next((w for w in found if w.lead in _FROM), None)
    if begins is not None and (len(found) > 1 or _lasts(found) or begins.lead in {"w/c", "wc"}):
        return begins.ahead[0]
    if len(found) > 1:
        return found[0].ahead[0]
    if not found:
        return None
    only = found[0]
    bare = _NUMBER.search(line[: only.start])
    if bare is not None and until is not None:
        return _same_month(int(bare[1]), until)
    if only.kind == "range" or (only.lead not in _LAST and "back" not in line):
        return only.ahead[0]
    return None


def _same_month(day: int, until: date) -> date | None:
    """`24 to 28 December`: the 24th of the month that was named for the last day."""
    return until.replace(day=day) if 1 <= day <= until.day else None
