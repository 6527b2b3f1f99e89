"""What is to be sent, who sends it now, and what became of it.

Owns: the outbox table and its states. Must not: send, or decide whether a doubtful message is sent again.
Source: reliability.md 1.1, 1.2 and 2.2. `sending` is committed before the wire, so a crash leaves a row in doubt and
listed, never a second post. Leases run by the database's clock on PostgreSQL, so that a replica's clock steals nothing.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Row, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.session import Session
from storage.tables import outbox

LEASE = timedelta(seconds=60)
"""How long a claim holds. Source: reliability.md 1.2."""
MARGIN = timedelta(seconds=20)
"""No post is begun with less of its lease left. Source: reliability.md 1.2."""
BATCH = 20
"""Rows claimed at once. Source: reliability.md 2.2."""


class State(StrEnum):
    """Of a row. Every row ends as sent, uncertain (listed), cancelled (with its reason) or dead (alarmed)."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    DEAD = "dead"


NAMELESS = "nameless/"
"""How the key of a post begins that somebody caused who is not named: of its times the day alone is kept."""

ANEW = "posted anew, for what was there before is gone"
"""The reason of an edit that became a post: like any post it is not repeated when it is in doubt."""

OPEN = (State.PENDING.value, State.CLAIMED.value)
"""States in which nothing has gone to the wire."""


