"""The view of a rare event that counts what lies between one and the next: sentences, a line chart, a table.

Owns: how that view reads and is drawn. Must not: compute a stretch, or show an event's day (nobody knows it here).
"""

from __future__ import annotations

from itertools import groupby

from cards import elements as el
from cards.charts import FLAGGED, LIMIT, VALUE
from cards.kit import JSON, table
from cards.text import neutral
from domain.between import Between, Stretch
from domain.chart_rules import SETTLED
from domain.measure_words import span
from domain.rhythm import month_name

SHOWN, ROWS = 24, 12
TOLD = {
    "Above UCL": "longer than the upper limit",
    "7 Points Above CL": "seven or more stretches in a row above the median (shift, rarer)",
    "7 Points Below CL": "seven or more stretches in a row below the median (shift, more often)",
}


def since(found: Between) -> str:
    """How much has passed since the last event: one sentence."""
    much = f"About {_about(found.since)} {found.unit}"
    counted = f"counted to the end of {month_name(found.until)}"
    if not found.last:
        return f"{much} without one, {counted}, as far back as the months are known without a gap."
    long = " That is longer than the upper limit: a signal." if found.unusually_long else ""
    return f"{much} since the last one, in {month_name(found.last)}, {counted}.{long}"


def sentences(found: Between) -> list[str]:
    """What the view says, for those who do not see the chart."""
    said = [since(found)]
    sizes = [s.size for s in found.stretches]
    if not sizes:
        return [*said, "No two events are known with every month between them, so there is no stretch to show yet."]
    spread = " to ".join(dict.fromkeys((_about(min(sizes)), _about(max(sizes)))))
    so_many = "1 stretch" if len(sizes) == 1 else f"{len(sizes)} stretches"
    said.append(f"{so_many[:1].upper()}{so_many[1:]} between events: {spread} {found.unit}.")
    for label, run in groupby(found.stretches, key=lambda s: s.label):
        flagged = list(run)
        if label in TOLD:
            said.append(f"{span(flagged[0].period, flagged[-1].period)}: {TOLD[label]}.")
    return [*said, _limits(found)]


def _limits(found: Between) -> str:
    if not found.clear:
        return (
            "Events lie less than two months apart on average, too close for counts by month, so no limits are drawn."
        )
    if found.high is None or found.centre is None:
        return "Too few stretches for limits."
    flagged = "" if any(s.label in TOLD for s in found.stretches) else " No rule flags a stretch."
    trial = f" Trial limits: {len(found.stretches)} stretches so far, {SETTLED} settle them." if found.trial else ""
    return f"Centre (median) {_about(found.centre)}, upper limit {_about(found.high)}.{trial}{flagged}"


def method(found: Between) -> str:
    """How it is made, in short."""
    name = "g chart" if found.measure.is_rate else "t chart"
    return (
        f"Method: {name} of {found.unit} between events with probability limits (Benneyan 2001); flagged are a stretch "
        "above the limit and seven on one side of the median. A longer stretch means rarer. Dates of rare events are "
        "not kept here, so the events of a month are put evenly within it and figures are rounded."
    )


def heading(found: Between) -> str:
    """`Births between events`."""
    return f"{_capital(found.unit)} between events"


def line(found: Between, title: str) -> JSON | None:
    """The stretches in their order, with centre and limits; None for fewer than two."""
    shown = found.stretches[-SHOWN:]
    if len(shown) < 2:
        return None
    data = [_series(f"{_capital(found.unit)} between", [(n + 1, s.size) for n, s in enumerate(shown)], VALUE)]
    data += [
        _series(
            f"{'H' if 'Above' in s.label else 'L'} {month_name(s.period)}",
            [(n + 1, s.size)],
            FLAGGED,
        )
        for n, s in enumerate(shown)
        if s.label in TOLD
    ]
    for name, value, colour in (
        ("Centre", found.centre, LIMIT),
        ("Upper limit", found.high, LIMIT),
    ):
        if value is not None:
            data.append(_series(name, [(1, value), (len(shown), value)], colour))
    x = "Event, oldest first"
    fallback = _rows(shown[-ROWS:], found.unit)
    return el.LineChart(title=neutral(title), x=x, y=_capital(found.unit), data=data, fallback=fallback).plain()


def _rows(shown: tuple[Stretch, ...], unit: str) -> JSON:
    made = [[month_name(s.period), _about(s.size), TOLD.get(s.label, "none")] for s in shown]
    return table(["Event in", f"{_capital(unit)} since the one before", "Rule"], made, [3, 3, 4])


def _series(legend: str, points: list[tuple[int, float]], colour: str) -> JSON:
    return {"legend": neutral(legend), "values": [{"x": x, "y": round(y)} for x, y in points], "color": colour}


def _about(size: float) -> str:
    """Rounded to what a month can tell: two figures from a hundred on."""
    step = 10 ** max(len(f"{size:.0f}") - 2, 0)
    return f"{round(size / step) * step:,}"


def _capital(unit: str) -> str:
    return unit[:1].upper() + unit[1:]
