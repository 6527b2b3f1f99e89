"""Whether actions are kept by their first dates, and how old the open ones are, as one card.

Owns: which months are looked at. Must not: compare trusts.
"""

from __future__ import annotations

import re
from datetime import date

from bot.contracts import Context
from cards import on_time as cards
from cards.kit import Card
from domain.calendar import as_at
from domain.on_time import records
from domain.rhythm import shift
from storage import actions as kept

MONTHS = 12
"""Months before this one. Source: ours; a run chart is read from ten points on."""
_ASKED = re.compile(r"\b(?:on[- ]time|age(?:s|ing)?|aging|how old|by (?:its|their) (?:first|original) dates?)\b")


def asked_for(text: str) -> bool:
    """Whether a question about actions is about their being on time or their age."""
    return _ASKED.search(text.lower()) is not None


def on_time_card(ctx: Context) -> Card:
    """Each trust's run chart in the group's own order, then what all do together."""
    year, month = shift(f"{ctx.today:%Y-%m}", -MONTHS)
    months = kept.on_time(ctx.session, date(year, month, 1), ctx.today)
    trusts = [t.code for t in ctx.group.trusts_on(ctx.today)]
    found = records(trusts, months, kept.starts(ctx.session), ctx.today)
    return cards.show(found, as_at(ctx.now))
