"""Working days, and days and moments in the words that members read.

Owns: arithmetic of working days over a set of holidays, the one instant that belongs to a local time, dates in words.
Must not: know where holidays come from, or read a clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.refusals import Invalid


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday but for the holidays given, in one time zone.

    Knows the years its holidays cover; a day outside them raises `Invalid`, since a guess would be a wrong deadline.
    """

    holidays: frozenset[date]
    zone: ZoneInfo
    first: int
    """First year covered."""
    last: int
    """Last year covered."""
    _days: list[date] = field(default_factory=list[date], repr=False, compare=False)

    @classmethod
    def of(cls, holidays: Iterable[date], zone: ZoneInfo, first: int, last: int) -> WorkingCalendar:
        """A calendar for the years `first` to `last`."""
        free = frozenset(holidays)
        day, end = date(first, 1, 1), date(last, 12, 31)
        days = [d for n in range((end - day).days + 1) if (d := day + timedelta(n)).weekday() < 5 and d not in free]
        return cls(free, zone, first, last, days)

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() < 5 and day not in self.holidays

    def add_working_days(self, day: date, days: int) -> date:
        """The working day so many working days after (or, negative, before) `day`.

        Nought gives the day itself when it is one, else the next. From a day that is not a working day, one forward is
        the next working day and one back the last one before.
        """
        self._covered(day)
        if days > 0:
            index = bisect_right(self._days, day) + days - 1
        elif days < 0:
            index = bisect_left(self._days, day) + days
        else:
            index = bisect_left(self._days, day)
        if not 0 <= index < len(self._days):
            raise Invalid("Date", f"my calendar covers {self.first} to {self.last} only.")
        return self._days[index]

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        self._covered(start)
        self._covered(end)
        return bisect_right(self._days, end) - bisect_right(self._days, start)

    def instant(self, day: date, at: time) -> datetime:
        """The one instant, in UTC, of a local time on a local date.

        A time that comes twice (October) means the first; one that does not exist (March) means an hour later on the
        clock. Source: reliability.md 2.2 and 5.9.
        """
        return datetime.combine(day, at, tzinfo=self.zone).replace(fold=0).astimezone(UTC)

    def _covered(self, day: date) -> None:
        if not self.first <= day.year <= self.last:
            raise Invalid("Date", f"my calendar covers {self.first} to {self.last} only.")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def as_long(day: date) -> str:
    """A day as members read it.

    >>> as_long(date(2027, 3, 3))
    '3 March 2027'
    """
    return f"{day.day} {day:%B} {day.year}"


def as_weekday(day: date) -> str:
    """A day with its weekday.

    >>> as_weekday(date(2027, 3, 3))
    'Wednesday 3 March 2027'
    """
    return f"{day:%A} {as_long(day)}"


def as_at(moment: datetime) -> str:
    """A local moment as members read it; the caller brings it into the group's zone.

    >>> as_at(datetime(2026, 12, 3, 10, 40))
    '3 December 2026, 10:40'
    """
    return f"{as_long(moment.date())}, {moment:%H:%M}"
