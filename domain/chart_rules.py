"""The numbers and names of a control chart, free of pandas so that words and cards may use them at any time.

Owns: how far limits lie, how long a run is, what labels, types, icons and colours are called. Must not: compute.
Source: Making Data Count, NHS England; names and numbers as in NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

LIMIT = 2.66
"""Limits lie this many mean moving ranges from the mean."""
NEAR = 2 * (LIMIT / 3)
"""Near limits: two thirds of the way."""
SCREEN = 3.267
"""With screening, a moving range must be smaller than this many mean moving ranges."""
RUN = 7
"""Points of a shift or a trend."""
SETTLED = 12
"""Fewer points than these make trial limits; `fix_after` is at least this."""

LABELS = (
    "Common Cause",
    "Above UCL",
    "Below LCL",
    "7 Point Trend (Increasing)",
    "7 Point Trend (Decreasing)",
    "2 in 3 Above CL",
    "2 in 3 Below CL",
    "7 Points Above CL",
    "7 Points Below CL",
)
LEAN = (0, 1, -1, 1, -1, 1, -1, 1, -1)
"""Of each label: +1 where it says Above or Increasing, -1 where it says Below or Decreasing."""

TYPES = (
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
)
ASSURANCE = (None, "consistent_pass", "consistent_fail", "inconsistent")
ASSURANCE_ICONS = (None, "pass", "fail", "inconsistent")
VARIATION_ICONS = (
    None,
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
)
"""None: a group before the last rebase has no icon."""

COLOURS = {"improvement": "#00b0f0", "concern": "#e46c0a", "neutral": "#490092", "common": "#a6a6a6"}
"""Never alone: the word stands beside each, and H or L for high or low."""
