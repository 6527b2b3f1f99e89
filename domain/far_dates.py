"""Dates so far ahead that they may be a slip of the hand: asked about once, and kept when they are meant.

Owns: how far is far, and the question. Must not: refuse a date that somebody said twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.calendar import as_long
from domain.refusals import Invalid

YEARS = 2
"""From how many years ahead on a date is asked about, unless the group says otherwise. Source: ours."""
_MARK = "years ahead. If that is right"


def ask_about(label: str, day: date, today: date, years: int, *, press: str, sure: str = "") -> None:
    """Raises `Invalid` for a date far ahead, unless it is the one that was asked about already (`sure`, ISO).

    >>> ask_about("Due", date(2030, 1, 1), date(2026, 11, 23), 2, press="Save", sure="2030-01-01")
    """
    if far(day, today, years) and sure != day.isoformat():
        raise Invalid(label, f"{as_long(day)} is more than {years} {_MARK}, press {press} again.")


def far(day: date, today: date, years: int) -> bool:
    """Whether a date lies more than so many years ahead."""
    return (day.year - today.year, day.month, day.day) > (years, today.month, today.day)


def was_asked(faults: Iterable[Invalid]) -> bool:
    """Whether the question is among these faults, so that the same date is taken at the next press."""
    return any(_MARK in f.words for f in faults)
