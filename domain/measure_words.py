"""What a chart says in words: variation, assurance, which rules fired where, how far the limits can be trusted.

Owns: the phrases, agreed once and tested as text. Must not: compute, or say a colour without its word.
Source of the phrases: Making Data Count icons, NHS England; spc.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from domain.catalogue import MEASURES
from domain.chart_rules import SETTLED
from domain.control import ControlChart, Drawn, Segment
from domain.definitions import Direction, Measure
from domain.rhythm import month_name
from domain.series import TOGETHER, WINDOW, so_far

VARIATION = {
    "special_cause_concern": "special cause concern",
    "special_cause_improvement": "special cause improvement",
    "special_cause_neutral_high": "special cause, high",
    "special_cause_neutral_low": "special cause, low",
    "common_cause": "common cause, no significant change",
}
ASSURANCE = {
    "consistent_pass": "target consistently met",
    "consistent_fail": "target consistently missed",
    "inconsistent": "hit and miss, the target may be met or missed by chance",
}
TOLD = {
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "seven or more points rising (trend)",
    "7 Point Trend (Decreasing)": "seven or more points falling (trend)",
    "2 in 3 Above CL": "two of three points close to the upper limit",
    "2 in 3 Below CL": "two of three points close to the lower limit",
    "7 Points Above CL": "seven or more points above the mean (shift)",
    "7 Points Below CL": "seven or more points below the mean (shift)",
}
BETTER = {
    Direction.INCREASE: "higher is better",
    Direction.DECREASE: "lower is better",
    Direction.NEUTRAL: "neither high nor low is better in itself",
}
BRIEF = {
    "consistent_pass": "target consistently met",
    "consistent_fail": "target consistently missed",
    "inconsistent": "target hit and miss",
}
"""The same in a table, where a column is narrow."""
SHOWN_AS: Mapping[float | None, str] = {100: "as a percentage", 1000: "per 1,000"}
NOT_RECEIVED = "not received"
ABOVE, BEYOND, PARTLY = "numerator above denominator, queried", "more than the whole, queried", "partly queried"
"""A figure that a person kept although it cannot be right; a ready percentage that is; a sum that holds one."""
UNSURE = "not judged, the latest figure is queried"
NOT_ASKED = "not asked for"
"""Of a measure that the group's return does not ask for: nobody owes it."""


def who(trust: str) -> str:
    """A trust as members read it.

    >>> who("ALL"), who("JPUH")
    ('all trusts together', 'JPUH')
    """
    return "all trusts together" if trust == TOGETHER else trust


def amount(measure: Measure, value: float | None) -> str:
    """A value with its unit, one decimal for rates; `no figure` when there is none.

    >>> from domain.definitions import Direction, Measure
    >>> amount(Measure("p", "P", "% of births", Direction.DECREASE), 5.633)
    '5.6%'
    >>> amount(Measure("s", "S", "per 1000 total births", Direction.DECREASE, denominator="births"), 2.54)
    '2.5 per 1,000'
    >>> amount(Measure("d", "D", "count", Direction.DECREASE), 12)
    '12'
    """
    if value is None:
        return "no figure"
    if measure.is_percent:
        return f"{value:.1f}%"
    if measure.unit.startswith("per 1000"):
        return f"{value:.1f} per 1,000"
    tail = "" if measure.unit == "count" else f" {measure.unit}"
    return f"{round(value, 1):,.10g}{tail}"


def counted(drawn: Drawn) -> str:
    """The count behind a rate: `8 of 142`, and whether it is queried; empty for a figure that has no denominator."""
    return "; ".join(part for part in (parts(drawn), doubt(drawn)) if part)


def parts(drawn: Drawn) -> str:
    """The two numbers of a rate alone."""
    top, bottom = drawn.point.numerator, drawn.point.denominator
    if top is None or bottom is None:
        return ""
    short = f" in {drawn.point.months} of {WINDOW} months" if 1 < drawn.point.months < WINDOW else ""
    return f"{top:,.10g} of {bottom:,.10g}{short}"


def doubt(drawn: Drawn) -> str:
    """That a figure is queried, and why; empty when it is not."""
    point = drawn.point
    if not point.queried:
        return ""
    if point.numerator is None or point.denominator is None:
        return BEYOND
    return ABOVE if point.numerator > point.denominator else PARTLY


