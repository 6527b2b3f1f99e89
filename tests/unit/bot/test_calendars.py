from datetime import date
from zoneinfo import ZoneInfo

from bot import playground
from bot.flows.calendars import calendar_of


def test_the_groups_working_days_are_read_once():
    group, _ = playground.sample_group()
    days = calendar_of(group)
    assert days is calendar_of(group)
    assert days.zone == ZoneInfo("Europe/London")
    assert days.add_working_days(date(2026, 12, 22), 8) == date(2027, 1, 6)
