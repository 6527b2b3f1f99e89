"""What a cell of somebody's spreadsheet means: a number, a month, a part of a rate, or a fault in words.

Owns: the dirt that real files have, and what is said of it. Must not: open a file, or guess.
Source: common faults of NHS workbooks: Excel dates, serials, suppressed counts, footnote marks, NHS years.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""Excel's numbers for 1 January 2000 and 31 December 2099."""
EXCEL_ZERO = date(1899, 12, 30)
NOTHING = frozenset({"", "-", "--", "n/a", "na", "nan", "none", "null", "not received", "nr", "tbc", "."})
HIDDEN = frozenset({"*", "**", "<5", "< 5", "<8", "[c]", "c", "suppressed", "-1", "fewer than 5"})
"""How suppressed counts are written. Source: NHS England disclosure control; -1 in older extracts."""
NOT_SENT = {"dns": "the trust did not submit it", "low dq": "the data were too poor to publish"}
"""Words of the national files where a figure would stand. Source: `import_layouts.py`."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"([-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?|[-+]?\.\d+)\s*(%?)\s*(\(?[prf*†‡]\)?)?")
_DAY_MONTH = re.compile(r"\d{1,2}[-/ ](?:" + "|".join(MONTHS) + r")[a-z]*")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[ t].*)?")
_DAY_FIRST = re.compile(r"\d{1,2}[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?")
_MONTH_YEAR = re.compile(r"(?:\d{1,2}[-/ .])?([a-z]{3,9})[-/ .']*(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])")
_NUMBERED = re.compile(r"(0?[1-9]|1[0-2])[-/.](\d{4})")
_NHS_MONTH = re.compile(r"(?:m|month )0?(1[0-2]|[1-9])\b")
_NHS_YEAR = re.compile(r"(?<!\d)(20\d{2}|\d{2})\s*[/-]\s*(?:20)?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A cell read as a number. `value` is None when it is missing, suppressed or a fault."""

    value: float | None = None
    note: str = ""
    """What was read into it, for the report."""
    fault: str = ""
    suppressed: bool = False


def tidy(cell: object) -> str:
    """A cell as lower-case words: one form of letters, no odd spaces, dashes or byte-order mark."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    text = unicodedata.normalize("NFKC", str(cell)).replace("\ufeff", "").replace("\u200b", "")
    text = re.sub("[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'")
    return " ".join(text.split()).lower()


def number(cell: object) -> Number:
    """A count, rate or percentage.

    >>> number(" 1,234 ").value, number("12.5%").value, number("*").suppressed
    (1234.0, 12.5, True)
    """
    if isinstance(cell, bool):
        return Number(fault="is yes or no, not a number")
    if isinstance(cell, (int, float)):
        return _plain(float(cell))
    if isinstance(cell, (date, datetime)):
        return Number(fault=f"is a date; Excel may have made {cell:%d-%b} out of '{cell.day}-{cell.month}'")
    text = tidy(cell)
    if text in NOTHING:
        return Number()
    if text in HIDDEN or text in NOT_SENT:
        return Number(note=f"{NOT_SENT.get(text, 'suppressed')}, so it stays missing", suppressed=text in HIDDEN)
    if _DAY_MONTH.fullmatch(text):
        return Number(fault="looks like a date that Excel made out of a range such as 7-10")
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Number(fault="is not a number")
    mark = f"the mark {found[3]} was left out" if found[3] else ""
    return Number(float(found[1].replace(",", "")), note=mark)


def _plain(value: float) -> Number:
    if math.isnan(value):
        return Number()
    if math.isinf(value):
        return Number(fault="is infinite")
    if value == -1:
        return Number(note="-1 stands for suppressed, so it stays missing", suppressed=True)
    return Number(value)


def period(cell: object, year: str = "") -> str:
    """The month that a cell names, as `2026-10`; empty when it names none.

    `year` is an NHS year (`2026/27`) from a heading above, for cells that say only `Apr` or `M7`. Dates are day first.

    >>> [period(c) for c in ("Oct-26", "01/10/2026", 46296, "2026/27 M7", "202610")]
    ['2026-10', '2026-10', '2026-10', '2026-10', '2026-10']
    >>> period("Jan", "2026/27")
    '2027-01'
    """
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, (date, datetime)):
        return f"{cell.year}-{cell.month:02d}"
    if isinstance(cell, (int, float)):
        return _serial(cell)
    text = tidy(cell)
    return _whole(text) or _nhs(text, year) or (_serial(float(text)) if text.isdigit() and len(text) == 5 else "")


def _serial(value: float) -> str:
    if math.isnan(value) or not FIRST_SERIAL <= value <= LAST_SERIAL:
        return ""
    day = EXCEL_ZERO + timedelta(days=int(value))
    return f"{day.year}-{day.month:02d}"


def _whole(text: str) -> str:
    """A month with its own year."""
    if found := _YEAR_MONTH.fullmatch(text) or _ISO.fullmatch(text):
        return _made(found[1], int(found[2]))
    if found := _DAY_FIRST.fullmatch(text) or _NUMBERED.fullmatch(text):
        return _made(found[2], int(found[1]))
    if (found := _MONTH_YEAR.fullmatch(text)) and found[1][:3] in MONTHS:
        return _made(found[2], MONTHS.index(found[1][:3]) + 1)
    return ""


def _made(year: str, month: int) -> str:
    full = int(year) + (2000 if len(year) == 2 else 0)
    return f"{full}-{month:02d}" if 1 <= month <= 12 and 2000 <= full < 2100 else ""


def _nhs(text: str, year: str) -> str:
    """A month of an NHS year, April being M1; the year stands in the cell or above it."""
    first = nhs_year(text) or nhs_year(year)
    if not first:
        return ""
    found = _NHS_MONTH.search(text)
    rest = re.sub(r"[^a-z]", "", _NHS_YEAR.sub("", text))
    if found:
        month = (int(found[1]) + 2) % 12 + 1
    elif rest[:3] in MONTHS:
        month = MONTHS.index(rest[:3]) + 1
    else:
        return ""
    return f"{first + (month < 4)}-{month:02d}"


def nhs_year(cell: object) -> int:
    """The calendar year in which an NHS year begins; 0 when the cell names none.

    >>> nhs_year("2026/27"), nhs_year("26-27"), nhs_year("2026/28")
    (2026, 2026, 0)
    """
    found = _NHS_YEAR.search(tidy(cell))
    if found is None:
        return 0
    first = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
    return first if (first + 1) % 100 == int(found[2]) else 0


def part(cell: object) -> str:
    """Whether a cell says `numerator` or `denominator`; empty for neither."""
    word = re.sub(r"[^a-z]", "", tidy(cell))
    if word in {"numerator", "num", "n", "count", "number", "cases", "value", "finalvalue"}:
        return "numerator"
    return "denominator" if word in {"denominator", "denom", "den", "d", "outof", "total"} else ""


def address(row: int, column: int) -> str:
    """The name of a cell, both counted from nought.

    >>> address(6, 1), address(0, 27)
    ('B7', 'AB1')
    """
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The letters of a column, counted from nought.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
