"""Dates at the edges: far away, leap years, the ends of months. The forms themselves are in test_when."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words import days, spans
from bot.words.when import find


@pytest.mark.parametrize(
    "on", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2028, 2, 29), date(2026, 12, 31)]
)
@pytest.mark.parametrize(
    "said",
    ["last month", "q1", "m12", "last quarter", "this year", "since april", "last 12 months", "next month", "winter"],
)
def test_a_period_starts_before_it_ends_on_any_day(said, on):
    found = find(said, on)[0]
    assert found.past[0] <= found.past[1]
    assert found.past[0] <= on or said == "next month"


def test_april_is_the_first_month_of_the_nhs_year():
    assert find("m1", date(2026, 3, 31))[0].period() == "2025-04"
    assert spans.nhs_year(date(2026, 3, 31)) == (date(2025, 4, 1), date(2026, 3, 31))


def test_days_are_not_periods():
    assert days.later(date(2026, 1, 1), 1, "day") == date(2026, 1, 2)
