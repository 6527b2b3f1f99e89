"""Quarters of the NHS year: Q1 is April to June. Owns: which months they are. Must not: read a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.rhythm import shift


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter by its first month, such as `2026-07`."""

    first: str

    @property
    def months(self) -> tuple[str, str, str]:
        """Its three periods."""
        return self.first, _period(self.first, 1), _period(self.first, 2)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(int(self.first[:4]), int(self.first[5:]), 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(*shift(self.first, 3), 1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """`Q2 2026/27`."""
        year, month = int(self.first[:4]), int(self.first[5:])
        began = year if month >= 4 else year - 1
        number = (month - 4) % 12 // 3 + 1
        return f"Q{number} {began}/{(began + 1) % 100:02d}"

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return Quarter(_period(self.first, -3))


def quarter_of(day: date) -> Quarter:
    """The quarter of a day.

    >>> quarter_of(date(2026, 11, 23)).name
    'Q3 2026/27'
    """
    return Quarter(f"{day.year}-{(day.month - 1) // 3 * 3 + 1:02d}")


def latest(today: date, count: int) -> tuple[Quarter, ...]:
    """So many quarters, the running one last."""
    found = [quarter_of(today)]
    while len(found) < count:
        found.append(found[-1].before)
    return tuple(reversed(found))


def _period(first: str, months: int) -> str:
    year, month = shift(first, months)
    return f"{year}-{month:02d}"
