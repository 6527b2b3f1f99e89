"""Why somebody did or did not get a message: how it stands with them, and each message with what became of it.

Owns: the words for verdicts and states. Must not: show what a message said; the office sees that it went, not more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.contracts import Context
from bot.flows.leave import away_words
from bot.flows.promises import owed_by
from bot.flows.reminding import watch_of
from cards import reminders as cards
from cards.kit import Card
from domain import ladders
from domain.calendar import as_at
from domain.people import Member
from storage import conversations, notices, outbox
from storage import reminders as kept
from storage.outbox import Entry

WEEK, LOOK_BACK = timedelta(days=7), timedelta(days=30)
PLAIN = ("ACT-", "RSK-", "RET-", "DEC-", "POL-", "LRN-", "EVT-")
"""Records whose ids may stand in the log; of a concern it says nothing."""
STATES = {
    "pending": "waits to be sent",
    "claimed": "on its way",
    "sending": "on its way",
    "sent": "sent",
    "uncertain": "Teams did not confirm it; it may have arrived",
    "dead": "given up",
    "cancelled": "not sent, it became pointless",
}
SHORT = {
    "pending": "waits",
    "claimed": "waits",
    "sending": "waits",
    "sent": "sent",
    "uncertain": "in doubt",
    "dead": "given up",
    "cancelled": "dropped",
}
"""The same in a word, as beside the sign of a line."""


def log(ctx: Context, person: Member) -> Card:
    """The office's view of one person."""
    rows = [
        (e.decided_at, (_when(ctx, e.decided_at), e.title, *_fate(ctx, e)))
        for e in kept.of_person(ctx.session, person.object_id)
    ]
    for n in notices.to_person(ctx.session, person.object_id, ctx.session.now - LOOK_BACK):
        at = n.sent_at or n.created_at
        rows.append((at, (_when(ctx, at), _about(n), "sent" if n.sent_at else SHORT[n.state.value], _notice(n))))
    rows.sort(key=lambda r: r[0], reverse=True)
    return cards.log(person.name, [r for _, r in rows], _standing(ctx, person))


def _standing(ctx: Context, person: Member) -> list[tuple[str, str]]:
    """What decides about every message to this person, as it is now."""
    session = ctx.session
    rules = ladders.read(ctx.group.reminders)
    spent = outbox.sent_count(session, person.object_id, session.now - WEEK, kept.COUNTED)
    owed = len(owed_by(watch_of(ctx), person.object_id))
    found = conversations.personal(session, person.object_id)
    chat = "known" if found else "not known yet: they have not written to me"
    return [
        ("On the list", "yes" if person.active else "no, so nothing is sent"),
        ("Away", away_words(session, person.object_id, ctx.today)),
        ("Private chat", chat),
        ("Reminders in the last seven days", f"{spent} of at most {rules.per_week}"),
        ("Due or overdue for them now", str(owed) if owed else "nothing, so nothing is said"),
    ]


def _fate(ctx: Context, entry: kept.Occurrence) -> tuple[str, str]:
    """What became of it, the reason, and what the outbox says of the message: decided is not yet sent."""
    reason = "another line about the same record says it" if entry.state.value == "merged" else entry.reason
    row = outbox.find(ctx.session, entry.message) if entry.message else None
    if row is None:
        return entry.state.value, reason
    state = SHORT[row.state.value] if entry.state.value == "sent" else entry.state.value
    return state, f"{reason}. Delivery: {STATES[row.state.value]}{_tail(ctx, row)}"


def _tail(ctx: Context, row: Entry) -> str:
    when = f" {_when(ctx, row.sent_at)}" if row.sent_at else ""
    fault = f" ({row.last_error})" if row.last_error else ""
    return f"{when}{fault}"


def _about(notice: Entry) -> str:
    record = next((p for p in (notice.subject, *notice.key.split("/")) if p.startswith(PLAIN)), "")
    return f"A notice about {record.split('/')[0]}" if record else "A notice"


def _notice(notice: Entry) -> str:
    fault = f" ({notice.last_error})" if notice.last_error else ""
    why = "something happened that concerns them; it goes at once, outside the budget"
    return f"{why}. Delivery: {STATES[notice.state.value]}{fault}"


def _when(ctx: Context, moment: datetime) -> str:
    return as_at(moment.astimezone(ctx.group.zone))
