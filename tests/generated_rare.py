"""What lies between rare events, counted anew from the figures for `tests/generated.py`: event by event on one line.

Owns: that slow count. Must not: use `domain/between.py`, which it checks.
"""

from __future__ import annotations

import math
from calendar import monthrange

from domain.catalogue import MEASURES
from domain.definitions import Direction, Measure
from domain.rhythm import previous
from domain.series import Figure
from storage import observations
from storage.session import Session

Month = tuple[float, float]
"""Events, and births or days."""


def numbers(session: Session, trusts: tuple[str, ...]) -> set[str]:
    """Every number that the pack's table of rare events may hold."""
    out: set[str] = set()
    for key, measure in MEASURES.items():
        if not measure.rare or not measure.charted or measure.direction == Direction.INCREASE:
            continue
        seen = {(f.trust, f.period): f for f in observations.figures(session, measures=[key])}
        for scope in (*((t,) for t in trusts), trusts):
            out |= _line(_months(measure, seen, scope))
    return out


def _months(measure: Measure, seen: dict[tuple[str, str], Figure], scope: tuple[str, ...]) -> dict[str, Month]:
    """The months that every trust of the scope gave soundly."""
    found: dict[str, Month] = {}
    for period in {p for _, p in seen}:
        own = [seen.get((t, period)) for t in scope]
        if any(f is None or f.numerator is None or measure.queried(f.numerator, f.denominator) for f in own):
            continue
        events = sum(f.numerator or 0 for f in own if f)
        days = float(monthrange(int(period[:4]), int(period[5:]))[1])
        size = sum(f.denominator or 0 for f in own if f) if measure.is_rate else days
        if size:
            found[period] = (events, size)
    return found


def _line(months: dict[str, Month]) -> set[str]:
    if not months:
        return set()
    lengths, place, last, passed = [], 0.0, -1.0, 0.0
    month, end = min(months), max(months)
    while month <= end:
        if month not in months:
            last, place = -1.0, 0.0
        else:
            events, size = months[month]
            for number in range(round(events)):
                here = place + size * (number + 0.5) / round(events)
                lengths += [here - last] if last >= 0 else []
                last = here
            place += size
            passed = place - max(last, 0.0)
        month = previous(month, -1)
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    lines = [mean * math.log(2), -mean * math.log(0.00135)] if len(lengths) >= 5 else []
    return {str(len(lengths)), *(_about(x) for x in (passed, *lines))}


def _about(size: float) -> str:
    """Two figures from a hundred on."""
    whole = f"{size:.0f}"
    step = 10 ** max(len(whole) - 2, 0)
    return str(round(size / step) * step)
