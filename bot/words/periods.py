"""Months and longer periods: `M7`, `Q2 25/26`, `last 12 months`, `since April`, `Sept vs Aug`.

Owns: words -> a period, one function for each form named in `data/when.txt`. Must not: decide which slot it fills.
The NHS year runs from April to March: M1 is April, Q1 April to June. Source: domain.md 12.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.words.days import amount, later
from bot.words.spans import (
    Reading,
    Span,
    month_in,
    month_span,
    nhs_year,
    only,
    quarter_of,
    shifted,
    year_in,
    yearly,
)

# ---------------------------------------------------------------- periods


def financial(m: re.Match[str], _: date) -> Reading:
    """26/27, 2025-26."""
    first, second = int(m[1][-2:]), int(m[2][-2:])
    if second != first + 1 or not 15 <= first <= 40:
        return None
    return only("range", (date(2000 + first, 4, 1), date(2000 + second, 3, 31)))


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def quarter(m: re.Match[str], on: date) -> Reading:
    """Q2, quarter 4 25/26."""
    number = int(m["q"][0]) if m["q"][0].isdecimal() else _NTH[m["q"]]
    said = m["fy"] or m["fy2"]
    start = None if said is None else 2000 + int(re.split(r"[/-]", said)[0][-2:])

    def make(year: int) -> Span | None:
        first = month_span(year, 4 + 3 * (number - 1))[0]
        return first, month_span(first.year, first.month + 2)[1]

    both = yearly(make, start, on)
    return None if both is None else ("range", *both)


def near_quarter(m: re.Match[str], on: date) -> Reading:
    """Last quarter."""
    ahead = {"last": -1, "previous": -1, "prior": -1, "past": -1, "next": 1}.get(m[1], 0)
    return only("range", quarter_of(on, ahead))


def nhs_month(m: re.Match[str], on: date) -> Reading:
    """M7, month 3 25/26."""
    number = int(m[1])
    if not 1 <= number <= 12:
        return None
    said = m["fy"]
    start = None if said is None else 2000 + int(re.split(r"[/-]", said)[0][-2:])
    both = yearly(lambda year: month_span(year, 3 + number), start, on)
    return None if both is None else ("month", *both)


def months(m: re.Match[str], on: date) -> Reading:
    """Aug to Oct, Sept vs Aug: from the earlier to the later."""
    first, second = month_in(m), month_in(m, "mon2")
    end = yearly(lambda y: month_span(y, second), year_in(m), on)
    start = yearly(lambda y: month_span(y, first), year_in(m, "year1") if m["year1"] else None, on)
    if end is None or start is None:
        return None
    if m["year"] and not m["year1"]:
        year = end[0][0].year - (
            1 if first > second and m["join"] not in {"vs", "v", "versus", "and", "&", "or"} else 0
        )
        start = (month_span(year, first), month_span(year, first))
    spans = sorted([start[0], end[0]])
    return only("range", (spans[0][0], spans[1][1]))


def a_month(m: re.Match[str], on: date) -> Reading:
    """October, Oct 2025."""
    both = yearly(lambda y: month_span(y, month_in(m)), year_in(m), on)
    return None if both is None else ("month", *both)


def month_figures(m: re.Match[str], _: date) -> Reading:
    """2026-10, 10/2026, 10/26."""
    year, month = (int(m[1]), int(m[2])) if len(m[1]) == 4 else (int(m[2]), int(m[1]))
    year += 0 if year > 99 else 2000
    return only("month", month_span(year, month)) if 1 <= month <= 12 else None


def near_month(m: re.Match[str], on: date) -> Reading:
    """Last month, the month before last."""
    ahead = {"last": -1, "previous": -1, "prior": -1, "past": -1, "next": 1, "coming": 1}.get(m[1], 0)
    if m["twice"]:
        ahead = -2
    return only("month", month_span(*shifted(on, ahead)))


def rolling(m: re.Match[str], on: date) -> Reading:
    """The last 12 months: complete months up to the last."""
    count, unit = amount(m["count"]), m["unit"]
    if unit.startswith(("week", "wk", "day", "d", "fortnight")):
        return only("range", (later(on, -count, unit), on))
    months = max(1, min(240, count * (12 if unit.startswith("y") else 3 if unit.startswith("q") else 1)))
    if unit.startswith("q"):
        return only("range", (quarter_of(on, -count)[0], quarter_of(on, -1)[1]))
    return only("range", (month_span(*shifted(on, -months))[0], month_span(*shifted(on, -1))[1]))


def near_year(m: re.Match[str], on: date) -> Reading:
    """The NHS year up to today, or the whole of the last one."""
    first, last = nhs_year(on)
    if m["calendar"] and "calendar" in m["calendar"]:
        year = on.year - (1 if m[1] in {"last", "previous"} else 0)
        return only("range", (date(year, 1, 1), date(year, 12, 31)))
    if m[1] in {"last", "previous"}:
        return only("range", (date(first.year - 1, 4, 1), date(first.year, 3, 31)))
    if m[1] == "next":
        return only("range", (date(last.year, 4, 1), date(last.year + 1, 3, 31)))
    return only("range", (first, on))


def to_date(_: re.Match[str], on: date) -> Reading:
    """Year to date."""
    return only("range", (nhs_year(on)[0], on))


def since(m: re.Match[str], on: date) -> Reading:
    """Since April, up to today."""
    reading = a_month(m, on)
    return None if reading is None else only("range", (reading[1][0], max(on, reading[1][0])))


def near_week(m: re.Match[str], on: date) -> Reading:
    """Last week, Monday to Sunday."""
    ahead = {"last": -1, "previous": -1, "next": 1, "past": -1}.get(m[1], 0)
    monday = on - timedelta(on.weekday()) + timedelta(7 * ahead)
    return only("range", (monday, monday + timedelta(6)))


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season(m: re.Match[str], on: date) -> Reading:
    """summer: June to August."""
    first = _SEASONS[m["season"]]

    def make(year: int) -> Span | None:
        return month_span(year, first)[0], month_span(year, first + 2)[1]

    both = yearly(make, year_in(m), on)
    return None if both is None else ("range", *both)


_YEAR_NAMED = re.compile(r"(?:20)?(2\d)[/-](?:20)?2\d$")


def half(m: re.Match[str], on: date) -> Reading:
    """H1, the second half of the year, the first half of 26/27."""
    named = _YEAR_NAMED.search(m[0])
    first = 2000 + int(named[1]) if named else nhs_year(on)[0].year
    spans = {"1": (date(first, 4, 1), date(first, 9, 30)), "2": (date(first, 10, 1), date(first + 1, 3, 31))}
    return only("range", spans["1" if m[1] in {"1", "first"} else "2"])


def calendar_year(m: re.Match[str], _: date) -> Reading:
    """2025: January to December."""
    return only("range", (date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)))
