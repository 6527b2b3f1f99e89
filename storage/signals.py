"""External signals. Owns their table and queries. Must not: decide who sees one (`domain.signals` does)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, ColumnElement, Date, Index, String, Text, func, select

from domain.signals import Signal, Status
from storage import ids, records
from storage.session import Session
from storage.tables import record_table

signals = record_table(
    "signals",
    Column("kind", String(24), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("site", Text, nullable=False),
    Column("level", String(24), nullable=False),
    Column("what", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("due", Date),
    Column("logged_on", Date, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("checked_on", Date),
    Column("outcome", Text, nullable=False),
    Column("learning", Text, nullable=False),
    Column("closed_on", Date),
    Column("closed_name", Text, nullable=False),
    Column("closed_reason", Text, nullable=False),
)
Index("ix_signals_group_status", signals.c.group, signals.c.status, signals.c.due)
Index("ix_signals_group_trust", signals.c.group, signals.c.trust, signals.c.status)
Index("ix_signals_group_received", signals.c.group, signals.c.received_on)

LIVE = (Status.LOGGED.value, Status.CHECKED.value)


def get(session: Session, record: str) -> Signal | None:
    """A signal by its id. Whoever asks must be one of those who see it."""
    return records.get(session, signals, Signal, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `SIG-26-003`."""
    return ids.next_id(session, "SIG", year=year)


def add(session: Session, signal: Signal) -> Signal:
    """Keep a new signal."""
    return records.insert(session, signals, signal, verb="log signal")


def change(session: Session, signal: Signal, verb: str) -> Signal:
    """Keep a changed signal; raises `Stale` when somebody was faster."""
    return records.update(session, signals, signal, verb=verb)


def listed(
    session: Session, trusts: Sequence[str] | None = None, *, limit: int = 10, offset: int = 0
) -> tuple[Signal, ...]:
    """Live signals, the one that asks first at the top; of these trusts, or of all with None."""
    order = (signals.c.due.is_(None), signals.c.due, signals.c.id)
    found = records.find(session, signals, Signal, *_live(trusts), order=order, limit=limit + offset)
    return tuple(found[offset:])


def count(session: Session, trusts: Sequence[str] | None = None, *, most: int = 1_000) -> int:
    """How many live signals there are, counted up to `most`."""
    few = select(signals.c.id).where(signals.c.group == session.group, *_live(trusts)).limit(most).subquery()
    return session.connection.execute(select(func.count()).select_from(few)).scalar_one()


def waiting(session: Session, *, limit: int = 500) -> tuple[Signal, ...]:
    """Signals without an outcome, the one that asks first at the top; for reminders."""
    where = (signals.c.status == Status.LOGGED.value,)
    return tuple(records.find(session, signals, Signal, *where, order=(signals.c.due, signals.c.id), limit=limit))


def received(session: Session, since: date, until: date, *, limit: int = 500) -> tuple[Signal, ...]:
    """Signals of these days that were not logged by mistake, the earliest first; for themes, report and pack."""
    where: tuple[ColumnElement[bool], ...] = (
        signals.c.received_on >= since,
        signals.c.received_on <= until,
        signals.c.status != Status.WITHDRAWN.value,
    )
    order = (signals.c.received_on, signals.c.id)
    return tuple(records.find(session, signals, Signal, *where, order=order, limit=limit))


def _live(trusts: Sequence[str] | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [signals.c.status.in_(LIVE)]
    if trusts is not None:
        where.append(signals.c.trust.in_(trusts))
    return where
