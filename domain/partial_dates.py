"""Dates that are known to the year, the month or the day: `2025`, `2020-12`, `2026-08-12`.

Owns: reading them from what people type, and their words. Must not: guess a part that was not said.
"""

from __future__ import annotations

import re
from datetime import date

from domain.calendar import as_long
from domain.refusals import Invalid
from domain.rhythm import MONTHS, month_name

FIRST, LAST = 1948, 2100
"""Years that a document of the NHS may have. Source: ours."""
_YEAR = re.compile(r"(?P<y>\d{4})", re.ASCII)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?", re.ASCII)
_SLASHED = re.compile(r"(?:(?P<d>\d{1,2})[/.])?(?P<m>\d{1,2})[/.](?P<y>\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?P<name>[a-z]{3,9})\.?,? (?P<y>\d{4})", re.ASCII)


def read(typed: str, label: str) -> str:
    """A date as it was typed, in ISO form as far as it is known; empty for nothing. Raises `Invalid`.

    >>> read("December 2020", "Date"), read("12 Aug 2026", "Date"), read("2025", "Date")
    ('2020-12', '2026-08-12', '2025')
    """
    text = " ".join(typed.lower().split())
    if not text:
        return ""
    for pattern in (_YEAR, _ISO, _SLASHED, _WORDS):
        match = pattern.fullmatch(text)
        if match:
            known = match.groupdict()
            month = _month(known["name"]) if known.get("name") else int(known.get("m") or 0)
            found = _iso(int(known["y"]), month, int(known.get("d") or 0), bool(known.get("name") or known.get("m")))
            if found:
                return found
    raise Invalid(label, "please give a date such as 12 August 2026, December 2020 or 2025.")


def as_words(partial: str) -> str:
    """A date as members read it, as far as it is known.

    >>> as_words("2020-12"), as_words("2026-08-12"), as_words("2025"), as_words("")
    ('December 2020', '12 August 2026', '2025', 'no date')
    """
    if len(partial) == len("2020-12"):
        return month_name(partial)
    return as_long(date.fromisoformat(partial)) if len(partial) == len("2026-08-12") else partial or "no date"


def period(partial: str) -> str:
    """The month of a date, empty when only the year is known.

    >>> period("2026-08-12"), period("2025")
    ('2026-08', '')
    """
    return partial[:7] if len(partial) >= len("2020-12") else ""


def _month(name: str) -> int:
    found = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name) or name == f"{month[:4].lower()}"]
    return found[0] if len(found) == 1 else 0


def _iso(year: int, month: int, day: int, dated: bool) -> str:
    if not FIRST <= year <= LAST:
        return ""
    if not dated:
        return f"{year}"
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return ""
    return whole.isoformat() if day else f"{year}-{month:02d}"
