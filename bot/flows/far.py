"""A due date far ahead, asked about once wherever somebody types one.

Owns: what the question needs of a press and of the group. The rule is `domain/far_dates.py`, what the next press
carries `cards.forms.sure`. Must not: ask about a day in the past or one that is worked out.
"""

from __future__ import annotations

from datetime import date

from bot.contracts import Context, Values
from domain import far_dates


def ask_if_far(ctx: Context, values: Values, label: str, day: date | None, press: str) -> None:
    """Raises `Invalid` for a date further ahead than the group finds likely, unless it was asked about already."""
    if day is not None:
        sure = str(values.get("sure", ""))
        far_dates.ask_about(label, day, ctx.today, ctx.group.far_years, press=press, sure=sure)
