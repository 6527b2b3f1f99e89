"""The pack for readers outside the meeting: figures and pictures that would point at a few people are held back.

Owns: that choice, for measures and themes. Must not: know the rule of small numbers (`domain/suppression.py`) or word a
section. A figure is held back, too, where the total of the trusts would tell it. Pictures go by measure, all or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from domain.control import ControlChart, Drawn
from domain.protected import TOTAL, Counts, Published, plain, protect, with_total
from domain.series import TOGETHER
from domain.suppression import Audience, hides, small
from domain.triangulation import Row

Key = tuple[str, str]
"""Measure and trust."""


def held_back(charts: Iterable[ControlChart], audience: Audience) -> frozenset[Key]:
    """Whose newest figure these readers do not see."""
    if not hides(audience):
        return frozenset()
    found: set[Key] = set()
    for key, own in _by_measure(charts).items():
        newest = {c.trust: c.latest for c in own if c.latest is not None}
        counts = {t: n for t, d in newest.items() if t != TOGETHER and (n := _count(d, own[0])) is not None}
        shown = with_total({t: int(n) for t, n in counts.items()}) if counts else {}
        found |= {(key, t) for t in counts if not shown[t].isdecimal()}
        found |= {(key, t) for t, d in newest.items() if small(d.point.denominator)}
        if TOGETHER in newest and (small(_count(newest[TOGETHER], own[0])) or not shown.get(TOTAL, "0").isdecimal()):
            found.add((key, TOGETHER))
    return frozenset(found)


def undrawn(charts: Iterable[ControlChart], audience: Audience) -> frozenset[str]:
    """Measures of which no picture is shown, since a point of one would be a small count."""
    if not hides(audience):
        return frozenset()
    return frozenset(
        key
        for key, own in _by_measure(charts).items()
        if any(small(_count(d, c)) or small(d.point.denominator) for c in own for d in c.points)
    )


def themes(rows: Sequence[Row], trusts: Sequence[str], audience: Audience) -> Published:
    """The table of themes by trust: as it is, or protected with its totals."""
    cells = {(row.theme, trust): row.count(trust) for row in rows for trust in trusts}
    counts = Counts(tuple(row.theme for row in rows), tuple(trusts), cells)
    return protect(counts) if hides(audience) else plain(counts)


def _by_measure(charts: Iterable[ControlChart]) -> Mapping[str, list[ControlChart]]:
    found: defaultdict[str, list[ControlChart]] = defaultdict(list)
    for chart in charts:
        found[chart.measure.key].append(chart)
    return found


def _count(drawn: Drawn, chart: ControlChart) -> float | None:
    """The count of people or events behind a point; None for what counts none, such as posts or per cent alone."""
    counts = chart.measure.is_rate or chart.measure.unit == "count"
    return drawn.point.numerator if counts else None
