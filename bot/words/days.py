"""Single days: `by the 7th`, `end of Feb`, `a week on Friday`, `in 3/12`, `before Christmas`.

Owns: words -> a day, one function for each form named in `data/when.txt`. Must not: decide which slot it fills.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.words.spans import (
    Reading,
    Span,
    month_in,
    month_span,
    nhs_year,
    on_day,
    quarter_of,
    safe,
    shifted,
    year_in,
    yearly,
)

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 5}


def iso(m: re.Match[str], _: date) -> Reading:
    """2026-11-30."""
    return on_day(safe(int(m[1]), int(m[2]), int(m[3])))


def day_month(day: int, month: int, year: int | None, on: date) -> Reading:
    """A day of a month, with its year or in the nearest ones."""

    def make(y: int) -> Span | None:
        found = safe(y, month, day)
        return None if found is None else (found, found)

    both = yearly(make, year, on)
    return None if both is None else ("day", *both)


def numeric(m: re.Match[str], on: date) -> Reading:
    """30/11/26, 3/12."""
    year = None if m[3] is None else int(m[3]) if len(m[3]) == 4 else 2000 + int(m[3])
    return day_month(int(m[1]), int(m[2]), year, on)


def named_day(m: re.Match[str], on: date) -> Reading:
    """30 November, Nov 30th."""
    return day_month(int(m["day"]), month_in(m), year_in(m), on)


def weekday(m: re.Match[str], on: date) -> Reading:
    """Friday, next Friday, a week on Friday."""
    index = _DAYS.index(m["wd"][:3])
    which = m["which"] or ""
    monday = on - timedelta(on.weekday())
    if "next" in which:
        return on_day(monday + timedelta(7 + index))
    if "last" in which:
        return on_day(on - timedelta((on.weekday() - index) % 7 or 7))
    coming = on + timedelta((index - on.weekday()) % 7 or 7)
    if "week" in (m["week"] or ""):
        return on_day(coming + timedelta(7))
    gone = on - timedelta((on.weekday() - index) % 7 or 7)
    return "day", (gone, gone), (coming, coming)


def of_month(m: re.Match[str], on: date) -> Reading:
    """The 14th: of this month or the next or last one."""
    day = int(m["day"])
    around = [d for n in (-2, -1, 0, 1, 2) if (d := safe(*shifted(on, n), day)) is not None]
    past, ahead = [d for d in around if d <= on], [d for d in around if d > on]
    return ("day", (past[-1], past[-1]), (ahead[0], ahead[0])) if past and ahead else None


_NAMED_DAYS = {
    "today": 0,
    "tonight": 0,
    "now": 0,
    "this morning": 0,
    "this afternoon": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
}


def near(m: re.Match[str], on: date) -> Reading:
    """today, tomorrow, yesterday."""
    return on_day(on + timedelta(_NAMED_DAYS[m[1]]))


_AMOUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "": 1}


def amount(said: str | None) -> int:
    """How many: a figure or `a`, `two`, `a couple of`."""
    said = (said or "").strip()
    return int(said) if said.isdecimal() else _AMOUNTS.get(said, 1)


def later(on: date, count: int, unit: str) -> date:
    """The day so many days, working days (Monday to Friday), weeks or months after (or before) a day.

    >>> later(date(2026, 11, 23), 2, "fortnight")
    datetime.date(2026, 12, 21)
    """
    count = max(-4_000, min(4_000, count))
    if unit.startswith(("working", "wd")):
        step, day = (1 if count >= 0 else -1), on
        for _ in range(abs(count)):
            day += timedelta(step)
            while day.weekday() > 4:
                day += timedelta(step)
        return day
    if unit.startswith(("month", "year", "m", "y")):
        months = count * (12 if unit.startswith("y") else 1)
        year, month = shifted(on, max(-1_200, min(1_200, months)))
        return min(date(year, month, 1) + timedelta(on.day - 1), month_span(year, month)[1])
    days = {"w": 7, "f": 14, "d": 1}.get(unit[:1], 1)
    return on + timedelta(count * days)


def in_time(m: re.Match[str], on: date) -> Reading:
    """In two weeks."""
    return on_day(later(on, amount(m["count"]), m["unit"]))


_CLINICAL = {"12": "months", "52": "weeks", "7": "days"}


def clinical(m: re.Match[str], on: date) -> Reading:
    """3/12: three months in clinical shorthand, after `in`."""
    return on_day(later(on, int(m[1]), _CLINICAL[m[2]]))


def end_of(m: re.Match[str], on: date) -> Reading:
    """End of the month, end of next week, year end."""
    unit = m["unit"]
    ahead = 1 if m["which"] and "next" in m["which"] else 0
    if unit.startswith(("week", "eow", "wk")):
        return on_day(on - timedelta(on.weekday()) + timedelta(4 + 7 * ahead))
    if unit.startswith(("month", "eom")):
        return on_day(month_span(*shifted(on, ahead))[1])
    if unit.startswith("q"):
        return on_day(quarter_of(on, ahead)[1])
    if unit in {"year", "calendar year"}:
        return on_day(date(on.year + ahead, 12, 31))
    return on_day(nhs_year(on)[1])


def end_quarter(m: re.Match[str], on: date) -> Reading:
    """End of Q4: 31 March."""
    month = (3 + 3 * int(m["q"]) - 1) % 12 + 1

    def make(year: int) -> Span | None:
        last = month_span(year, month)[1]
        return last, last

    both = yearly(make, None, on)
    return None if both is None else ("day", *both)


def end_month(m: re.Match[str], on: date) -> Reading:
    """End of Feb, mid January, early March."""
    month = month_in(m)
    part = m["part"]

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        day = {"mid": date(year, month, 15), "early": date(year, month, 7), "start": first, "beg": first}.get(
            re.split(r"[ -]", part)[0][:5], last
        )
        return day, day

    both = yearly(make, year_in(m), on)
    return None if both is None else ("day", *both)


def week_of(m: re.Match[str], on: date) -> Reading:
    """The second week of January: its Friday, weeks counted from the first Monday."""
    month, nth = month_in(m), _ORDINALS[m["nth"]]

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        if nth == 5:
            friday = last - timedelta((last.weekday() - 4) % 7)
        else:
            friday = first + timedelta((7 - first.weekday()) % 7) + timedelta(7 * (nth - 1) + 4)
        return friday, friday

    both = yearly(make, year_in(m), on)
    return None if both is None else ("day", *both)


def nth_weekday(m: re.Match[str], on: date) -> Reading:
    """The first Thursday of December."""
    month, nth, index = month_in(m), _ORDINALS[m["nth"]], _DAYS.index(m["wd"][:3])

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        day = first + timedelta((index - first.weekday()) % 7 + 7 * (nth - 1))
        day = last - timedelta((last.weekday() - index) % 7) if nth == 5 else day
        return day, day

    both = yearly(make, year_in(m), on)
    return None if both is None else ("day", *both)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus).

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month_day = h + i - 7 * ((a + 11 * h + 22 * i) // 451) + 114
    return date(year, month_day // 31, month_day % 31 + 1)


_FROM_EASTER = {"good friday": -2, "easter monday": 1}


def feast(m: re.Match[str], on: date) -> Reading:
    """Christmas, Good Friday, Easter, new year."""
    name = m["feast"].replace("the ", "")
    fixed = {"chr": (12, 25), "box": (12, 26), "new": (1, 1), "hal": (10, 31), "bon": (11, 5), "val": (2, 14)}

    def make(year: int) -> Span | None:
        day = easter(year) if name.startswith(("eas", "good")) else date(year, *fixed[name[:3]])
        day += timedelta(_FROM_EASTER.get(name, 0))
        if name.endswith(" eve"):
            day = date(year, 12, 31 if name.startswith("new") else 24)
        return day, day

    both = yearly(make, None, on)
    return None if both is None else ("day", *both)