def queried(chart: ControlChart) -> str:
    """Which months are queried and what that means for the chart; empty when none is."""
    months = [d for d in chart.points if d.point.queried]
    if not months:
        return ""
    named = ", ".join(month_name(d.point.period) for d in months[-4:])
    if chart.series.rolling:
        return f"A queried figure is in the twelve months to {named}: its numerator is above its denominator."
    return f"{named}: {doubt(months[-1])}. Shown, but not used for the mean, the limits or the rules."


def nothing(chart: ControlChart) -> str:
    """What is said where there is no figure: not received, or never asked for."""
    return NOT_RECEIVED if chart.asked else NOT_ASKED


def variation(chart: ControlChart) -> str:
    """The variation icon in words, with high or low."""
    measure = chart.measure
    if not measure.charted:
        return "told one by one, never charted"
    if not chart.points and not chart.series.months:
        return nothing(chart)
    if chart.series.rolling:
        return f"rolling {WINDOW} months, no control limits" if chart.points else f"not {WINDOW} months yet"
    if chart.unsure:
        return UNSURE
    words = VARIATION[chart.variation]
    if chart.icon.startswith(("concern_", "improvement_")):
        words += f" ({chart.icon.rpartition('_')[2]})"
    return words


def assurance(chart: ControlChart) -> str:
    """The assurance icon in words; why there is none when there is none."""
    if chart.assurance:
        return ASSURANCE[chart.assurance]
    if chart.measure.target is None:
        return "no target set"
    if chart.series.rolling and chart.latest is not None and chart.latest.point.value is not None:
        return _against(chart.measure, chart.latest.point.value)
    return "not judged yet" if chart.points or chart.series.months else nothing(chart)


def brief_assurance(chart: ControlChart) -> str:
    """The assurance icon for a narrow column; empty where variation has said already that there is nothing."""
    if chart.assurance:
        return BRIEF[chart.assurance]
    return assurance(chart) if chart.points or chart.series.months else ""


def _against(measure: Measure, value: float) -> str:
    target = measure.target or 0.0
    met = value >= target if measure.direction == Direction.INCREASE else value <= target
    return f"{'at or better than' if met else 'not at'} the reference of {amount(measure, target)}"


def target(measure: Measure) -> str:
    """The target with its source, and which way is better."""
    if measure.target is None:
        return f"No target set; {BETTER[measure.direction]}."
    return f"Target {amount(measure, measure.target)}; {BETTER[measure.direction]}. Source: {measure.target_source}."


def counted_out_of(measure: Measure) -> str:
    """What a rate is made of, so that nobody compares two definitions; empty for a figure that comes as such."""
    below = MEASURES.get(measure.denominator)
    if below is None:
        return ""
    return f"Counted: {_lower(measure.name)}; out of: {_lower(below.name)}. Shown {SHOWN_AS[measure.multiplier]}."


