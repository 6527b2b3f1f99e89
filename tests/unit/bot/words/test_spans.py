"""Dates at the edges: far away, leap years, the ends of months. The forms themselves are in test_when."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words import days, spans
from bot.words.when import find


def test_months_run_on_past_december():
    assert spans.month_span(2026, 14) == (date(2027, 2, 1), date(2027, 2, 28))
    assert spans.shifted(date(2026, 1, 15), -1) == (2025, 12)


def test_quarters():
    assert spans.quarter_of(date(2026, 11, 23)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert spans.quarter_of(date(2026, 11, 23), 1) == (date(2027, 1, 1), date(2027, 3, 31))


def test_there_is_no_31_february():
    assert spans.safe(2026, 2, 31) is None
    assert spans.on_day(None) is None


@pytest.mark.parametrize("year", [None, 2026])
def test_what_never_comes_has_no_reading(year):
    assert spans.yearly(lambda _: None, year, date(2026, 11, 23)) is None
    assert find("", date(2026, 11, 23)) == ()
    assert days.later(date(2026, 11, 23), 0, "days") == date(2026, 11, 23)
