"""Answers that become something else later: which message each is, so that an edit finds it.

Owns: the outbox's rows of such answers. Must not: send (the answer goes out with its turn) or draw a card.
A row stands as on its way from the turn's commit on; whoever brought the answer says which message it is. When nobody
does, for the process died or the answer did not arrive, what was to be its edit is posted as a message of its own.
"""

from __future__ import annotations

from sqlalchemy import update

from storage import outbox as rows
from storage.outbox import LEASE, State, clock
from storage.session import Session
from storage.tables import outbox

KIND = "answer"


def expect(session: Session, key: str, card: rows.Card, person: str, subject: str) -> None:
    """The turn's answer will be a message, edited later by posts whose `edits` is this key."""
    if rows.enqueue(session, kind=KIND, key=key, card=card, to_person=person, subject=subject):
        on_its_way = {"state": State.SENDING.value, "fence": 1, "lease_until": clock(session) + LEASE}
        session.connection.execute(
            update(outbox).where(outbox.c.group == session.group, outbox.c.dedupe_key == key).values(on_its_way)
        )


def arrived(session: Session, key: str, message: str) -> bool:
    """The answer is this message (empty: it did not arrive); edits that waited may go. False: nobody expects it."""
    entry = rows.find(session, key)
    if entry is None or entry.kind != KIND:
        return False
    if message:
        rows.mark_sent(session, entry, message)
    else:
        rows.mark_dead(session, entry, "the answer did not reach its reader, or cannot be edited")
    waiting = (outbox.c.group == session.group, outbox.c.edits == key, outbox.c.state == State.PENDING.value)
    now = clock(session)
    session.connection.execute(update(outbox).where(*waiting, outbox.c.not_before > now).values(not_before=now))
    return True


def of(session: Session, subject: str) -> list[str]:
    """Keys of all answers about this record, the oldest first."""
    return [row.key for row in rows.rows(session, outbox.c.subject == subject, outbox.c.kind == KIND)]
