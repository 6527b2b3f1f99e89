"""How a control chart is read, in plain words: what each icon means for the reader, what the rules and limits are.

Owns: those sentences. Must not: state a figure, or say what the group ought to decide.
Source: Making Data Count, NHS England; spc.md.
"""

from __future__ import annotations

from domain.chart_rules import RUN, SETTLED
from domain.control import ControlChart
from domain.series import WINDOW

VARIATION = {
    "special_cause_concern": (
        "Special cause concern: something has changed for the worse, more than everyday ups and downs. "
        "Look for what changed, and when."
    ),
    "special_cause_improvement": (
        "Special cause improvement: something has changed for the better, more than everyday ups and downs. "
        "Find out what it was, so that it lasts and can be shared."
    ),
    "special_cause_neutral_high": (
        "Special cause, high: the figures are higher than everyday ups and downs make them. "
        "Whether that is good or bad the chart cannot say."
    ),
    "special_cause_neutral_low": (
        "Special cause, low: the figures are lower than everyday ups and downs make them. "
        "Whether that is good or bad the chart cannot say."
    ),
    "common_cause": (
        "Common cause: everyday ups and downs. There is no reason behind a single month. "
        "If the level is not good enough, the way of working has to change."
    ),
}
ASSURANCE = {
    "consistent_pass": "Target consistently met: even a month on the worse limit would meet it.",
    "consistent_fail": "Target consistently missed: even a month on the better limit would miss it.",
    "inconsistent": "Hit and miss: the target lies between the limits, so whether a month meets it is chance.",
}
LIMITS = (
    "The limits show how far the figures move from month to month by themselves. They are worked out from the figures, "
    "never from a target."
)
RULES = (
    f"Four rules flag a point: outside the limits; one of {RUN} in a row on one side of the mean; one of {RUN} in a "
    "row that rise or fall; close to a limit in two of three in a row."
)
TRIAL = f"With fewer than {SETTLED} points the limits are on trial: they still move with each month."
ROLLING = (
    f"Nought or one a month jumps by chance alone. So each value counts the {WINDOW} months up to it. It has no "
    f"limits, since two neighbours share {WINDOW - 1} months."
)
QUERIED = "The newest figure is queried, so nothing is said of it until it is settled."


def sentences(chart: ControlChart) -> tuple[str, ...]:
    """What the reader of this chart needs to know, the icon's meaning first."""
    if not chart.measure.charted:
        return ()
    if chart.series.rolling:
        return (ROLLING,)
    if not chart.points:
        return (LIMITS, RULES)
    icon = QUERIED if chart.unsure else VARIATION[chart.variation]
    said = [icon, ASSURANCE.get(chart.assurance, ""), LIMITS, RULES]
    if chart.now is not None and chart.now.trial:
        said.append(TRIAL)
    return tuple(s for s in said if s)
