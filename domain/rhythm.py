"""The group's yearly rhythm: when it meets, when packs freeze, when returns open and fall due.

Pure date rules; working days come in as a calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from domain.group_faults import Faults

from domain.group_faults import WEEKDAYS


class WorkingDays(Protocol):
    """What this module needs of a calendar."""

    def add_working_days(self, day: date, days: int) -> date:
        """The working day so many working days after (or, negative, before) `day`."""
        ...


@dataclass(frozen=True, slots=True)
class RoundDates:
    """The dates of one month's round. `period` is the month reported on, such as `2026-10`."""

    period: str
    opens: date
    due: date
    freeze: date
    meeting: date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When things happen. Source of the defaults: product.md "Submission cycle" (days before the pack freezes)."""

    weekday: str = "monday"
    week: int = 3
    """The meeting is on the `week`-th `weekday` of a month, counted from 1."""
    meeting_time: time = time(10, 0)
    months_back: int = 2
    """A meeting looks at the month this many months before its own."""
    freeze_days: int = 5
    """Working days from the freeze of the pack to the meeting."""
    due_days: int = 5
    """Working days from the due day of returns to the freeze."""
    open_days: int = 10
    """Working days from the opening of a round to its due day."""
    by_calendar: bool = True
    """Rounds open by themselves on the day; False: the office says `open round`."""

    @classmethod
    def read(cls, row: Mapping[str, Any], faults: Faults) -> Rhythm:
        """From the `[calendar]` table of a group file."""
        where = "[calendar]"
        return cls(
            weekday=faults.weekday(row, "meeting_weekday", where, "monday"),
            week=faults.number(row, "meeting_week", where, 1, 4, 3),
            meeting_time=faults.clock_time(row, "meeting_time", where, time(10, 0)),
            months_back=faults.number(row, "months_back", where, 1, 6, 2),
            freeze_days=faults.number(row, "freeze_working_days", where, 0, 30, 5),
            due_days=faults.number(row, "due_working_days", where, 0, 30, 5),
            open_days=faults.number(row, "open_working_days", where, 1, 40, 10),
            by_calendar=faults.flag(row, "open_by_calendar", where, True),
        )

    def meeting(self, year: int, month: int) -> date:
        """The meeting day of a month.

        >>> Rhythm().meeting(2026, 12)
        datetime.date(2026, 12, 21)
        """
        first = date(year, month, 1)
        ahead = (WEEKDAYS.index(self.weekday) - first.weekday()) % 7
        return first + timedelta(days=ahead + 7 * (self.week - 1))

    def round_for(self, period: str, days: WorkingDays) -> RoundDates:
        """The dates of the round that reports on `period` (`2026-10`)."""
        meeting = self.meeting(*shift(period, self.months_back))
        freeze = days.add_working_days(meeting, -self.freeze_days)
        due = days.add_working_days(freeze, -self.due_days)
        return RoundDates(period, days.add_working_days(due, -self.open_days), due, freeze, meeting)

    def current(self, today: date, days: WorkingDays) -> RoundDates:
        """The round a person means today: the latest one whose opening day has come."""
        period = period_of(today)
        dates = self.round_for(period, days)
        while dates.opens > today:
            year, month = shift(dates.period, -1)
            dates = self.round_for(f"{year}-{month:02d}", days)
        return dates


def period_of(day: date) -> str:
    """The month of a day as a period.

    >>> period_of(date(2026, 10, 31))
    '2026-10'
    """
    return f"{day.year}-{day.month:02d}"


def shift(period: str, months: int) -> tuple[int, int]:
    """Year and month that lie `months` after a period.

    >>> shift("2026-11", 2)
    (2027, 1)
    """
    year, month = int(period[:4]), int(period[5:7])
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def previous(period: str, months: int = 1) -> str:
    """The period `months` before.

    >>> previous("2026-01")
    '2025-12'
    """
    year, month = shift(period, -months)
    return f"{year}-{month:02d}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_name(period: str) -> str:
    """A period in words.

    >>> month_name("2026-10")
    'October 2026'
    """
    return f"{MONTHS[int(period[5:7]) - 1]} {period[:4]}"
