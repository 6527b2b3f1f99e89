"""On time: whether actions are kept by their first dates, and how old the open ones are.

Owns: which months are looked at. Must not: compare trusts.
"""

from __future__ import annotations

from datetime import date

from bot.contracts import Context, Reply, Submit, Values
from cards import on_time as cards
from domain.calendar import as_at
from domain.on_time import records
from domain.people import GROUP
from domain.rhythm import shift
from storage import actions as kept

MONTHS = 12
"""Months before this one. Source: ours; a run chart is read from ten points on."""


def on_time(ctx: Context, _values: Values) -> Reply:
    """Each trust's run chart in the group's own order, then what all do together."""
    year, month = shift(f"{ctx.today:%Y-%m}", -MONTHS)
    months = kept.on_time(ctx.session, date(year, month, 1), ctx.today)
    trusts = [t.code for t in ctx.group.trusts_on(ctx.today)]
    found = records(trusts, months, kept.starts(ctx.session), ctx.today)
    return Reply(cards.show(found, as_at(ctx.now)))


SUBMITS = (Submit("action.on_time", on_time, GROUP, writes=False),)
