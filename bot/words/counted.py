"""What a figure was counted out of, when the message says so: `pph 12 of 300`, `12/300`, `12 out of 300 pph`.

Owns: pairs of numbers beside the name of a rate, which figures were said as a percentage. Must not: work out a rate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.words.reading import Reading
from domain.catalogue import MEASURES

Pair = tuple[float, float]
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)")


def pairs(reading: Reading, final: Mapping[str, float]) -> dict[str, Pair]:
    """Count and what it is out of, by measure. `final`: the figures that were understood."""
    forms = reading.said.forms()
    found: dict[str, Pair] = {}
    for key, _, at in reading.figures:
        pair = _in_brackets(forms, at) or _after(forms, at) or _before(forms, at)
        if pair and _is_rate(key):
            found.setdefault(key, pair)
    for key, value in final.items():  # `should be 12/300, not 14/300`
        if _is_rate(key) and (key not in found or len(final) == 1):
            said = [p for at in range(len(forms)) if _number(forms, at) == value and (p := _after(forms, at))]
            found |= {key: said[0]} if said else {}
    return found


def percents(reading: Reading) -> tuple[str, ...]:
    """Rates that were said as a percentage, which is no count."""
    forms = reading.said.forms()
    return tuple(key for key, _, at in reading.figures if forms[at].endswith("%") and _is_rate(key))


def _is_rate(key: str) -> bool:
    return key in MEASURES and MEASURES[key].is_rate


def _number(forms: tuple[str, ...], at: int) -> float | None:
    found = _NUMBER.fullmatch(forms[at]) if 0 <= at < len(forms) else None
    return float(found[1].replace(",", "")) if found else None


def _after(forms: tuple[str, ...], at: int) -> Pair | None:
    """`12 of 300`, `12 out of 300`, `12/300`; `12/10/2026` is a day."""
    place = at + 1
    if forms[place : place + 2] == ("out", "of"):
        place += 1
    if forms[place : place + 1] not in {("of",), ("/",)} or forms[place + 2 : place + 3] == ("/",):
        return None
    top, bottom = _number(forms, at), _number(forms, place + 1)
    return None if top is None or bottom is None else (top, bottom)


def _before(forms: tuple[str, ...], at: int) -> Pair | None:
    """`12 of 300 pph`, where the number beside the name is what the other is out of."""
    start = at - 3 if forms[max(at - 2, 0) : at] == ("out", "of") else at - 2
    return _after(forms, start) if start >= 0 else None


def _in_brackets(forms: tuple[str, ...], at: int) -> Pair | None:
    """`5% (15 of 300)`."""
    return _after(forms, at + 2) if forms[at].endswith("%") and forms[at + 1 : at + 2] == ("(",) else None
