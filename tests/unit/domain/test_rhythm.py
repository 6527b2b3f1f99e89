"""Dates of a round, by hand from the 2026 calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.rhythm import Rhythm, month_name, period_of, previous, shift

HOLIDAYS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}


class Days:
    """Working days counted one by one."""

    def add_working_days(self, day: date, days: int) -> date:
        step = timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            day += step
            while day.weekday() > 4 or day in HOLIDAYS:
                day += step
        return day


@pytest.mark.parametrize(
    ("period", "opens", "due", "freeze", "meeting"),
    [
        ("2026-10", date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)),
        ("2026-11", date(2026, 12, 16), date(2027, 1, 4), date(2027, 1, 11), date(2027, 1, 18)),
    ],
)
def test_a_round_by_hand(period: str, opens: date, due: date, freeze: date, meeting: date) -> None:
    found = Rhythm().round_for(period, Days())
    assert (found.opens, found.due, found.freeze, found.meeting) == (opens, due, freeze, meeting)


def test_the_current_round_is_the_latest_that_has_opened() -> None:
    assert Rhythm().current(date(2026, 11, 22), Days()).period == "2026-09"
    assert Rhythm().current(date(2026, 11, 23), Days()).period == "2026-10"
    assert Rhythm().current(date(2027, 1, 1), Days()).period == "2026-11"


def test_months() -> None:
    assert period_of(date(2026, 1, 31)) == "2026-01"
    assert shift("2026-12", 1) == (2027, 1)
    assert previous("2026-01", 13) == "2024-12"
    assert month_name("2026-02") == "February 2026"
