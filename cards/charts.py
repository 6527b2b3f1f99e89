"""A control chart as Teams draws it: value, mean, limits, target; special-cause points named in the legend.

Owns: the data of a native line chart and the table that stands in for it. Must not: phrase what the chart means;
the sentences stand beside it on the card, since some clients show no chart.
Source of element and colours: platform.md 3.1, Microsoft's documentation of charts in Adaptive Cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cards import elements as el
from cards.kit import JSON, table
from cards.text import neutral
from domain.control import ControlChart, Drawn
from domain.measure_words import TOLD, amount, doubt, parts, span
from domain.rebases import first_of
from domain.rhythm import month_name, previous

SHOWN = 36
"""Most months in a chart, so that a card with several stays within its size."""
ROWS = 12
"""Rows of the table that stands in for a chart; the whole table is one tap away."""
VALUE, LIMIT, TARGET, FLAGGED = "categoricalLightBlue", "sequential4", "good", "sequential3"
"""Colours by Microsoft's names; a host has 31, each the same in the light and the dark theme, and knows no dashes. All
of ours reach 3 to 1 on white; value, mean, limits and concern in the dark theme, too, the others 2.5. The mean has the
colour of the limits: it lies between them. Source: WCAG 2.2, 1.4.11; the values are in the test."""
MARKS = {
    "special_cause_concern": ("\u25cf Concern", "divergingRed"),
    "special_cause_improvement": ("\u2713 Improvement", "categoricalBlue"),
    "special_cause_neutral_high": ("H High", FLAGGED),
    "special_cause_neutral_low": ("L Low", FLAGGED),
    "queried": ("? Queried", "divergingLightBlue"),
}
"""Shape and word of special-cause points, never a colour alone."""


def line(chart: ControlChart, shown: Sequence[Drawn], title: str, rows_below: int = ROWS) -> JSON:
    """The chart with its table as fallback. A missing month breaks the line, it is no nought."""
    data = [*_values(shown), *_specials(shown), *_limits(chart, shown)]
    fallback = rows(chart, shown[-rows_below:])
    return el.LineChart(
        title=neutral(title), x="Month", y=neutral(chart.measure.unit), data=data, fallback=fallback
    ).plain()


def rows(chart: ControlChart, shown: Sequence[Drawn]) -> JSON:
    """Points as a table: month, value, count, what the rules say."""
    made = [[_month(d), amount(chart.measure, d.point.value), parts(d), _rule(d)] for d in shown]
    return table(["Month", "Value", "Count", "Rule"], made, [3, 2, 2, 4])


def _rule(drawn: Drawn) -> str:
    return f"{doubt(drawn)}, not used" if drawn.point.queried else TOLD.get(drawn.label, "none")


def _month(drawn: Drawn) -> str:
    return f"{month_name(drawn.point.period)}{' (corrected)' if drawn.point.corrected else ''}"


def _x(period: str) -> str:
    return first_of(period).isoformat()


def _series(legend: str, points: Sequence[tuple[str, float | None]], colour: str) -> JSON:
    values = [{"x": _x(p), "y": round(v, 3)} for p, v in points if v is not None]
    return {"legend": neutral(legend), "values": values, "color": colour}


def _values(shown: Sequence[Drawn]) -> list[JSON]:
    """The values, one line for each stretch without a gap."""
    made: list[JSON] = []
    stretch: list[tuple[str, float | None]] = []
    for drawn in shown:
        period, value = drawn.point.period, drawn.point.value
        broken = stretch and (value is None or previous(period) != stretch[-1][0])
        if broken:
            made.append(_series("Value", stretch, VALUE))
            stretch = []
        if value is not None:
            stretch.append((period, value))
    if stretch:
        made.append(_series("Value", stretch, VALUE))
    return made


def _specials(shown: Sequence[Drawn]) -> list[JSON]:
    made: list[JSON] = []
    for kind, run in groupby(shown, key=lambda d: "queried" if d.point.queried else d.kind):
        if kind in MARKS:
            found = [(d.point.period, d.point.value) for d in run]
            words, colour = MARKS[kind]
            made.append(_series(f"{words}: {span(found[0][0], found[-1][0])}", found, colour))
    return made


def _limits(chart: ControlChart, shown: Sequence[Drawn]) -> list[JSON]:
    """Mean and limits of each stretch and the target, each from the first month shown to the last."""
    made: list[JSON] = []
    for number, segment in enumerate(chart.segments):
        own = [d.point.period for d in shown if segment.first <= d.point.period <= segment.last]
        if own:
            ends = (own[0], own[-1])
            tail = f" {number + 1}" if len(chart.segments) > 1 else ""
            made.extend(
                _series(f"{name}{tail}", [(end, value) for end in dict.fromkeys(ends)], colour)
                for name, value, colour in (
                    ("Mean", segment.mean, LIMIT),
                    ("Upper limit", segment.upl, LIMIT),
                    ("Lower limit", segment.lpl, LIMIT),
                )
                if value is not None
            )
    aim = chart.measure.target
    if aim is not None and shown:
        ends = dict.fromkeys((shown[0].point.period, shown[-1].point.period))
        made.append(_series("Target", [(end, aim) for end in ends], TARGET))
    return made
