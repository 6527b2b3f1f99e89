"""Dates at the edges: far away, leap years, the ends of months. The forms themselves are in test_when."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words import days, spans
from bot.words.when import find


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [
        (1, "month", date(2027, 2, 28)),
        (-1, "month", date(2026, 12, 31)),
        (5, "working days", date(2027, 2, 5)),
        (-1, "working days", date(2027, 1, 29)),
        (1, "year", date(2028, 1, 31)),
        (2, "fortnights", date(2027, 2, 28)),
        (3, "days", date(2027, 2, 3)),
    ],
)
def test_a_day_later(count, unit, day):
    assert days.later(date(2027, 1, 31), count, unit) == day


def test_amounts():
    assert [days.amount(said) for said in ("3", "a couple of", "few", "", None, "many")] == [3, 2, 3, 1, 1, 1]


def test_easter():
    assert spans.month_span(2027, 3)[0] < days.easter(2027) == date(2027, 3, 28)


def test_a_day_of_the_calendar_that_comes_rarely():
    assert find("29 feb 2027", date(2026, 11, 23)) == ()
    assert find("29 feb", date(2026, 11, 23))[0].ahead[0] == date(2028, 2, 29)
