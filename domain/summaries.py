"""The risk summary: what moved, what is late, what is missing, what needs a decision. Text from records, nothing else.

Owns: which records make a line and in what words. Must not: invent, round away or leave out what was not received.
Source of the lines: product.md "Channel risk summary"; conversation.md "Summaries".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.rhythm import Rhythm, period_of, shift


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and the records it rests on."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines; `empty` is said when there are none."""

    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary as at one moment."""

    title: str
    as_at: datetime
    completeness: str
    parts: tuple[Part, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every record the summary names, once, in order."""
        return tuple(dict.fromkeys(i for part in self.parts for line in part.lines for i in line.ids))


@dataclass(frozen=True, slots=True)
class Scope:
    """What the summary is about: the whole group, or some trusts."""

    trusts: tuple[str, ...] = ()

    def covers(self, trust: str) -> bool:
        """Whether a record of this trust belongs; shared records always do."""
        return not self.trusts or trust in self.trusts or trust == "ALL"


def more(lines: Sequence[Line], limit: int, what: str) -> tuple[Line, ...]:
    """At most `limit` lines; the rest is counted, never dropped in silence."""
    if len(lines) <= limit:
        return tuple(lines)
    return (*lines[:limit], Line(f"and {len(lines) - limit} more {what}"))


def days_late(due: date, today: date) -> str:
    """`3 days late` or `due today`."""
    late = (today - due).days
    if late == 0:
        return "due today"
    return f"{late} day late" if late == 1 else f"{late} days late"


def last_meetings(rhythm: Rhythm, today: date, number: int = 2) -> tuple[date, ...]:
    """The last meeting days up to and with today, the latest first.

    >>> last_meetings(Rhythm(), date(2026, 11, 23))
    (datetime.date(2026, 11, 16), datetime.date(2026, 10, 19))
    """
    days = (rhythm.meeting(*shift(period_of(today), -back)) for back in range(number + 1))
    return tuple(day for day in days if day <= today)[:number]


def next_meeting(rhythm: Rhythm, today: date) -> date:
    """The first meeting day after today.

    >>> next_meeting(Rhythm(), date(2026, 11, 23))
    datetime.date(2026, 12, 21)
    """
    days = (rhythm.meeting(*shift(period_of(today), ahead)) for ahead in range(3))
    return next(day for day in days if day > today)
