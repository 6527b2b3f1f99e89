"""How much lies between rare events: births (a g chart), or days (a t chart), from one to the next.

Owns: the stretches between events out of monthly counts, their limits, when counts by month are too coarse for limits.
Must not: know an event's date. A date with a rare event identifies a family (domain guide 8.1), so none is asked for:
the events of a month are put evenly within it.
Source: Benneyan JC, Number-between g-type statistical quality control charts for monitoring adverse events, Health Care
Management Science 4 (2001) 305-318: probability limits, centre at the median. spc.md: "time between events".
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from domain.chart_rules import RUN, SETTLED
from domain.definitions import Direction, Measure
from domain.rhythm import previous
from domain.series import Point, Series

UPPER, CENTRE = -math.log(0.00135), math.log(2)
"""Upper limit and median of a stretch, in means: events at a steady rate are that far apart once in 740 times.
Source: Benneyan 2001; 0.00135 is the tail beyond three sigma. No lower limit is drawn: it is next to nought."""
CLEAR = 2.0
"""Months that lie between events on average before limits are drawn: from there on months flag as many series as exact
days do. Source: ours, 1,500 made-up series of each rate, docs/evidence.md."""
LEAST = 5
"""Stretches before a limit is worked out at all. Source: domain guide 7.1, "useful from five or six points"."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one event to the next. `period` is the month of the event that ends it."""

    period: str
    size: float
    label: str = "Common Cause"
    """The rule that flags it, in the words of `domain/chart_rules.py`."""


@dataclass(frozen=True, slots=True)
class Between:
    """The stretches of one measure and trust, oldest first, and how much has passed since the last event."""

    measure: Measure
    trust: str
    unit: str
    """`births`, `term births` or `days`."""
    stretches: tuple[Stretch, ...]
    since: float
    """Since the last event, or since the first month that is known without a gap when there was none."""
    until: str
    """The last month that is known."""
    last: str = ""
    """Month of the last event; empty when none is known since then."""
    clear: bool = True
    """Whether months are fine enough to tell events apart, so that limits may be drawn."""
    centre: float | None = None
    high: float | None = None

    @property
    def trial(self) -> bool:
        """Whether there are too few stretches for settled limits."""
        return len(self.stretches) < SETTLED

    @property
    def unusually_long(self) -> bool:
        """Whether more has passed since the last event than the upper limit, which is a signal before the next one."""
        return self.high is not None and bool(self.last) and self.since > self.high


def fits(measure: Measure) -> bool:
    """Whether the view makes sense: rare, charted, and what is counted is not what one wants more of."""
    return measure.rare and measure.charted and measure.direction != Direction.INCREASE


def between(series: Series) -> Between | None:
    """The stretches of a monthly series with their limits; None where the view does not fit or nothing is known.

    A month that is missing, queried or without its births ends what is known: no stretch reaches across it.
    """
    if not fits(series.measure) or not series.points:
        return None
    found: list[Stretch] = []
    passed, total, months = 0.0, 0.0, 0
    event: float | None = None
    last = ""
    for period, point in _calendar(series):
        size = _exposure(series.measure, point)
        if point is None or point.numerator is None or not size:
            event, last, passed = None, "", 0.0
            continue
        count = round(point.numerator)
        for number in range(count):
            place = passed + size * (number + 0.5) / count
            if event is not None:
                found.append(Stretch(period, place - event))
            event, last = place, period
        passed, total, months = passed + size, total + size, months + 1
    clear = bool(found) and sum(s.size for s in found) / len(found) >= CLEAR * total / months
    since, until = passed - (event or 0.0), max(p.period for p in series.points)
    unit = _unit(series.measure)
    return _judged(Between(series.measure, series.trust, unit, tuple(found), since, until, last, clear))


def _judged(found: Between) -> Between:
    """The same with its limits and flags; without, where it is too coarse or there are too few."""
    if not found.clear or len(found.stretches) < LEAST:
        return found
    mean = math.fsum(s.size for s in found.stretches) / len(found.stretches)
    centre, high = CENTRE * mean, UPPER * mean
    told: list[Stretch] = []
    for above, run in groupby(found.stretches, key=lambda s: s.size > centre):
        side = list(run)
        shift = f"{RUN} Points {'Above' if above else 'Below'} CL" if len(side) >= RUN else "Common Cause"
        told += [replace(s, label="Above UCL" if s.size > high else shift) for s in side]
    return replace(found, stretches=tuple(told), centre=centre, high=high)


def _calendar(series: Series) -> Iterator[tuple[str, Point | None]]:
    """Every month from the first to the last known, in order."""
    known = {p.period: p for p in series.points}
    month, end = min(known), max(known)
    while month <= end:
        yield month, known.get(month)
        month = previous(month, -1)


def _exposure(measure: Measure, point: Point | None) -> float:
    """What a month adds: its births, or its days for a count; nought where that is not known."""
    if point is None or point.queried:
        return 0.0
    if measure.is_rate:
        return point.denominator or 0.0
    return float(monthrange(int(point.period[:4]), int(point.period[5:7]))[1])


def _unit(measure: Measure) -> str:
    return measure.denominator.replace("_", " ") if measure.is_rate else "days"
