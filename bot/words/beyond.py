"""What a chat understands beyond the agreed commands: who is away, a rehearsal, a hand-over of all that somebody owns.

Owns: reading a whole message by the patterns of `data/beyond.txt`. Must not: be asked by `understand`, whose answers
are agreed; fit a message of which a single word is left over; know who is in the group (`called` says it).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bot.contracts import Slots, Understood
from bot.parser import understand
from bot.words import clean, shelf, when
from domain.calendar import months_after
from domain.privacy import find

Called = Callable[[str], bool]
"""Whether somebody in the group, now or ever, is called so: by the whole name, the first name or the surname."""
_PART = re.compile(r"%[A-Z]+%")
_PARTS = dict(shelf.named(shelf.sections("beyond")["parts"]))
_NOW = frozenset({"now", "today", "right now", "at the moment", "at present", "currently", "just now"})
_AHEAD = re.compile(r"(?:for |over |in |during )?(?:the )?(?:next|coming|following) (\d+) (day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7}
_SMALL = frozenset(
    ["from", "to", "until", "till", "up", "and", "between", "the", "for", "in", "during", "over", "of", "on", "-", "by"]
)
"""Words that join days and say nothing more."""


def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (command, re.compile(_PART.sub(lambda m: _PARTS[m[0]], line)))
        for command, lines in shelf.sections("beyond").items()
        for line in lines
        if command != "parts"
    )


_PATTERNS = _patterns()


def hear(text: str, *, on: date, called: Called, **known: Any) -> Understood:
    """What a message in a chat asks for: one of these, else what `bot.parser.understand` makes of it."""
    return heard(text, on, called) or understand(text, on=on, **known)


def heard(text: str, on: date, called: Called) -> Understood | None:
    """The message as one of these; None when it is anything else. Identifiable text is never one."""
    said = clean.plain(text).strip().rstrip("?.! ").lower()
    if not said or find(text):
        return None
    for command, pattern in _PATTERNS:
        match = pattern.fullmatch(said)
        slots = _slots(match.groupdict(), on, called) if match else None
        if slots is not None:
            return Understood(command, slots)
    return None


def _slots(said: dict[str, str | None], on: date, called: Called) -> Slots | None:
    """None when the name is nobody's, or the rest is no stretch of time."""
    owner, stretch = (said.get("owner") or "").removesuffix("'s"), said.get("when") or ""
    if owner and not called(owner):
        return None
    if not stretch:
        return Slots(owner=owner)
    days = ahead(stretch, on)
    return None if days is None else Slots(owner=owner, period=f"{days[0].isoformat()}/{days[1].isoformat()}")


def ahead(words: str, on: date) -> tuple[date, date] | None:
    """First and last day of a stretch that is not over yet; None for words that are no such stretch, or more than one.

    >>> ahead("from 1 December to 31 December", date(2026, 11, 25))
    (datetime.date(2026, 12, 1), datetime.date(2026, 12, 31))
    >>> ahead("the next 2 weeks", date(2026, 11, 25))
    (datetime.date(2026, 11, 25), datetime.date(2026, 12, 9))
    >>> ahead("the crash call", date(2026, 11, 25)) is None
    True
    """
    line = clean.read(words).line()[0]
    if line in _NOW:
        return on, on
    match = _AHEAD.fullmatch(line)
    if match:
        return on, _after(on, int(match[1]), match[2])
    found = when.find(line, on)
    left = _left_over(line, [(w.start, w.end) for w in found])
    if not 0 < len(found) <= 2 or len(left) > 1 or not all(w.isdecimal() for w in left):
        return None
    first, last = found[0].ahead[0], found[-1].ahead[1]
    if len(found) == 1 and found[0].lead in {"until", "till", "by", "up to"}:
        first = on
    if left:  # `24 to 28 December`: the 24th of the month that was named
        if not 1 <= int(left[0]) <= last.day:
            return None
        first = last.replace(day=int(left[0]))
    return (max(first, on), last) if first <= last and last >= on else None


def _after(on: date, many: int, unit: str) -> date:
    if unit in _DAYS:
        return on + timedelta(days=min(many, 9_999) * _DAYS[unit])
    return months_after(on, min(many, 900) * (12 if unit == "year" else 1))


def _left_over(line: str, spans: list[tuple[int, int]]) -> list[str]:
    """The words of a line outside these spans that say something."""
    for start, end in reversed(spans):
        line = f"{line[:start]} {line[end:]}"
    return [word for word in line.split() if word not in _SMALL]
