"""Days, months and longer periods in a message, as people in the NHS say them.

Owns: words -> dates, with what stood before them (`by`, `until`, `since`). Must not: decide which slot a date fills.
The NHS year runs from April to March: M1 is April, Q1 April to June. Source: domain.md 12, conversation.md "Periods".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time that was said, first and last day; without a year it has a latest and a next reading."""

    kind: str
    """`day`, `month` or `range`."""
    past: Span
    """The latest reading that is not in the future, or the only one."""
    ahead: Span
    """The next reading, or the only one."""
    start: int
    end: int
    lead: str = ""
    """The preposition before it, such as `by` or `since`."""

    def period(self) -> str:
        """As a `period` slot: a month, or first and last day."""
        return period_words(self.past, month=self.kind == "month")

    def period_ahead(self) -> str:
        """As a `period` slot of something that is still to come."""
        return period_words(self.ahead, month=self.kind == "month")


def period_words(span: Span, *, month: bool) -> str:
    """A span as the contract writes it.

    >>> period_words((date(2026, 7, 1), date(2026, 9, 30)), month=False)
    '2026-07-01/2026-09-30'
    """
    return f"{span[0]:%Y-%m}" if month else f"{span[0].isoformat()}/{span[1].isoformat()}"


def month_span(year: int, month: int) -> Span:
    """First and last day; months beyond the year run on.

    >>> month_span(2026, 14)
    (datetime.date(2027, 2, 1), datetime.date(2027, 2, 28))
    """
    index = year * 12 + month - 1
    first = date(index // 12, index % 12 + 1, 1)
    after = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return first, after - timedelta(1)


# ---------------------------------------------------------------- words

NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = (
    r"(?P<mon{n}>jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|(?<!board )dec(?:ember)?)(?:'?s)?\b"
)
_WEEKDAY = r"(?P<wd>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEAR = r"(?:,? ?(?:of )?(?P<year>20\d\d|'?2\d(?![\d/%])))"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 5}
_LEAD = re.compile(
    r"\b(by|before|prior to|until|since|from|on|due|for|in|to|off|after|at|between|w/c|wc|no later than|not later than|as of|as at|up to|through|of|over)"
    r"(?: (?:the|about|around|say|maybe|approx|cop|close of play|latest|at latest))?[ :]*$"
)
_MAY = re.compile(r"\b(?:in|for|since|by|until|of|from|last|end|early|mid|late|to|and|vs|through|before|after|the|next|this|our|their|between|\d(?:st|nd|rd|th)?|&|,|-)[ -]*$")


def _month(m: re.Match[str], group: str = "mon1") -> int:
    return NAMES.index(m[group][:3]) + 1


def _year(m: re.Match[str], group: str = "year") -> int | None:
    said = m[group]
    return None if said is None else int(said) if len(said) == 4 else 2000 + int(said[-2:])


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _yearly(make: Callable[[int], Span | None], year: int | None, on: date) -> tuple[Span, Span] | None:
    """A thing that comes each year: its latest start not in the future, and its next end not in the past."""
    if year is not None:
        span = make(year)
        return None if span is None else (span, span)
    spans = [s for y in range(on.year - 4, on.year + 5) if (s := make(y)) is not None]
    past = [s for s in spans if s[0] <= on]
    ahead = [s for s in spans if s[1] >= on]
    return (past[-1], ahead[0]) if past and ahead else None


Reading = tuple[str, Span, Span] | None
Reader = Callable[[re.Match[str], date], Reading]


def _one(kind: str, span: Span) -> Reading:
    return kind, span, span


def _day(day: date | None) -> Reading:
    return None if day is None else ("day", (day, day), (day, day))


def _iso(m: re.Match[str], _: date) -> Reading:
    return _day(_safe(int(m[1]), int(m[2]), int(m[3])))


def _day_month(day: int, month: int, year: int | None, on: date) -> Reading:
    def make(y: int) -> Span | None:
        found = _safe(y, month, day)
        return None if found is None else (found, found)

    both = _yearly(make, year, on)
    return None if both is None else ("day", *both)


def _numeric(m: re.Match[str], on: date) -> Reading:
    year = None if m[3] is None else int(m[3]) if len(m[3]) == 4 else 2000 + int(m[3])
    return _day_month(int(m[1]), int(m[2]), year, on)


def _named_day(m: re.Match[str], on: date) -> Reading:
    return _day_month(int(m["day"]), _month(m), _year(m), on)


def _weekday(m: re.Match[str], on: date) -> Reading:
    index = _DAYS.index(m["wd"][:3])
    which = m["which"] or ""
    monday = on - timedelta(on.weekday())
    if "next" in which:
        return _day(monday + timedelta(7 + index))
    if "last" in which:
        return _day(on - timedelta((on.weekday() - index) % 7 or 7))
    coming = on + timedelta((index - on.weekday()) % 7 or 7)
    if "week" in (m["week"] or ""):
        return _day(coming + timedelta(7))
    gone = on - timedelta((on.weekday() - index) % 7 or 7)
    return "day", (gone, gone), (coming, coming)


def _of_month(m: re.Match[str], on: date) -> Reading:
    """The 14th: of this month or the next or last one."""
    day = int(m["day"])
    around = [d for n in (-2, -1, 0, 1, 2) if (d := _safe(*_shifted(on, n), day)) is not None]
    past, ahead = [d for d in around if d <= on], [d for d in around if d > on]
    return ("day", (past[-1], past[-1]), (ahead[0], ahead[0])) if past and ahead else None


def _shifted(on: date, months: int) -> tuple[int, int]:
    index = on.year * 12 + on.month - 1 + months
    return index // 12, index % 12 + 1


_NAMED_DAYS = {"today": 0, "tonight": 0, "now": 0, "this morning": 0, "this afternoon": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "last night": -1}


def _near(m: re.Match[str], on: date) -> Reading:
    return _day(on + timedelta(_NAMED_DAYS[m[1]]))


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
        year, month = _shifted(on, max(-1_200, min(1_200, months)))
        return min(date(year, month, 1) + timedelta(on.day - 1), month_span(year, month)[1])
    days = {"w": 7, "f": 14, "d": 1}.get(unit[:1], 1)
    return on + timedelta(count * days)


def _in_time(m: re.Match[str], on: date) -> Reading:
    return _day(later(on, amount(m["count"]), m["unit"]))


_CLINICAL = {"12": "months", "52": "weeks", "7": "days"}


def _clinical(m: re.Match[str], on: date) -> Reading:
    """3/12: three months in clinical shorthand, after `in`."""
    return _day(later(on, int(m[1]), _CLINICAL[m[2]]))


def _end_of(m: re.Match[str], on: date) -> Reading:
    unit = m["unit"]
    ahead = 1 if m["which"] and "next" in m["which"] else 0
    if unit.startswith(("week", "eow", "wk")):
        return _day(on - timedelta(on.weekday()) + timedelta(4 + 7 * ahead))
    if unit.startswith(("month", "eom")):
        return _day(month_span(*_shifted(on, ahead))[1])
    if unit.startswith("q"):
        return _day(_quarter_of(on, ahead)[1])
    if unit.startswith("calendar"):
        return _day(date(on.year + ahead, 12, 31))
    return _day(_nhs_year(on)[1])


def _end_month(m: re.Match[str], on: date) -> Reading:
    month = _month(m)
    part = m["part"]

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        day = {"mid": date(year, month, 15), "early": date(year, month, 7), "start": first, "beg": first}.get(re.split(r"[ -]", part)[0][:5], last)
        return day, day

    both = _yearly(make, _year(m), on)
    return None if both is None else ("day", *both)


def _week_of(m: re.Match[str], on: date) -> Reading:
    """The second week of January: its Friday, weeks counted from the first Monday."""
    month, nth = _month(m), _ORDINALS[m["nth"]]

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        if nth == 5:
            friday = last - timedelta((last.weekday() - 4) % 7)
        else:
            friday = first + timedelta((7 - first.weekday()) % 7) + timedelta(7 * (nth - 1) + 4)
        return friday, friday

    both = _yearly(make, _year(m), on)
    return None if both is None else ("day", *both)


def _nth_weekday(m: re.Match[str], on: date) -> Reading:
    month, nth, index = _month(m), _ORDINALS[m["nth"]], _DAYS.index(m["wd"][:3])

    def make(year: int) -> Span | None:
        first, last = month_span(year, month)
        day = first + timedelta((index - first.weekday()) % 7 + 7 * (nth - 1))
        day = last - timedelta((last.weekday() - index) % 7) if nth == 5 else day
        return day, day

    both = _yearly(make, _year(m), on)
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


def _feast(m: re.Match[str], on: date) -> Reading:
    name = m["feast"].replace("the ", "")
    fixed = {"chr": (12, 25), "box": (12, 26), "new": (1, 1), "hal": (10, 31), "bon": (11, 5), "val": (2, 14)}

    def make(year: int) -> Span | None:
        day = easter(year) if name.startswith("eas") else date(year, *fixed[name[:3]])
        return day, day

    both = _yearly(make, None, on)
    return None if both is None else ("day", *both)


# ---------------------------------------------------------------- periods


def _nhs_year(on: date) -> Span:
    start = on.year if on.month >= 4 else on.year - 1
    return date(start, 4, 1), date(start + 1, 3, 31)


def _quarter_of(on: date, ahead: int = 0) -> Span:
    year, month = _shifted(on, -((on.month - 1) % 3) + 3 * ahead)
    return date(year, month, 1), month_span(year, month + 2)[1]


def _financial(m: re.Match[str], _: date) -> Reading:
    first, second = int(m[1][-2:]), int(m[2][-2:])
    if second != first + 1 or not 15 <= first <= 40:
        return None
    return _one("range", (date(2000 + first, 4, 1), date(2000 + second, 3, 31)))


def _quarter(m: re.Match[str], on: date) -> Reading:
    number = int(m["q"])
    said = m["fy"] or m["fy2"]
    start = None if said is None else 2000 + int(re.split(r"[/-]", said)[0][-2:])

    def make(year: int) -> Span | None:
        first = month_span(year, 4 + 3 * (number - 1))[0]
        return first, month_span(first.year, first.month + 2)[1]

    both = _yearly(make, start, on)
    return None if both is None else ("range", *both)


def _near_quarter(m: re.Match[str], on: date) -> Reading:
    ahead = {"last": -1, "previous": -1, "prior": -1, "past": -1, "next": 1}.get(m[1], 0)
    return _one("range", _quarter_of(on, ahead))


def _nhs_month(m: re.Match[str], on: date) -> Reading:
    number = int(m[1])
    if not 1 <= number <= 12:
        return None
    said = m["fy"]
    start = None if said is None else 2000 + int(re.split(r"[/-]", said)[0][-2:])
    both = _yearly(lambda year: month_span(year, 3 + number), start, on)
    return None if both is None else ("month", *both)


def _months(m: re.Match[str], on: date) -> Reading:
    """Aug to Oct, Sept vs Aug: from the earlier to the later."""
    first, second = _month(m), _month(m, "mon2")
    end = _yearly(lambda y: month_span(y, second), _year(m), on)
    start = _yearly(lambda y: month_span(y, first), _year(m, "year1") if m["year1"] else None, on)
    if end is None or start is None:
        return None
    if m["year"] and not m["year1"]:
        year = end[0][0].year - (1 if first > second and m["join"] not in {"vs", "v", "versus", "and", "&", "or"} else 0)
        start = (month_span(year, first), month_span(year, first))
    spans = sorted([start[0], end[0]])
    return _one("range", (spans[0][0], spans[1][1]))


def _a_month(m: re.Match[str], on: date) -> Reading:
    both = _yearly(lambda y: month_span(y, _month(m)), _year(m), on)
    return None if both is None else ("month", *both)


def _month_figures(m: re.Match[str], _: date) -> Reading:
    year, month = (int(m[1]), int(m[2])) if len(m[1]) == 4 else (int(m[2]), int(m[1]))
    return _one("month", month_span(year, month)) if 1 <= month <= 12 else None


def _near_month(m: re.Match[str], on: date) -> Reading:
    ahead = {"last": -1, "previous": -1, "prior": -1, "past": -1, "next": 1, "coming": 1}.get(m[1], 0)
    if m[1] == "before last" or m["twice"]:
        ahead = -2
    return _one("month", month_span(*_shifted(on, ahead)))


def _rolling(m: re.Match[str], on: date) -> Reading:
    count, unit = amount(m["count"]), m["unit"]
    if unit.startswith(("week", "wk", "day", "d", "fortnight")):
        return _one("range", (later(on, -count, unit), on))
    months = max(1, min(240, count * (12 if unit.startswith("y") else 3 if unit.startswith("q") else 1)))
    if unit.startswith("q"):
        return _one("range", (_quarter_of(on, -count)[0], _quarter_of(on, -1)[1]))
    return _one("range", (month_span(*_shifted(on, -months))[0], month_span(*_shifted(on, -1))[1]))


def _near_year(m: re.Match[str], on: date) -> Reading:
    first, last = _nhs_year(on)
    if m["calendar"] and "calendar" in m["calendar"]:
        year = on.year - (1 if m[1] in {"last", "previous"} else 0)
        return _one("range", (date(year, 1, 1), date(year, 12, 31)))
    if m[1] in {"last", "previous"}:
        return _one("range", (date(first.year - 1, 4, 1), date(first.year, 3, 31)))
    if m[1] == "next":
        return _one("range", (date(last.year, 4, 1), date(last.year + 1, 3, 31)))
    return _one("range", (first, on))


def _to_date(_: re.Match[str], on: date) -> Reading:
    return _one("range", (_nhs_year(on)[0], on))


def _since(m: re.Match[str], on: date) -> Reading:
    reading = _a_month(m, on)
    return None if reading is None else _one("range", (reading[1][0], max(on, reading[1][0])))


def _near_week(m: re.Match[str], on: date) -> Reading:
    ahead = {"last": -1, "previous": -1, "next": 1, "past": -1}.get(m[1], 0)
    monday = on - timedelta(on.weekday()) + timedelta(7 * ahead)
    return _one("range", (monday, monday + timedelta(6)))


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _season(m: re.Match[str], on: date) -> Reading:
    first = _SEASONS[m["season"]]

    def make(year: int) -> Span | None:
        return month_span(year, first)[0], month_span(year, first + 2)[1]

    both = _yearly(make, _year(m), on)
    return None if both is None else ("range", *both)


def _half(m: re.Match[str], on: date) -> Reading:
    first = _nhs_year(on)[0].year
    spans = {"1": (date(first, 4, 1), date(first, 9, 30)), "2": (date(first, 10, 1), date(first + 1, 3, 31))}
    return _one("range", spans["1" if m[1] in {"1", "first"} else "2"])


def _calendar_year(m: re.Match[str], _: date) -> Reading:
    return _one("range", (date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)))


_FY = r"(?:fy ?)?(?:20)?2\d[/-](?:20)?2\d"
_COUNT = r"(?P<count>a couple of|couple of|a few|few|an?|one|two|\d{1,3})"
_MON1, _MON2 = _MON.replace("{n}", "1"), _MON.replace("{n}", "2")

TABLE: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"\b(20\d\d)-(\d\d)-(\d\d)\b", _iso),
        (r"\b(?:in|every|for|another|x|of) (\d{1,2})/(12|52|7)\b(?!/)", _clinical),
        (rf"\bq(?:uarter)? ?(?P<q>[1-4])\b(?:,? ?(?:of )?(?:(?P<fy>{_FY})|(?:fy)?(?P<fy2>20\d\d)))?", _quarter),
        (rf"\b(?:month |m)0?(\d{{1,2}})\b(?:,? ?(?:of )?(?P<fy>{_FY}))?", _nhs_month),
        (rf"\b(?:fy ?)?((?:20)?[1-3]\d)[/-]((?:20)?[1-3]\d)\b(?![/-]\d)(?! ?{_MON1})", _financial),
        (r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/%]|\.\d)", _numeric),
        (r"(?<![\d/.-])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?![\d/%]|\.\d)", _numeric),
        (rf"\b(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last) (?:week )(?:of |in )?(?:the )?{_MON1}{_YEAR}?", _week_of),
        (rf"\b(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last) {_WEEKDAY} (?:of|in) {_MON1}{_YEAR}?", _nth_weekday),
        (rf"\b(?P<part>end(?: of)?|the end of|late|mid(?:dle)?(?: of)?|mid-|early|start of|beginning of)[ -]?(?:the )?{_MON1}{_YEAR}?", _end_month),
        (rf"\b(?P<mon1>{'|'.join(NAMES)})[a-z]{{0,6}} end\b{_YEAR}?(?P<part>)", _end_month),
        (rf"(?<![\d/.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ?-?{_MON1}-?{_YEAR}?", _named_day),
        (rf"\b(?:since|from) (?:the )?(?:start of |beginning of )?{_MON1}{_YEAR}?(?! ?(?:to|until|through|-|–) ?(?:{'|'.join(NAMES)}))(?! \d)", _since),
        (
            rf"\b{_MON1}(?:,? ?(?P<year1>20\d\d))?(?: and| numbers| figures)? ?(?P<join>to|-|until|through|vs|v|versus|and|&|/|compared (?:to|with)|or) ?{_MON2}{_YEAR}?",
            _months,
        ),
        (rf"\b{_MON1} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b{_YEAR}?", _named_day),
        (rf"\b{_MON1} (?P<day>[1-9]|1\d|3[01])\b(?![/%:.]\d|%| ?(?:return|figures)){_YEAR}?", _named_day),
        (r"\b(20\d\d)[-/](\d\d)\b(?![-/]\d)", _month_figures),
        (r"(?<![\d/])(\d\d?)/(20\d\d)\b", _month_figures),
        (r"\b(last|this|previous|prior|past|current|next) quarter\b", _near_quarter),
        (r"\b(last|this|previous|prior|past|current|next|coming) month(?:'?s)?\b(?P<twice> before last)?", _near_month),
        (r"\b(?P<twice>)(before last) month\b", _near_month),
        (r"\b(last|this|previous|next|past) week\b", _near_week),
        (r"\b(last|this|previous|current|next) (?P<calendar>calendar |financial |nhs |fiscal )?year(?:'?s)?\b(?! (?:plan|delivery))", _near_year),
        (rf"\b(?:the |over the |in the )?(?:last|past|previous|rolling) {_COUNT}? ?(?P<unit>months?|m\b|years?|weeks?|quarters?|days?|fortnight)(?!\w)", _rolling),
        (r"\b(?:ytd|year to date|so far this year|year so far|to date this year)\b", _to_date),
        (r"\bh([12])\b", _half),
        (r"\b(first|second) half of the year\b", _half),
        (r"\b(today|tonight|this morning|this afternoon|day after tomorrow|tomorrow|yesterday|last night)\b", _near),
        (rf"\b(?:a|one) (?P<which>)(?P<week>week) (?:on |from )?{_WEEKDAY}", _weekday),
        (rf"\b(?:(?P<which>next|this|this coming|coming|last) )?(?:week )?{_WEEKDAY}(?P<week> week)?(?! (?:\d|meeting))", _weekday),
        (rf"\b(?:in |within |within the next |in the next |over the next |the next |next ){_COUNT} ?(?P<unit>working days?|wds?|days?|weeks?|fortnights?|months?)\b", _in_time),
        (r"\b(?:in |the next |next )?(?P<count>a) (?P<unit>fortnight)(?:'s time| from now| today| time)\b", _in_time),
        (rf"\b(?<!back ){_COUNT} (?P<unit>working days?|days?|weeks?|months?)(?:' time|'s time| time| from now| from today| today)", _in_time),
        (r"\b(?:in |within |in the |the )(?P<count>a |next )?(?P<unit>fortnight)\b", _in_time),
        (r"\bnext (?P<count>)(?P<unit>fortnight)\b", _in_time),
        (r"\b(?:the )?end of (?:the )?(?P<which>next |this )?(?P<unit>week|month|quarter|calendar year|financial year|fiscal year|year)\b", _end_of),
        (r"\b(?P<which>)(?P<unit>eom|eow|eoq|month end|quarter end|week end(?!s)|year end|yearend|financial year end)\b", _end_of),
        (r"\b(?P<feast>christmas(?: day)?|boxing day|(?:the )?new year|easter|halloween|bonfire night)\b(?! (?:rota|cover|period|party))", _feast),
        (rf"\b(?P<season>spring|summer|autumn|winter){_YEAR}?\b", _season),
        (rf"\b{_MON1}{_YEAR}?", _a_month),
        (r"(?<![\d/])\b(?:the )?(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?<!/[34]th)(?! ?(?:/|and \d|or \d|degree|week|line|year|baby|thurs|mon|tue|wed|fri|time|edition|sonographer|element|theme|one|of the))", _of_month),
        (r"(?<![-/\d])\b(20[12]\d)\b(?![-/]\d)", _calendar_year),
    )
)


