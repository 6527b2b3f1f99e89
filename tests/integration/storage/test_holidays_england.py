"""England's bank holidays are those that gov.uk lists."""

from datetime import date

import holidays

from storage.holidays_england import SOURCE, england

GOV_UK = {
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}
"""Source: gov.uk/bank-holidays, England and Wales, with the substitute days."""


def test_the_years_that_gov_uk_lists():
    for year, days in GOV_UK.items():
        working = {day for day in england(year, year) if day.weekday() < 5}
        assert working == {date.fromisoformat(f"{year}-{day}") for day in days}


def test_several_years_at_once():
    assert england(2026, 2027) == england(2026, 2026) | england(2027, 2027)
    assert "England" in SOURCE


def test_the_same_as_by_the_front_door_of_the_package():
    whole = holidays.country_holidays("GB", subdiv="ENG", years=range(2020, 2046))
    assert england(2020, 2045) == frozenset(whole)
