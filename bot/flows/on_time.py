"""Whether actions are kept by their first dates, and how old the open ones are, as one card.

Owns: which months are looked at. Must not: compare trusts.
"""

from __future__ import annotations

import re
from datetime import date

from bot.contracts import Context
from cards import on_time as cards
from cards.kit import Card
from domain.ages import ageing, days_of
from domain.calendar import as_at
from domain.on_time import records
from domain.rhythm import shift
from storage import actions as kept

MONTHS = 12
"""Months before this one. Source: ours; a run chart is read from ten points on."""
_ON_TIME = re.compile(r"\b(?:on[- ]time|by (?:its|their) (?:first|original) dates?)\b")
_AGE = re.compile(r"\b(?:age(?:s|ing)?|aging|how old|how long (?:\w+ ){0,5}open)\b")


def asked_for(ctx: Context) -> Card | None:
    """The card that a question about actions being on time, or their age, means; None when it is about neither."""
    said = ctx.turn.said.lower()
    if _ON_TIME.search(said):
        return on_time_card(ctx)
    return ages_card(ctx) if _AGE.search(said) else None


def on_time_card(ctx: Context) -> Card:
    """Each trust's run chart in the group's own order, then what all do together."""
    year, month = shift(f"{ctx.today:%Y-%m}", -MONTHS)
    months = kept.on_time(ctx.session, date(year, month, 1), ctx.today)
    trusts = [t.code for t in ctx.group.trusts_on(ctx.today)]
    found = records(trusts, months, kept.starts(ctx.session), ctx.today)
    return cards.show(found, as_at(ctx.now))


def ages_card(ctx: Context) -> Card:
    """How old each trust's open actions were month by month, in the group's own order."""
    days = days_of(ctx.today, MONTHS)
    trusts = [t.code for t in ctx.group.trusts_on(ctx.today)]
    return cards.ages(ageing(trusts, kept.spans(ctx.session, days[0], ctx.group.zone), days), as_at(ctx.now))
