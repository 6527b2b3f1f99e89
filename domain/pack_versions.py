"""The pack for readers outside the meeting: figures and pictures that would point at a few people are held back.

Owns: that choice, for measures. Must not: know the rule of small numbers (`domain/suppression.py`) or word a section.
What is held back stands in no sum that is shown: the trusts together are shown for a month only when each of them is,
so that no pack, nor two packs together, whenever they are made, tell it. Figures of twelve months overlap from month to
month, so that outside only those of April to March are shown, once every month is in. Pictures go by
measure, all or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.control import ControlChart, Drawn
from domain.series import TOGETHER, WINDOW
from domain.suppression import Audience, hides, small

Key = tuple[str, str]
"""Measure and trust."""
YEAR_ENDS = "-03"
"""The month with which a year ends whose figures are shown outside. Source: the NHS year, April to March."""


def newest(chart: ControlChart, audience: Audience) -> Drawn | None:
    """The newest point that these readers may be told of, or None."""
    if not (chart.series.rolling and hides(audience)):
        return chart.latest
    whole = (d for d in reversed(chart.points) if d.point.period.endswith(YEAR_ENDS) and d.point.months == WINDOW)
    return next(whole, None)


def held_back(charts: Iterable[ControlChart], audience: Audience) -> frozenset[Key]:
    """Whose newest figure these readers do not see."""
    if not hides(audience):
        return frozenset()
    found: set[Key] = set()
    for key, own in _by_measure(charts).items():
        few = {(c.trust, d.point.period) for c in own for d in c.points if tells(d, c)}
        for chart in own:
            drawn = newest(chart, audience)
            if drawn is None:
                continue
            month = drawn.point.period
            if (chart.trust, month) in few or (chart.trust == TOGETHER and any(month == m for _, m in few)):
                found.add((key, chart.trust))
    return frozenset(found)


def undrawn(charts: Iterable[ControlChart], audience: Audience) -> frozenset[str]:
    """Measures of which no picture is shown: a point of one would be a small count, or two would overlap."""
    if not hides(audience):
        return frozenset()
    return frozenset(
        key
        for key, own in _by_measure(charts).items()
        if any(c.series.rolling or any(tells(d, c) for d in c.points) for c in own)
    )


def tells(drawn: Drawn, chart: ControlChart) -> bool:
    """Whether a point is made of few: those counted, those counted out of, or the rest of them."""
    top, below = drawn.point.numerator, drawn.point.denominator
    if not (chart.measure.is_rate or chart.measure.unit == "count"):
        return False  # posts, hours, or per cent alone: nobody is counted
    rest = below - top if top is not None and below is not None else None
    return small(top) or small(below) or small(rest)


def _by_measure(charts: Iterable[ControlChart]) -> Mapping[str, list[ControlChart]]:
    found: defaultdict[str, list[ControlChart]] = defaultdict(list)
    for chart in charts:
        found[chart.measure.key].append(chart)
    return found
