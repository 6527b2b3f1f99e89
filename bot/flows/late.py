"""What is late, why, and what was agreed, as one card.

Owns: which actions stand on it. Must not: be shown where a channel reads it.
"""

from __future__ import annotations

from typing import Any

from bot.contracts import Context
from cards import late_actions as cards
from cards.actions import Page
from cards.kit import Card
from domain.brag import Colour
from domain.calendar import as_at
from domain.lateness import late
from storage import actions as kept
from storage.actions import Wanted

MOST = 200
"""Late actions that the first sentence counts. Source: ours, as for a person's own."""


def late_card(ctx: Context, wanted: Wanted, offset: int, about: str, query: dict[str, Any]) -> Card:
    """A page of the actions that are past their date and, on the first, of those that were and were given more time."""
    days = ctx.group.on_time_days
    found = kept.search(ctx.session, wanted, ctx.today, on_time_days=days, limit=MOST)
    rows = [late(a, ctx.today) for a in found]
    shown = rows[offset : offset + cards.PAGE]
    more = len(rows) > offset + cards.PAGE
    page = Page(offset, more, len(rows) if more or offset else 0)
    agreed = [] if offset else kept.agreed_later(ctx.session, ctx.today, wanted.trusts)
    given = [late(a, ctx.today) for a in agreed if wanted.owner in {"", a.owner}]
    when = as_at(ctx.now)
    return cards.show(shown, given, ctx.member, page, when, about=about, query=query, everything=rows)


def is_late(wanted: Wanted) -> bool:
    """Whether a list was asked for that is nothing but what is past its date, of all, of trusts or of a person."""
    rest = wanted.statuses or wanted.due_before or wanted.link or wanted.words or wanted.untied
    return wanted.colour == Colour.RED and not rest
