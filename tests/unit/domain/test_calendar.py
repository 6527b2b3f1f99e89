"""Working days and the one instant of each local slot, against calculations that share nothing with ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, as_at, as_long, as_weekday
from domain.refusals import Invalid
from storage.holidays_england import england

LONDON = ZoneInfo("Europe/London")
DAYS = WorkingCalendar.of(england(2023, 2041), LONDON, 2023, 2041)
SLOTS = 288
"""Five minutes each."""


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days. March and October have as many."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def by_the_law(day: date) -> np.ndarray:
    """Minutes from midnight UTC for each slot: summer time from 01:00 UTC on the last Sunday of March to October's.

    Source: The Summer Time Order 2002. A local time that comes twice is its first; one that is skipped, an hour later.
    """
    minutes = np.arange(SLOTS) * 5
    begins, ends = last_sunday(day.year, 3), last_sunday(day.year, 10)
    if begins < day < ends:
        return minutes - 60
    if day == begins:
        return np.where(minutes >= 120, minutes - 60, minutes)
    if day == ends:
        return np.where(minutes < 120, minutes - 60, minutes)
    return minutes


def test_every_slot_of_seventeen_years_has_the_instant_that_the_law_says():
    """2024 to 2040, 288 slots a day: 1,788,480 of them."""
    first, last = date(2024, 1, 1), date(2040, 12, 31)
    slots = [time(n * 5 // 60, n * 5 % 60) for n in range(SLOTS)]
    changes = {last_sunday(y, m) for y in range(2024, 2041) for m in (3, 10)}
    compared = 0
    day = first
    while day <= last:
        expected = by_the_law(day)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        found = [int((DAYS.instant(day, at) - midnight).total_seconds()) // 60 for at in slots]
        assert found == expected.tolist(), day
        if day not in changes:
            assert len(set(found)) == SLOTS, day
        compared += SLOTS
        day += timedelta(days=1)
    assert compared == 1_788_480


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),
        (date(2027, 3, 28), time(1, 30), "2027-03-28T01:30"),
        (date(2026, 10, 25), time(9, 30), "2026-10-25T09:30"),
        (date(2026, 10, 23), time(9, 30), "2026-10-23T08:30"),
    ],
)
def test_the_change_nights(day: date, at: time, utc: str):
    assert DAYS.instant(day, at).isoformat(timespec="minutes") == f"{utc}+00:00"


def test_every_minute_of_both_change_nights_has_one_instant():
    for day in (date(2026, 10, 25), date(2027, 3, 28)):
        for minute in range(180):
            at = time(minute // 60, minute % 60)
            assert DAYS.instant(day, at) == DAYS.instant(day, at)
            assert abs(DAYS.instant(day, at) - datetime.combine(day, at, tzinfo=UTC)) <= timedelta(hours=1)


@given(st.dates(date(2024, 1, 1), date(2040, 6, 30)), st.integers(-60, 60))
def test_working_days_agree_with_numpy(day: date, n: int):
    off = np.array(sorted(DAYS.holidays), dtype="datetime64[D]")
    roll = "forward" if n <= 0 else "backward"
    expected = np.busday_offset(np.datetime64(day), n, roll=roll, holidays=off)
    assert DAYS.add_working_days(day, n) == expected.astype(date)


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_counting_agrees_with_numpy(a: date, b: date):
    off = np.array(sorted(DAYS.holidays), dtype="datetime64[D]")
    one = timedelta(days=1)
    first, last = sorted((a, b))
    expected = int(np.busday_count(np.datetime64(first + one), np.datetime64(last + one), holidays=off))
    assert DAYS.working_days_between(a, b) == (expected if a <= b else -expected)


def test_bank_holidays_of_2026_and_2027_are_those_of_gov_uk():
    """Source: gov.uk/bank-holidays, England and Wales."""
    assert sorted(d for d in england(2026, 2027) if d.weekday() < 5) == [
        *(date(2026, m, d) for m, d in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))),
        *(date(2027, m, d) for m, d in ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))),
    ]


def test_a_day_outside_its_years_is_refused_not_guessed():
    for ask in (
        lambda: DAYS.add_working_days(date(2050, 1, 1), 1),
        lambda: DAYS.working_days_between(date(2026, 1, 1), date(2050, 1, 1)),
        lambda: DAYS.add_working_days(date(2041, 12, 30), 30),
    ):
        with pytest.raises(Invalid, match="my calendar covers 2023 to 2041 only"):
            ask()


def test_days_in_words():
    assert as_long(date(2027, 3, 3)) == "3 March 2027"
    assert as_weekday(date(2027, 3, 3)) == "Wednesday 3 March 2027"
    assert as_at(datetime(2026, 12, 3, 10, 40, tzinfo=LONDON)) == "3 December 2026, 10:40"
    assert DAYS.is_working(date(2026, 12, 24))
    assert not DAYS.is_working(date(2026, 12, 25))
