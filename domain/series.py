"""From figures to series: monthly values, rolling twelve months for rare events, the trusts together.

Owns: how a value is made of numerator and denominator, which months are missing, what may be added up.
Must not: chart, or fill a gap. A missing month stays missing; percentages are never averaged.
Source: spc.md "What a member must not be shown"; domain guide 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.definitions import Measure
from domain.rhythm import previous

TOGETHER = "ALL"
"""The trust code of a series that adds all trusts up."""
WINDOW = 12
"""Months of a rolling value. Source: spc.md, rare events."""
ENOUGH = 9
"""Months of the twelve that a rate needs; a count needs them all. Source: ours; the card says how many there were."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it was reported for one trust and month (`2026-10`)."""

    measure: str
    trust: str
    period: str
    numerator: float | None
    denominator: float | None = None
    source: str = ""
    """Id of the return it came with."""
    submission: int = 1
    """2 and more: the return was corrected."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series. `value` is None when it cannot be worked out of what was reported."""

    period: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    source: str = ""
    corrected: bool = False
    months: int = 1
    """Months that the value is made of."""
    queried: bool = False
    """More was counted than there was to count out of, or one of its parts is so: shown, not used for limits."""


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one measure and trust in order of time, and the months between them without a figure."""

    measure: Measure
    trust: str
    points: tuple[Point, ...]
    missing: tuple[str, ...] = ()
    rolling: bool = False
    """Whether each value is of twelve months."""
    months: int = 0
    """Of a rolling series: how many months were reported at all."""

    @property
    def key(self) -> str:
        """Name of the series among others."""
        return f"{self.measure.key}/{self.trust}"

    @property
    def latest(self) -> Point | None:
        """The newest point."""
        return self.points[-1] if self.points else None


def value_of(measure: Measure, numerator: float | None, denominator: float | None) -> float | None:
    """A measure's value in its unit; None when a part is missing or there was nothing to count out of.

    >>> from domain.definitions import Direction, Measure
    >>> rate = Measure("pph1500", "PPH", "% of births", Direction.DECREASE, denominator="births", multiplier=100)
    >>> value_of(rate, 3, 150), value_of(rate, 3, None), value_of(rate, 0, 0)
    (2.0, None, None)
    """
    if numerator is None or not measure.is_rate:
        return numerator
    if not denominator:
        return None
    return numerator / denominator * (measure.multiplier or 1)


def monthly(measure: Measure, trust: str, figures: Iterable[Figure], until: str = "") -> Series:
    """One trust's months in order. Months without a figure, up to `until`, are missing; they are not points.

    A measure of another cadence misses no month.
    """
    ordered = sorted(figures, key=lambda f: f.period)
    points = tuple(
        Point(
            f.period,
            value_of(measure, f.numerator, f.denominator),
            f.numerator,
            f.denominator,
            f.source,
            f.submission > 1,
            queried=measure.queried(f.numerator, f.denominator),
        )
        for f in ordered
    )
    expected = measure.cadence == "monthly"
    return Series(measure, trust, points, gaps([p.period for p in points], until) if expected else ())


def together(measure: Measure, parts: Sequence[Series]) -> Series | None:
    """All trusts added up: sum of numerators over sum of denominators, month by month.

    A month that one trust did not report is missing for all. None for a measure that comes as a ready percentage, since
    percentages cannot be added, and for fewer than two trusts.
    """
    if len(parts) < 2 or (measure.is_percent and not measure.is_rate):
        return None
    by_trust: list[Mapping[str, Point]] = [{p.period: p for p in s.points} for s in parts]
    periods = sorted({p for known in by_trust for p in known})
    points: list[Point] = []
    for period in periods:
        found = [known.get(period) for known in by_trust]
        top = _sum([p.numerator if p else None for p in found])
        bottom = _sum([p.denominator if p else None for p in found])
        value = value_of(measure, top, bottom)
        if value is not None:
            parts_of = [p for p in found if p is not None]
            corrected, queried = any(p.corrected for p in parts_of), any(p.queried for p in parts_of)
            points.append(Point(period, value, top, bottom, corrected=corrected, queried=queried))
    return Series(measure, TOGETHER, tuple(points), gaps([p.period for p in points], periods[-1] if periods else ""))


def rolling(series: Series) -> Series:
    """Each value over the twelve months up to its own, once a year has been reported.

    A rate may lack up to three of its months, since it is made of those there are; a count needs all twelve.
    """
    points = [p for p in series.points if p.value is not None]
    least = ENOUGH if series.measure.is_rate else WINDOW
    made: list[Point] = []
    for point in points:
        first = previous(point.period, WINDOW - 1)
        window = [p for p in points if first <= p.period <= point.period]
        if points[0].period <= first and len(window) >= least:
            corrected = any(p.corrected for p in window)
            made.append(replace(_added(series.measure, window), source=point.source, corrected=corrected))
    return replace(series, points=tuple(made), rolling=True, months=len(points))


def so_far(series: Series) -> Point | None:
    """The newest months together, at most twelve, for a rare event whose year is not complete yet."""
    points = [p for p in series.points if p.value is not None][-WINDOW:]
    return _added(series.measure, points) if points else None


def _added(measure: Measure, points: Sequence[Point]) -> Point:
    top = _sum([p.numerator for p in points])
    bottom = _sum([p.denominator for p in points]) if measure.is_rate else None
    queried = any(p.queried for p in points)
    return Point(points[-1].period, value_of(measure, top, bottom), top, bottom, months=len(points), queried=queried)


def gaps(periods: Sequence[str], until: str = "") -> tuple[str, ...]:
    """The months between these that are not among them, and those after the last one up to `until`.

    >>> gaps(["2026-05", "2026-08"], "2026-09")
    ('2026-06', '2026-07', '2026-09')
    """
    if not periods:
        return ()
    found: list[str] = []
    ends = [*periods, previous(until, -1)] if until > periods[-1] else list(periods)
    for start, end in pairwise(ends):
        month = previous(start, -1)
        while month < end:
            found.append(month)
            month = previous(month, -1)
    return tuple(found)


def _sum(parts: Sequence[float | None]) -> float | None:
    known = [p for p in parts if p is not None]
    return sum(known) if known and len(known) == len(parts) else None
