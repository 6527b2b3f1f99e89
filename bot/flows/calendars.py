"""The group's working days: England's bank holidays from the maintained package, read once."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from domain.calendar import WorkingCalendar
from domain.group import Group
from storage.holidays_england import england

FIRST, LAST = 2020, 2045
"""Years that are loaded; a date outside them is refused by the calendar."""


@cache
def _days(timezone: str) -> WorkingCalendar:
    return WorkingCalendar.of(england(FIRST, LAST), ZoneInfo(timezone), FIRST, LAST)


def calendar_of(group: Group) -> WorkingCalendar:
    """Working days of this group."""
    return _days(group.timezone)
