"""Days and periods as the NHS says them, on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words.clean import read
from bot.words.when import find

ON = date(2026, 11, 23)


def found(text):
    return find(read(text).line()[0], ON)


PERIODS = {
    "october": "2026-10",
    "nov so far": "2026-11",
    "december": "2025-12",
    "oct 2025": "2025-10",
    "M7": "2026-10",
    "month 3 25/26": "2025-06",
    "Q2": "2026-07-01/2026-09-30",
    "quarter 4 25/26": "2026-01-01/2026-03-31",
    "Q1 2025": "2025-04-01/2025-06-30",
    "last quarter": "2026-07-01/2026-09-30",
    "this quarter": "2026-10-01/2026-12-31",
    "26/27": "2026-04-01/2027-03-31",
    "FY 2025-26": "2025-04-01/2026-03-31",
    "last month": "2026-10",
    "the month before last month": "2026-10",
    "last month before last": "2026-09",
    "last 12 months": "2025-11-01/2026-10-31",
    "past two weeks": "2026-11-09/2026-11-23",
    "last two quarters": "2026-04-01/2026-09-30",
    "this year": "2026-04-01/2026-11-23",
    "last year": "2025-04-01/2026-03-31",
    "next year": "2027-04-01/2028-03-31",
    "last calendar year": "2025-01-01/2025-12-31",
    "ytd": "2026-04-01/2026-11-23",
    "since april": "2026-04-01/2026-11-23",
    "sept vs aug": "2026-08-01/2026-09-30",
    "nov to feb 2026": "2025-11-01/2026-02-28",
    "aug 2025 to oct 2026": "2025-08-01/2026-10-31",
    "2026-10": "2026-10",
    "10/2026": "2026-10",
    "last week": "2026-11-16/2026-11-22",
    "summer": "2026-06-01/2026-08-31",
    "h1": "2026-04-01/2026-09-30",
    "second half of the year": "2026-10-01/2027-03-31",
    "in 2025": "2025-01-01/2025-12-31",
    "in may": "2026-05",
    "may's figures": "2026-05",
}
DAYS = {
    "by 18 December": "2026-12-18",
    "30/11/26": "2026-11-30",
    "30.11.2026": "2026-11-30",
    "2026-11-30": "2026-11-30",
    "3/12": "2026-12-03",
    "in 3/12": "2027-02-23",
    "in 2/52": "2026-12-07",
    "next Friday": "2026-12-04",
    "friday": "2026-11-27",
    "a week on friday": "2026-12-04",
    "monday week": "2026-12-07",
    "last friday": "2026-11-20",
    "til 7th": "2026-12-07",
    "tomorrow": "2026-11-24",
    "day after tomorrow": "2026-11-25",
    "in a fortnight": "2026-12-07",
    "in 3 working days": "2026-11-26",
    "in two weeks": "2026-12-07",
    "in a month": "2026-12-23",
    "end of feb": "2027-02-28",
    "end of the month": "2026-11-30",
    "end of next week": "2026-12-04",
    "end of the quarter": "2026-12-31",
    "end of the year": "2026-12-31",
    "end of the calendar year": "2026-12-31",
    "mid january": "2027-01-15",
    "start of march": "2027-03-01",
    "early dec": "2026-12-07",
    "2nd week jan": "2027-01-15",
    "last week of january": "2027-01-29",
    "first thurs of dec": "2026-12-03",
    "last friday of january": "2027-01-29",
    "before christmas": "2026-12-25",
    "easter": "2027-03-28",
    "nov 30th": "2026-11-30",
    "eom": "2026-11-30",
    "in a year's time 2 years time": None,
}


@pytest.mark.parametrize(("said", "period"), PERIODS.items())
def test_periods(said, period):
    assert found(said)[0].period() == period


@pytest.mark.parametrize(("said", "day"), [(s, d) for s, d in DAYS.items() if d])
def test_days(said, day):
    assert found(said)[0].ahead[1].isoformat() == day


@pytest.mark.parametrize(
    "said",
    [
        "it may be",
        "train 91/88/93",
        "bp 168/112",
        "3rd/4th degree",
        "31/2/26",
        "31 feb",
        "MIS board dec due in",
        "m13",
        "27/25",
        "13/2026",
        "8/10 on track 99/99",
    ],
)
def test_what_is_no_date(said):
    assert found(said) == ()


def test_what_stood_before_a_date_is_kept():
    assert [w.lead for w in found("from april until 7 december, by friday")] == ["from", "until", "by"]


def test_a_month_ahead():
    assert found("december")[0].period_ahead() == "2026-12"
