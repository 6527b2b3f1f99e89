"""How the sending goes, for the office: a button on `members` and on the alarm.

Owns: who may see it, and what of a message is said: its kind and for whom, never its words. Must not: send anything.
"""

from __future__ import annotations

from datetime import timedelta

from bot.contracts import Context, Reply, Submit, Values
from cards import deliveries as cards
from cards.deliveries import Missed
from domain.calendar import as_at, as_long
from domain.people import OFFICE
from storage import healths, members
from storage.outbox import Entry

LOOK_BACK = timedelta(days=7)
KINDS = {
    "notice": "A notice", "reminder": "A reminder", "digest": "A weekly list", "urgent": "An urgent notice",
    "live": "The live card", "summary": "A summary", "channel": "A post",
}  # fmt: skip


def health(ctx: Context, _values: Values) -> Reply:
    """Sent, waiting, not arrived."""
    found = healths.health(ctx.session, ctx.session.now - LOOK_BACK)
    bad = (*found.uncertain, *found.dead)
    hidden = sum(entry.nameless for entry in bad)
    doubtful, dead = ([_missed(ctx, e) for e in each if not e.nameless] for each in (found.uncertain, found.dead))
    numbers = (found.sent, found.waiting, found.late)
    return Reply(cards.health(numbers, doubtful, dead, hidden, as_at(ctx.now)))


def _missed(ctx: Context, entry: Entry) -> Missed:
    whom = members.name_of(ctx.session, entry.to_person) if entry.to_person else "the channel"
    day = as_long(entry.created_at.astimezone(ctx.group.zone).date())
    return Missed(KINDS.get(entry.kind, "A message"), whom, day, entry.last_error)


SUBMITS = (Submit("delivery.health", health, OFFICE, writes=False),)
