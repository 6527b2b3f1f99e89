"""How the sending goes, for the office: how much went lately, what waits, what did not arrive.

Owns: those few questions to the outbox, each by an index. Must not: give a message's text; it may be private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage import outbox
from storage.outbox import Entry, State
from storage.session import Session
from storage.tables import outbox as table

WAITING = (State.PENDING, State.CLAIMED, State.SENDING)
MOST = 200
"""More that did not arrive are not counted one by one."""


@dataclass(frozen=True, slots=True)
class Health:
    """`late` are those that should have gone by now; the lists hold the newest first."""

    sent: int
    waiting: int
    late: int
    uncertain: tuple[Entry, ...]
    dead: tuple[Entry, ...]


def health(session: Session, since: datetime) -> Health:
    """Of the session's group, from a moment on."""
    sent = select(func.count()).where(table.c.group == session.group, table.c.sent_at >= since)
    waiting = outbox.listed(session, *WAITING, limit=MOST)
    bad = outbox.listed(session, State.UNCERTAIN, State.DEAD, limit=MOST)
    recent = [entry for entry in bad if entry.created_at >= since or entry.state is State.UNCERTAIN]
    return Health(
        int(session.connection.execute(sent).scalar_one()),
        len(waiting),
        sum(entry.not_before <= session.now for entry in waiting),
        tuple(e for e in recent if e.state is State.UNCERTAIN),
        tuple(e for e in recent if e.state is State.DEAD),
    )
