"""How old a trust's open actions were at the end of each month: a run chart in words.

Owns: which actions were open on a day, their middle age, and what the chart says. Must not: rank trusts.
An action that was closed and opened again counts as open throughout: its present end is what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from domain.calendar import as_long
from domain.on_time import run
from domain.rhythm import shift


@dataclass(frozen=True, slots=True)
class Span:
    """So many actions of a trust that began on one day and, when they are closed, were closed on another."""

    trust: str
    began: date
    ended: date | None = None
    many: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """A trust's open actions at the end of a day."""

    day: date
    open: int
    age: float
    """The middle age in days since they were promised."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """One trust's points in order; days without an open action have none."""

    trust: str
    points: tuple[Point, ...]

    @property
    def words(self) -> str:
        """What the chart says, in a few sentences."""
        if not self.points:
            return "No action was open at the end of these months."
        last = self.points[-1]
        latest = f"On {as_long(last.day)}: {last.open} open, half of them for longer than {last.age:g} days."
        return f"{latest} {run([p.age for p in self.points], 'A middle month has {:.0f} days.')}"


def days_of(today: date, months: int) -> tuple[date, ...]:
    """The last day of each of so many months before this one, then today.

    >>> days_of(date(2026, 3, 9), 2)
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 9))
    """
    firsts = [shift(f"{today:%Y-%m}", -back) for back in range(months - 1, -1, -1)]
    return (*(date(year, month, 1) - timedelta(1) for year, month in firsts), today)


def ageing(trusts: Sequence[str], spans: Iterable[Span], days: Sequence[date]) -> tuple[Ageing, ...]:
    """One for each trust, in the group's own order; then what all do together, where there is any."""
    by_trust: dict[str, list[Span]] = {t: [] for t in trusts}
    for span in spans:
        by_trust.setdefault(span.trust, []).append(span)
    return tuple(Ageing(t, tuple(_points(own, days))) for t, own in by_trust.items())


def _points(spans: Sequence[Span], days: Sequence[date]) -> Iterable[Point]:
    for day in days:
        stood = [s for s in spans if s.began <= day and (s.ended is None or s.ended > day)]
        ages = [(day - s.began).days for s in stood for _ in range(s.many)]
        if ages:
            yield Point(day, len(ages), median(ages))
