"""Measures for readers outside the group: twelve months' counts with small numbers hidden, and the icon in words.

Owns: what of a measure may be said to the public, and that no hidden count follows from what is said beside it.
Must not: say a month's count or rate (a count follows from a rate and its births), or decide who reads.
Source: domain guide 8.2: 1 to 4 are "<5", a second cell goes with it where a total tells, a rate goes with its count,
"use a rolling 12 month rate"; domain/protected.py for the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.definitions import Measure
from domain.measure_words import NOT_RECEIVED, amount
from domain.protected import TOTAL, with_total
from domain.rhythm import previous
from domain.series import TOGETHER, WINDOW, Series, value_of
from domain.suppression import FEW, FEW_WORDS, HIDDEN, HIDDEN_WORDS, SMALLEST

OUT_OF_SIGHT = frozenset({FEW, HIDDEN})
UNSAID = frozenset({FEW_WORDS, HIDDEN_WORDS})
_ENDLESS = 10**9


@dataclass(frozen=True, slots=True)
class Told:
    """One line: a trust, or all of them together, and what may be said of its twelve months."""

    measure: Measure
    trust: str
    words: str
    months: int = WINDOW
    """Months of the twelve that were received; 0 for none."""


@dataclass(frozen=True, slots=True)
class _Year:
    """Twelve months of one trust: those counted, the others out of the same number, and the months there were."""

    count: int
    others: int
    months: int


def told(measure: Measure, parts: Sequence[Series], until: str) -> tuple[Told, ...]:
    """A line for each trust and, when all of them have given figures, one for all together.

    `parts`: the months of each trust; what is later than `until` is left out.
    """
    if not measure.charted:
        return ()
    if measure.is_percent and not measure.is_rate:
        return tuple(_ready(measure, s, until) for s in parts)
    years = {s.trust: found for s in parts if (found := _year(s, until)) is not None}
    said = _words(measure, years)
    lines = [
        Told(measure, s.trust, said.get(s.trust, NOT_RECEIVED), years[s.trust].months if s.trust in years else 0)
        for s in parts
    ]
    if len(years) == len(parts) > 1:
        lines.append(Told(measure, TOGETHER, said[TOTAL], min(y.months for y in years.values())))
    return tuple(lines)


def _year(series: Series, until: str) -> _Year | None:
    first = previous(until, WINDOW - 1)
    found = [p for p in series.points if first <= p.period <= until and p.value is not None]
    if not found:
        return None
    top = round(sum(p.numerator or 0 for p in found))
    bottom = round(sum(p.denominator or 0 for p in found))
    return _Year(top, max(bottom - top, 0), len(found))


def _ready(measure: Measure, series: Series, until: str) -> Told:
    """A percentage that comes as such, of shifts or staff: its newest month."""
    known = [p for p in series.points if p.period <= until and p.value is not None]
    return Told(measure, series.trust, amount(measure, known[-1].value) if known else NOT_RECEIVED, min(len(known), 1))


def _words(measure: Measure, years: Mapping[str, _Year]) -> dict[str, str]:
    """By trust, and for their total, the rate and its count or that it is not shown.

    What a rate is out of is taken to be known (births are published), so those not counted are protected, too.
    """
    counted = _protected({trust: y.count for trust, y in years.items()})
    others = _protected({trust: y.others for trust, y in years.items()} if measure.is_rate else {})
    whole = _Year(sum(y.count for y in years.values()), sum(y.others for y in years.values()), 0)
    said: dict[str, str] = {}
    for trust, year in (*years.items(), (TOTAL, whole)):
        if counted.get(trust) in OUT_OF_SIGHT or others.get(trust) in OUT_OF_SIGHT:
            said[trust] = FEW_WORDS if counted[trust] == FEW else HIDDEN_WORDS
        else:
            said[trust] = _shown(measure, year)
    if said[TOTAL] not in UNSAID and not _safe(measure, years, said, whole.count):
        said[TOTAL] = HIDDEN_WORDS
    return said


def _safe(measure: Measure, years: Mapping[str, _Year], said: Mapping[str, str], total: int) -> bool:
    """Whether each hidden count may still be another one beside the total, for a reader who knows what it is out of."""
    bounds = {trust: _bounds(measure, year, said[trust]) for trust, year in years.items()}
    least, most = sum(low for low, _ in bounds.values()), sum(high for _, high in bounds.values())
    for trust, (low, high) in bounds.items():
        lowest, highest = max(low, total - (most - high)), min(high, total - (least - low))
        if said[trust] in UNSAID and lowest >= highest:
            return False
    return True


def _bounds(measure: Measure, year: _Year, words: str) -> tuple[int, int]:
    """What a reader takes a count to lie between."""
    if words not in UNSAID:
        return year.count, year.count
    if words == FEW_WORDS:
        return 1, SMALLEST - 1
    return SMALLEST, year.count + year.others if measure.is_rate else _ENDLESS


def _protected(cells: Mapping[str, int]) -> dict[str, str]:
    return with_total(cells) if cells else {}


def _shown(measure: Measure, year: _Year) -> str:
    if not measure.is_rate:
        return f"{year.count:,}"
    out_of = year.count + year.others
    return f"{amount(measure, value_of(measure, year.count, out_of))} ({year.count:,} of {out_of:,})"
