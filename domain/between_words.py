"""What lies between rare events, in words: how much has passed, how long the stretches were, what the rules flag.

Owns: those sentences, for cards and papers alike. Must not: compute a stretch, or show an event's day (nobody
knows it).
"""

from __future__ import annotations

from itertools import groupby

from domain.between import Between
from domain.chart_rules import SETTLED
from domain.measure_words import span
from domain.rhythm import month_name

TOLD = {
    "Above UCL": "longer than the upper limit",
    "7 Points Above CL": "seven or more stretches in a row above the median (shift, rarer)",
    "7 Points Below CL": "seven or more stretches in a row below the median (shift, more often)",
}


def since(found: Between) -> str:
    """How much has passed since the last event: one sentence."""
    much = f"About {about(found.since)} {found.unit}"
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
    spread = " to ".join(dict.fromkeys((about(min(sizes)), about(max(sizes)))))
    so_many = "1 stretch" if len(sizes) == 1 else f"{len(sizes)} stretches"
    said.append(f"{capital(so_many)} between events: {spread} {found.unit}.")
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
    return f"Centre (median) {about(found.centre)}, upper limit {about(found.high)}.{trial}{flagged}"


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
    return f"{capital(found.unit)} between events"


def about(size: float) -> str:
    """Rounded to what a month can tell: two figures from a hundred on."""
    step = 10 ** max(len(f"{size:.0f}") - 2, 0)
    return f"{round(size / step) * step:,}"


def capital(words: str) -> str:
    """As a heading or a sentence begins."""
    return words[:1].upper() + words[1:]
