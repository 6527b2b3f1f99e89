"""Stretches of time: what one is, and the arithmetic of months, quarters and NHS years that its readers share.

Owns: `When` and pure date arithmetic. Must not: read words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time that was said, first and last day; without a year it has a latest and a next reading."""

    kind: str
    """`day`, `month` or `range`."""
    past: Span
    """The latest reading that is not in the future, or the only one."""
    ahead: Span
    """The next reading, or the only one."""
    start: int
    end: int
    lead: str = ""
    """The preposition before it, such as `by` or `since`."""

    def period(self) -> str:
        """As a `period` slot: a month, or first and last day."""
        return period_words(self.past, month=self.kind == "month")

    def period_ahead(self) -> str:
        """As a `period` slot of something that is still to come."""
        return period_words(self.ahead, month=self.kind == "month")


def period_words(span: Span, *, month: bool) -> str:
    """A span as the contract writes it.

    >>> period_words((date(2026, 7, 1), date(2026, 9, 30)), month=False)
    '2026-07-01/2026-09-30'
    """
    return f"{span[0]:%Y-%m}" if month else f"{span[0].isoformat()}/{span[1].isoformat()}"


def month_span(year: int, month: int) -> Span:
    """First and last day; months beyond the year run on.

    >>> month_span(2026, 14)
    (datetime.date(2027, 2, 1), datetime.date(2027, 2, 28))
    """
    index = year * 12 + month - 1
    first = date(index // 12, index % 12 + 1, 1)
    after = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return first, after - timedelta(1)


NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_in(m: re.Match[str], group: str = "mon1") -> int:
    """The month that a group of the match names."""
    return NAMES.index(m[group][:3]) + 1


def year_in(m: re.Match[str], group: str = "year") -> int | None:
    """The year that a group of the match names, if any."""
    said = m[group]
    return None if said is None else int(said) if len(said) == 4 else 2000 + int(said[-2:])


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def yearly(make: Callable[[int], Span | None], year: int | None, on: date) -> tuple[Span, Span] | None:
    """A thing that comes each year: its latest start not in the future, and its next end not in the past."""
    if year is not None:
        span = make(year)
        return None if span is None else (span, span)
    spans = [s for y in range(on.year - 4, on.year + 5) if (s := make(y)) is not None]
    past = [s for s in spans if s[0] <= on]
    ahead = [s for s in spans if s[1] >= on]
    return (past[-1], ahead[0]) if past and ahead else None


Reading = tuple[str, Span, Span] | None
Reader = Callable[[re.Match[str], date], Reading]


def only(kind: str, span: Span) -> Reading:
    """A reading that is the same for past and future."""
    return kind, span, span


def on_day(day: date | None) -> Reading:
    """A reading of one day."""
    return None if day is None else ("day", (day, day), (day, day))


def shifted(on: date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = on.year * 12 + on.month - 1 + months
    return index // 12, index % 12 + 1


def nhs_year(on: date) -> Span:
    """The NHS year that a day lies in."""
    start = on.year if on.month >= 4 else on.year - 1
    return date(start, 4, 1), date(start + 1, 3, 31)


def quarter_of(on: date, ahead: int = 0) -> Span:
    """The quarter that a day lies in, or one so many quarters ahead."""
    year, month = shifted(on, -((on.month - 1) % 3) + 3 * ahead)
    return date(year, month, 1), month_span(year, month + 2)[1]