def _lower(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def fired(chart: ControlChart) -> tuple[str, ...]:
    """Which rules flag which months, newest last; one sentence saying so when none does."""
    if chart.series.rolling or not chart.segments:
        return ()
    said: list[str] = []
    for (label, _), run in groupby(chart.points, key=lambda d: (d.label, d.group)):
        if label in TOLD:
            found = list(run)
            said.append(f"{span(found[0].point.period, found[-1].point.period)}: {TOLD[label]}.")
    return tuple(said) or ("No rule flags a point.",)


def span(first: str, last: str) -> str:
    """One month, or from the first to the last.

    >>> span("2026-05", "2026-05"), span("2026-05", "2026-10")
    ('May 2026', 'May 2026 to October 2026')
    """
    return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"


def limits(chart: ControlChart) -> tuple[str, ...]:
    """Mean and limits of each stretch, and how far they can be trusted."""
    said: list[str] = []
    for segment in chart.segments:
        where = "" if len(chart.segments) == 1 else f"{span(segment.first, segment.last)}: "
        said.append(where + _lines(chart.measure, segment))
    return tuple(said)


def _lines(measure: Measure, segment: Segment) -> str:
    if segment.upl is None:
        return f"mean {amount(measure, segment.mean)}; too few points next to each other for limits."
    words = (
        f"mean {amount(measure, segment.mean)}, limits {amount(measure, segment.lpl)} to {amount(measure, segment.upl)}"
    )
    if segment.trial:
        points = "1 point" if segment.count == 1 else f"{segment.count} points"
        return f"{words}. Trial limits: {points} so far, {SETTLED} settle them."
    unused = f", {segment.unused} of them not used" if segment.unused else ""
    return f"{words}, from {segment.count} points{unused}."


def method(chart: ControlChart) -> str:
    """How the limits are made, in one sentence."""
    measure = chart.measure
    if not measure.charted:
        return measure.note
    if chart.series.rolling:
        return (
            f"Each value is of the twelve months up to it. {measure.note} "
            "Rolling values overlap, so they have no control limits."
        )
    base = "all points" if not chart.rebases else "the points since the last rebase"
    if measure.fix_after:
        base = f"the first {measure.fix_after} of {base}"
    screening = "outliers screened" if measure.screen_outliers else "no screening of outliers"
    return f"Method: XmR chart as Making Data Count, limits from {base}, seven-point rules, {screening}."


def missing(chart: ControlChart) -> str:
    """The months without a figure; empty when there are none."""
    months = chart.series.missing
    if not months:
        return ""
    words = nothing(chart) if chart.trust != TOGETHER else f"{NOT_RECEIVED} from every trust"
    if len(months) > 4:
        return f"{len(months)} months {words}, the last {month_name(months[-1])}."
    return f"{words.capitalize()}: {', '.join(month_name(m) for m in months)}."


def corrected(chart: ControlChart) -> str:
    """The months whose return was corrected; empty when there are none."""
    months = [d.point.period for d in chart.points if d.point.corrected]
    return f"Corrected return: {', '.join(month_name(m) for m in months[-4:])}." if months else ""


def provisional(chart: ControlChart, open_periods: Sequence[str]) -> str:
    """Whether the latest figure may still change; empty when there is none."""
    if chart.latest is None:
        return ""
    period = chart.latest.point.period
    state = "provisional: its round is still open" if period in open_periods else "final"
    return f"{month_name(period)} is {state}."


def rebased(chart: ControlChart) -> tuple[str, ...]:
    """Who rebased from when and why."""
    return tuple(f"Rebased from {month_name(r.period)} by {r.by_name}: {r.reason.rstrip('.')}." for r in chart.rebases)


def rare_so_far(chart: ControlChart) -> str:
    """A rare event without twelve full months yet: the count of the months there are; empty otherwise."""
    if not chart.series.rolling or chart.points or not chart.measure.charted:
        return ""
    return (
        f"{WINDOW} months in a row are needed for a rolling value; there are not so many yet. "
        "No monthly rate is shown, since one event would move it too far."
    )


def collected(chart: ControlChart, months: ControlChart) -> str:
    """The sum of the months there are, for a rare event: `3 of 2,745 in 6 months`."""
    found = so_far(months.series)
    if found is None:
        return NOT_RECEIVED
    top = f"{found.numerator:,.10g}"
    whole = f"{top} of {found.denominator:,.10g}" if chart.measure.is_rate and found.denominator else top
    return f"{whole} in {found.months} month{'s' if found.months > 1 else ''} up to {month_name(found.period)}"


def asked(chart: ControlChart, shown: Sequence[Drawn]) -> str:
    """The values of the months that were asked for, one after the other."""
    if not shown:
        return f"The months you name: {nothing(chart)}."
    parts = [f"{month_name(d.point.period)} {_with_count(chart.measure, d)}" for d in shown[-WINDOW:]]
    return f"{'; '.join(parts)}."


def _with_count(measure: Measure, drawn: Drawn) -> str:
    count = counted(drawn)
    return f"{amount(measure, drawn.point.value)}{f' ({count})' if count else ''}"


def latest(chart: ControlChart) -> str:
    """The newest value with its month and its count."""
    if chart.latest is None:
        return f"Latest: {nothing(chart)}." if not chart.series.months else ""
    when = month_name(chart.latest.point.period)
    if chart.series.rolling:
        when = f"twelve months to {when}"
    return f"Latest, {when}: {_with_count(chart.measure, chart.latest)}."