class Card(Protocol):
    """What is sent: the card's JSON and its text twin."""

    @property
    def content(self) -> Mapping[str, Any]: ...

    @property
    def twin(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it is. `fence` grows with each claim: only the latest claimer's marks count."""

    id: int
    group: str
    kind: str
    key: str
    to_person: str | None
    to_channel: bool
    content: Mapping[str, Any]
    twin: str
    edits: str
    subject: str
    not_before: datetime
    state: State
    fence: int
    attempts: int
    activity_id: str
    last_error: str
    created_at: datetime
    sent_at: datetime | None

    @property
    def nameless(self) -> bool:
        """Whether somebody caused it who is not named."""
        return self.key.startswith(NAMELESS)


_NAMES = ("id", "group", "kind", "dedupe_key", "to_person", "to_channel", "payload", "edits", "subject", "not_before")
_NAMES_AFTER = ("state", "fence", "attempts", "activity_id", "last_error", "created_at", "sent_at")
_COLUMNS = [outbox.c[n] for n in (*_NAMES, *_NAMES_AFTER)]
_BLANK: dict[str, Any] = dict.fromkeys(("owner", "activity_id", "last_error", "reason"), "")
_FRESH = _BLANK | {"state": State.PENDING.value, "fence": 0, "attempts": 0}


def owner() -> str:
    """The name of this process in a claim."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}"


def clock(session: Session) -> datetime:
    """Now, for leases: the database's clock on PostgreSQL, the session's on SQLite (one process, one clock)."""
    if session.postgres:
        return session.connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return session.now


def enqueue(  # noqa: PLR0913 a message is what it says, each part by its name
    session: Session,
    *,
    kind: str,
    key: str,
    card: Card,
    to_person: str | None = None,
    to_channel: bool = False,
    not_before: datetime | None = None,
    edits: str = "",
    subject: str = "",
    at: datetime | None = None,
) -> bool:
    """Put something to be sent, in the same transaction as what causes it. False when the key was there already.

    `at`: since when it is noted to wait, when that is not now.
    """
    if bool(to_person) == to_channel:
        raise ValueError("a post goes to a person or to the channel")
    values: dict[str, Any] = {
        "group": session.group,
        "dedupe_key": key,
        "kind": kind,
        "to_person": to_person or None,
        "to_channel": to_channel,
        "payload": {"content": card.content, "twin": card.twin},
        "edits": edits,
        "subject": subject,
        "not_before": not_before or at or session.now,
        "created_at": at or session.now,
        **_FRESH,
    }
    insert = postgres_insert if session.postgres else sqlite_insert
    statement = insert(outbox).on_conflict_do_nothing(index_elements=["group", "dedupe_key"]).returning(outbox.c.id)
    return session.connection.execute(statement, values).first() is not None


def claim(session: Session, *, limit: int = BATCH, by: str = "", now: datetime | None = None) -> list[Entry]:
    """Take rows that are due, of every group, for this sender; nobody else gets them while the lease lasts.

    `now` replaces the clock in a rehearsal. Other replicas' claims are stepped over, not waited for.
    """
    at = now or clock(session)
    due = (
        select(outbox.c.id)
        .where(outbox.c.state == State.PENDING.value, outbox.c.not_before <= at)
        .order_by(outbox.c.not_before, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # As a plain subselect PostgreSQL may run it again for each row, and each time it skips those just locked.
        .cte("due")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    statement = (
        update(outbox)
        .where(outbox.c.id.in_(select(due.c.id)), outbox.c.state == State.PENDING.value)
        .values(
            state=State.CLAIMED.value,
            owner=by or owner(),
            fence=outbox.c.fence + 1,
            attempts=outbox.c.attempts + 1,
            lease_until=at + LEASE,
        )
        .returning(*_COLUMNS)
    )
    rows = [_entry(row) for row in session.connection.execute(statement)]
    return sorted(rows, key=lambda e: (e.not_before, e.id))


def mark_sending(session: Session, entry: Entry, *, now: datetime | None = None) -> bool:
    """Commit this just before the wire, on its own. False: the lease ran out or the row was cancelled; do not post."""
    at = now or clock(session)
    return _mark(
        session,
        entry,
        State.CLAIMED,
        outbox.c.lease_until > at + MARGIN,
        state=State.SENDING.value,
        lease_until=at + LEASE,
    )


def mark_sent(session: Session, entry: Entry, activity_id: str, *, now: datetime | None = None) -> bool:
    """It was accepted. True also for a row that the reaper called uncertain meanwhile: now it is known."""
    told = accepted(entry, activity_id, now or clock(session))
    return _mark(session, entry, (State.SENDING, State.UNCERTAIN), state=State.SENT.value, lease_until=None, **told)


def accepted(entry: Entry, activity_id: str, at: datetime) -> dict[str, Any]:
    """What is kept of a message that was accepted. Teams' id of a message is a time, too."""
    if entry.nameless:
        return {"activity_id": "", "sent_at": entry.created_at, "not_before": entry.created_at}
    return {"activity_id": activity_id, "sent_at": at, "not_before": entry.not_before}


def mark_retry(session: Session, entry: Entry, *, not_before: datetime, error: str) -> bool:
    """It was surely not accepted: try again from `not_before` on."""
    return _mark(
        session,
        entry,
        (State.SENDING, State.CLAIMED),
        state=State.PENDING.value,
        not_before=not_before,
        last_error=error,
        lease_until=None,
        owner="",
    )


def mark_uncertain(session: Session, entry: Entry, error: str) -> bool:
    """Whether it was accepted is not known: it is listed and never posted again by itself."""
    return _mark(session, entry, State.SENDING, state=State.UNCERTAIN.value, last_error=error, lease_until=None)


def mark_dead(session: Session, entry: Entry, error: str) -> bool:
    """It cannot be delivered, ever."""
    return _mark(
        session,
        entry,
        (State.SENDING, State.CLAIMED),
        state=State.DEAD.value,
        last_error=error,
        reason=error,
        lease_until=None,
    )


def cancel(session: Session, entry: Entry, reason: str) -> bool:
    """It is not wanted any more; nothing of it went to the wire."""
    return _mark(session, entry, State.CLAIMED, state=State.CANCELLED.value, reason=reason, lease_until=None)


def cancel_for(session: Session, subject: str, reason: str) -> int:
    """Cancel what waits about a record, in the transaction that makes it moot; how many there were."""
    statement = (
        update(outbox)
        .where(outbox.c.group == session.group, outbox.c.subject == subject, outbox.c.state.in_(OPEN))
        .values(state=State.CANCELLED.value, reason=reason, lease_until=None)
    )
    return session.connection.execute(statement).rowcount


def left(session: Session, *, now: datetime | None = None) -> list[str]:
    """Groups in which a dead sender left something: `reap` has work there."""
    found = select(outbox.c.group).where(*_expired(now or clock(session))).distinct().order_by(outbox.c.group)
    return list(session.connection.execute(found).scalars())


def reap(session: Session, *, now: datetime | None = None) -> list[Entry]:
    """Put right what a dead sender left in the session's group, in every group without one; the rows now uncertain.

    Claimed and expired: never on the wire, so pending again. Sending and expired: uncertain; but the edit of a message
    that is there may be repeated freely, so it is pending again, too.
    """
    at = now or clock(session)
    mine = [outbox.c.group == session.group] if session.group else []
    harmless = (outbox.c.state == State.CLAIMED.value) | ((outbox.c.edits != "") & (outbox.c.reason != ANEW))
    session.connection.execute(
        update(outbox)
        .where(*mine, *_expired(at), harmless)
        .values(state=State.PENDING.value, owner="", lease_until=None)
    )
    doubtful = session.connection.execute(
        update(outbox)
        .where(*mine, *_expired(at))
        .values(state=State.UNCERTAIN.value, last_error="the sender did not come back", lease_until=None)
        .returning(*_COLUMNS)
    )
    return [_entry(row) for row in doubtful]


def _expired(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (outbox.c.state.in_([State.CLAIMED.value, State.SENDING.value]), outbox.c.lease_until <= at)


def settle(session: Session, entry_id: int, *, arrived: bool, reason: str) -> bool:
    """A person's word on an uncertain row of this group: it is there, or it is given up (a new post has a new key)."""
    state = State.SENT if arrived else State.CANCELLED
    statement = (
        update(outbox)
        .where(outbox.c.group == session.group, outbox.c.id == entry_id, outbox.c.state == State.UNCERTAIN.value)
        .values(state=state.value, reason=reason)
    )
    return session.connection.execute(statement).rowcount == 1


def find(session: Session, key: str) -> Entry | None:
    """The row with this key in the session's group: for an edit, `activity_id` of the post it replaces."""
    query = select(*_COLUMNS).where(outbox.c.group == session.group, outbox.c.dedupe_key == key)
    row = session.connection.execute(query).first()
    return None if row is None else _entry(row)


def overtaken(session: Session, entry: Entry) -> bool:
    """Whether a later edit of the same message is under way, due or done: then this one would bring back old words."""
    return _another(session, entry, outbox.c.id > entry.id, [*OPEN, State.SENDING.value, State.SENT.value])


def edited_now(session: Session, entry: Entry) -> bool:
    """Whether an earlier edit of the same message may be on its way: this one waits, or the two could change places."""
    return _another(session, entry, outbox.c.id < entry.id, [State.CLAIMED.value, State.SENDING.value])


def listed(session: Session, *states: State, limit: int = 50) -> list[Entry]:
    """Rows of the session's group in these states, newest first, for the delivery log."""
    query = (
        select(*_COLUMNS)
        .where(outbox.c.group == session.group, outbox.c.state.in_([s.value for s in states]))
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    return [_entry(row) for row in session.connection.execute(query)]


def rows(session: Session, *where: ColumnElement[bool]) -> list[Entry]:
    """Rows of the session's group that meet every condition, the oldest first."""
    query = select(*_COLUMNS).where(outbox.c.group == session.group, *where).order_by(outbox.c.id)
    return [_entry(row) for row in session.connection.execute(query)]


def last_sent(session: Session, object_id: str, kinds: tuple[str, ...] = ()) -> Entry | None:
    """The latest message that reached a person, of these kinds (of any when none is named)."""
    theirs = (outbox.c.group == session.group, outbox.c.to_person == object_id)
    query = select(*_COLUMNS).where(*theirs, outbox.c.sent_at.is_not(None))
    if kinds:
        query = query.where(outbox.c.kind.in_(kinds))
    row = session.connection.execute(query.order_by(outbox.c.sent_at.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def sent_count(session: Session, object_id: str, since: datetime, kinds: tuple[str, ...]) -> int:
    """How many messages of these kinds a person got, or may have got, or will get at once, since a moment."""
    at = func.coalesce(outbox.c.sent_at, outbox.c.created_at)
    gone: ColumnElement[bool] = outbox.c.state.not_in([State.CANCELLED.value, State.DEAD.value])
    query = (
        select(func.count())
        .select_from(outbox)
        .where(outbox.c.group == session.group, outbox.c.to_person == object_id)
        .where(or_(outbox.c.sent_at.is_(None), outbox.c.sent_at >= since), at >= since, gone, outbox.c.kind.in_(kinds))
    )
    return session.connection.execute(query).scalar_one()


def oldest_due(session: Session) -> datetime | None:
    """Since when the oldest due row of any group waits; None when none does. For `/readyz`.

    Of a nameless row only the day is known, so it does not count; what holds it up holds others up, too.
    """
    query = (
        select(outbox.c.not_before)
        .where(outbox.c.state == State.PENDING.value, outbox.c.not_before <= session.now)
        .where(outbox.c.dedupe_key.not_like(f"{NAMELESS}%"))
        .order_by(outbox.c.not_before)
        .limit(1)
    )
    return session.connection.execute(query).scalar()


def _another(session: Session, entry: Entry, which: ColumnElement[bool], states: list[str]) -> bool:
    query = (
        select(outbox.c.id)
        .where(outbox.c.group == session.group, outbox.c.state.in_(states), which)
        .where(outbox.c.edits == entry.edits, outbox.c.not_before <= clock(session))
        .limit(1)
    )
    return session.connection.execute(query).first() is not None


def _mark(
    session: Session,
    entry: Entry,
    states: State | tuple[State, ...],
    *also: ColumnElement[bool],
    **values: Any,
) -> bool:
    found = [s.value for s in (states if isinstance(states, tuple) else (states,))]
    statement = (
        update(outbox)
        .where(outbox.c.id == entry.id, outbox.c.fence == entry.fence, outbox.c.state.in_(found), *also)
        .values(**values)
    )
    return session.connection.execute(statement).rowcount == 1


def _entry(row: Row[Any]) -> Entry:
    said = row.payload
    parts: list[Any] = [*row[:6], said["content"], said["twin"], *row[7:10], State(row.state), *row[11:]]
    return Entry(*parts)
