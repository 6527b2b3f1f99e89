"""A rebase: somebody named says that from a month on the process is another one, and why.

Owns: the record and which rebases count for a chart. Must not: compute limits, or rebase by itself.
Source: Making Data Count: only with a named change and its date, agreed and recorded; the old stretch stays visible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.people import ObjectId


@dataclass(frozen=True, slots=True)
class Rebase:
    """One rebase of one series. `trust` is a code, or ALL for the trusts together."""

    id: str
    measure: str
    trust: str
    period: str
    """First month of the new stretch."""
    reason: str
    by: ObjectId
    by_name: str
    at: datetime
    active: bool = True
    """False: taken back; the record stays."""
    version: int = 0

    @property
    def day(self) -> date:
        """The day that the charts know."""
        return first_of(self.period)


def first_of(period: str) -> date:
    """The first day of a month.

    >>> first_of("2026-10")
    datetime.date(2026, 10, 1)
    """
    return date(int(period[:4]), int(period[5:7]), 1)


def counting(rebases: Iterable[Rebase], measure: str, trust: str) -> tuple[Rebase, ...]:
    """The rebases that a chart of this measure and trust shows, earliest first."""
    found = [r for r in rebases if r.active and r.measure == measure and r.trust == trust]
    return tuple(sorted(found, key=lambda r: r.period))
