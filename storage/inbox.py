"""Answers already given, by key, so that a turn that is delivered again has no second effect.

Owns: the inbox table. Must not: make keys (the turn does). Source: reliability.md 3.3.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from storage.raw import Inserter, Selector
from storage.session import Session
from storage.tables import canonical, inbox

KEPT = timedelta(days=30)
"""How long an answer is kept. Teams repeats within minutes; the test plan asks for seven days. Source: ours."""
_SEEN = Selector(inbox, [inbox.c.answer], ["key"])
_INSERT = Inserter(inbox)


def seen(session: Session, key: str) -> Any | None:
    """The answer that was given to this key, or None."""
    row = _SEEN.one(session.connection, (session.group, key))
    return row[0] if row else None


def remember(session: Session, key: str, answer: Any) -> None:
    """Keep the answer to this key, in the same transaction as its effect.

    On PostgreSQL a second transaction with the same key fails here and is run again by the store; then `seen` finds the
    first one's answer.
    """
    _INSERT.many(session.connection, [(key, session.group, session.now, canonical(answer))])


def forget_old(session: Session, *, limit: int = 500) -> int:
    """Remove at most `limit` answers older than `KEPT`; how many there were. Part of the tick's housekeeping."""
    old = select(inbox.c.key).where(inbox.c.at < session.now - KEPT).order_by(inbox.c.at).limit(limit)
    return session.connection.execute(delete(inbox).where(inbox.c.key.in_(old.scalar_subquery()))).rowcount
