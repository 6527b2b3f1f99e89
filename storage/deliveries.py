"""The outbox's two marks of every row, for many rows in one statement each.

Owns: nothing of its own; it says what `storage.outbox` says of one row. Must not: do what one row at a time can do.
A fan-out to thousands pays for each statement, and these two are what each row needs. Source: performance.md, P4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_, tuple_, update
from sqlalchemy.sql.dml import ReturningUpdate

from storage.outbox import ANEW, LEASE, MARGIN, Entry, State, accepted, clock
from storage.session import Session
from storage.tables import outbox

_ROW = tuple_(outbox.c.id, outbox.c.fence)
_SENT = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.fence == bindparam("claim"),
        or_(outbox.c.state == State.SENDING.value, outbox.c.state == State.UNCERTAIN.value),
    )
    .values(
        state=State.SENT.value,
        activity_id=bindparam("activity"),
        sent_at=bindparam("moment"),
        not_before=bindparam("waited"),
        lease_until=None,
    )
)


def _sending(states: Sequence[State], reason: str) -> ReturningUpdate[Any]:
    """Made once: making it anew for each list costs more than its answer."""
    return (
        update(outbox)
        .where(
            _ROW.in_(bindparam("rows", expanding=True)),
            outbox.c.state.in_([state.value for state in states]),
            outbox.c.lease_until > bindparam("beyond"),
        )
        .values(state=State.SENDING.value, lease_until=bindparam("until"), reason=reason)
        .returning(outbox.c.id)
    )


_FIRST = _sending([State.CLAIMED], "")
_INSTEAD = _sending([State.CLAIMED, State.SENDING], ANEW)


def mark_sending(session: Session, entries: Sequence[Entry], *, anew: frozenset[int] = frozenset()) -> list[Entry]:
    """Commit this just before the wire. Gives the rows that may be posted: their lease holds, nobody cancelled them.

    `anew`: ids of those whose message or chat was not there, so that they are posted once more or instead of an edit.
    """
    held: set[int] = set()
    first = [entry for entry in entries if entry.id not in anew]
    instead = [entry for entry in entries if entry.id in anew]
    for rows, statement in ((first, _FIRST), (instead, _INSTEAD)):
        if rows:
            at = clock(session)
            ids = [(entry.id, entry.fence) for entry in rows]
            given = {"rows": ids, "beyond": at + MARGIN, "until": at + LEASE}
            held |= set(session.connection.execute(statement, given).scalars())
    return [entry for entry in entries if entry.id in held]


def mark_sent(session: Session, sent: Sequence[tuple[Entry, str]]) -> None:
    """These were accepted, each with its activity's id. A row that was claimed by another since stays as it is."""
    at = clock(session)
    told = [(e, accepted(e, activity, at)) for e, activity in sent]
    rows = [
        {"row": e.id, "claim": e.fence, "activity": t["activity_id"], "moment": t["sent_at"], "waited": t["not_before"]}
        for e, t in told
    ]
    session.connection.execute(_SENT, rows)
