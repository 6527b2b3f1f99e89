"""Whether a figure that is being typed is unlike the ones before it: a question at entry, never an obstacle.

Owns: the sentence that asks. Must not: block, store, or need pandas (a form is drawn in milliseconds).
Source of the limits: the same as a control chart's (mean and 2.66 mean moving ranges); spc.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from domain.chart_rules import LIMIT
from domain.definitions import Measure

FEWEST = 5
"""Figures needed before anything is called usual. Source: domain guide 7.1: of use from five or six points."""
FRACTION = 1.0
"""A percentage below this and below the plausible range was probably typed as a fraction."""


def surprise(history: Sequence[float | None], value: float | None, *, whole: bool = True) -> str | None:
    """A question when `value` lies outside the usual range of `history` (oldest first, None is missing), else None.

    `whole`: figures are counts, so the range is given in whole numbers and never below nought.

    >>> surprise([2, 1, 3, 2, 0, 2, 1], 12)
    '12, usual 0 to 6: correct?'
    >>> surprise([2, 1, 3, 2, 0, 2, 1], 3) is None
    True
    """
    known = [h for h in history if h is not None]
    if value is None or len(known) < FEWEST:
        return None
    mean = math.fsum(known) / len(known)
    ranges = [abs(b - a) for a, b in pairwise(history) if a is not None and b is not None]
    spread = LIMIT * math.fsum(ranges) / len(ranges) if ranges else 0.0
    low, high = mean - spread, mean + spread
    if whole:
        low, high = max(0, math.floor(low)), math.ceil(high)
    if low <= value <= high:
        return None
    return f"{_neat(value)}, usual {_neat(low)} to {_neat(high)}: correct?"


def implausible(measure: Measure, value: float | None) -> str | None:
    """A question when a value in the measure's unit lies outside its plausible range, else None."""
    if value is None or measure.low is None or measure.high is None or measure.low <= value <= measure.high:
        return None
    if measure.is_percent and 0 < value < min(FRACTION, measure.low):
        return f"{value:.10g}: did you mean {_neat(value * 100)}%?"
    return f"{_neat(value)}, expected {_neat(measure.low)} to {_neat(measure.high)}: correct?"


def uneven(measure: Measure, counted: float) -> str | None:
    """A question when what is counted one by one is no whole number: `1.234` may be a thousand and more."""
    if counted.is_integer() or not (measure.is_rate or measure.unit == "count"):
        return None
    return f"{counted:.10g} is no whole number: correct?"


def _neat(number: float) -> str:
    return f"{round(number, 1):,.10g}"