def find(line: str, on: date) -> tuple[When, ...]:
    """Every stretch of time in a line of plain words, in order; a longer reading is taken before a shorter one."""
    taken: list[When] = []
    for pattern, reader in TABLE:
        for m in pattern.finditer(line):
            if any(m.start() < t.end and t.start < m.end() for t in taken) or not _month_is_meant(m, line):
                continue
            try:
                reading = reader(m, on)
            except (OverflowError, ValueError):
                reading = None
            if reading is not None:
                lead = _LEAD.search(line[max(0, m.start() - 40) : m.start()])
                since = m[0].startswith(("since", "from "))
                words = "since" if since else lead[1] if lead else m[0].split(" ")[0] if m[0].startswith(("in ", "within ")) else ""
                taken.append(When(reading[0], reading[1], reading[2], m.start(), m.end(), words))
    return tuple(sorted(taken, key=lambda w: w.start))


def _month_is_meant(m: re.Match[str], line: str) -> bool:
    """Whether `may` and `mar` stand for months here: `may` is mostly a verb."""
    groups = m.re.groupindex
    word = m["mon1"] if "mon1" in groups else None
    if word != "may" or m.end() - m.start() > 5:
        return True
    return bool(_MAY.search(line[max(0, m.start() - 12) : m.start()])) or bool(re.match(r"'?s? (?:return|figures|data|numbers)", line[m.end() :]))
