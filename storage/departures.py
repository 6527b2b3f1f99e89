"""Of the messages to people that were to leave: how many did, and what holds the others.

Owns: the count behind the alarm "due and none sent". Must not: decide when that is an alarm (`bot/tick.py` does).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from storage.outbox import State
from storage.reminders import COUNTED, UNDER_WAY
from storage.session import Session
from storage.tables import outbox

KINDS = (*COUNTED, "urgent")


class Departures(NamedTuple):
    """Messages that were due since a moment, and those of earlier that still try to leave."""

    due: int
    sent: int
    first: datetime | None
    """Since when the oldest of them is due."""
    uncertain: int
    dead: int


def since(session: Session, moment: datetime) -> Departures:
    """What was to leave the session's group. A message that was refused and waits to try again is due all the while."""
    mine = (outbox.c.group == session.group, outbox.c.kind.in_(KINDS))
    tried = or_(outbox.c.not_before <= session.now, outbox.c.attempts > 0)
    ended = and_(outbox.c.state.in_([State.UNCERTAIN.value, State.DEAD.value]), outbox.c.created_at >= moment)
    stuck = (
        select(outbox.c.state, func.count().label("rows"), func.min(outbox.c.created_at).label("first"))
        .where(*mine, outbox.c.sent_at.is_(None), tried, or_(outbox.c.state.in_(UNDER_WAY), ended))
        .group_by(outbox.c.state)
    )
    went = select(func.count(), func.min(outbox.c.created_at)).where(*mine, outbox.c.sent_at >= moment)
    held = session.connection.execute(stuck).all()
    sent, first = session.connection.execute(went).one()
    by_state = {row.state: row.rows for row in held}
    oldest = [at for at in (first, *(row.first for row in held)) if at is not None]
    return Departures(
        sum(by_state.values()) + sent,
        sent,
        min(oldest, default=None),
        by_state.get(State.UNCERTAIN.value, 0),
        by_state.get(State.DEAD.value, 0),
    )
