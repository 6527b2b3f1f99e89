"""Quarters of the NHS year."""

from __future__ import annotations

from datetime import date

import pytest

from domain.quarters import Quarter, latest, quarter_of


@pytest.mark.parametrize(
    ("day", "name", "start", "end"),
    [
        (date(2026, 11, 23), "Q3 2026/27", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 4, 1), "Q1 2026/27", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), "Q2 2026/27", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2027, 3, 31), "Q4 2026/27", date(2027, 1, 1), date(2027, 3, 31)),
        (date(2099, 12, 1), "Q3 2099/00", date(2099, 10, 1), date(2099, 12, 31)),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, name: str, start: date, end: date) -> None:
    found = quarter_of(day)
    assert (found.name, found.start, found.end) == (name, start, end)


def test_quarters_follow_each_other_and_have_three_months() -> None:
    assert [q.name for q in latest(date(2026, 5, 5), 3)] == ["Q3 2025/26", "Q4 2025/26", "Q1 2026/27"]
    assert Quarter("2026-10").months == ("2026-10", "2026-11", "2026-12")
    assert Quarter("2026-01").before == Quarter("2025-10")
