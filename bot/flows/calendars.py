"""The group's working days, from the maintained package of bank holidays, read once; and the rounds that come next."""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from domain.calendar import WorkingCalendar
from domain.group import Group
from domain.rhythm import RoundDates, shift
from storage.holidays_england import england

FIRST, LAST = 2020, 2045
"""Years that are loaded; a date outside them is refused by the calendar."""


@cache
def _days(timezone: str) -> WorkingCalendar:
    return WorkingCalendar.of(england(FIRST, LAST), ZoneInfo(timezone), FIRST, LAST)


def calendar_of(group: Group) -> WorkingCalendar:
    """Working days of this group."""
    return _days(group.timezone)


def coming(group: Group, today: date, number: int) -> tuple[RoundDates, ...]:
    """The rounds whose meetings are next, from today on."""
    days = calendar_of(group)
    found: list[RoundDates] = []
    year, month = shift(f"{today:%Y-%m}", -group.rhythm.months_back - 1)
    while len(found) < number:
        dates = group.rhythm.round_for(f"{year}-{month:02d}", days)
        if dates.meeting >= today:
            found.append(dates)
        year, month = shift(dates.period, 1)
    return tuple(found)
