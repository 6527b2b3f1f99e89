"""Concerns. Owns their table and queries. Must not: decide who reads one (`domain.concerns` does)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Boolean, Column, ColumnElement, Date, Index, String, Text, func, select

from domain.concerns import Concern, Status
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

concerns = record_table(
    "concerns",
    Column("text", Text, nullable=False),
    Column("trust", String(16), nullable=False),
    Column("theme", String(48), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("raised_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("acknowledged_on", Date),
    Column("acknowledged_by", String(64), nullable=False),
    Column("acknowledged_name", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("became", Json, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("closed_on", Date),
    Column("closed_name", Text, nullable=False),
)
Index("ix_concerns_group_status", concerns.c.group, concerns.c.status, concerns.c.due)
Index("ix_concerns_group_trust", concerns.c.group, concerns.c.trust, concerns.c.status)
Index("ix_concerns_group_raised", concerns.c.group, concerns.c.raised_on)

LIVE = (Status.RAISED.value, Status.ACKNOWLEDGED.value, Status.LOOKING.value)


def get(session: Session, record: str) -> Concern | None:
    """A concern by its id. Whoever asks must be one of its readers."""
    return records.get(session, concerns, Concern, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `CON-26-003`."""
    return ids.next_id(session, "CON", year=year)


def add(session: Session, concern: Concern) -> Concern:
    """Keep a new concern."""
    return records.insert(session, concerns, concern, verb="raise concern")


def change(session: Session, concern: Concern, verb: str) -> Concern:
    """Keep a changed concern; raises `Stale` when somebody was faster."""
    return records.update(session, concerns, concern, verb=verb)


def listed(
    session: Session, trusts: Sequence[str] | None = None, *, limit: int = 10, offset: int = 0
) -> tuple[Concern, ...]:
    """Concerns that are not closed, the longest waiting first; of these trusts, or of all with None."""
    order = (concerns.c.due, concerns.c.id)
    found = records.find(session, concerns, Concern, *_live(trusts), order=order, limit=limit + offset)
    return tuple(found[offset:])


def count(session: Session, trusts: Sequence[str] | None = None, *, most: int = 1_000) -> int:
    """How many there are that are not closed, counted up to `most`."""
    few = select(concerns.c.id).where(concerns.c.group == session.group, *_live(trusts)).limit(most).subquery()
    return session.connection.execute(select(func.count()).select_from(few)).scalar_one()


def unacknowledged(session: Session, due: Sequence[date], *, limit: int = 200) -> tuple[Concern, ...]:
    """Concerns that nobody has acknowledged, of these due days, the longest waiting first."""
    where = (concerns.c.status == Status.RAISED.value, concerns.c.due.in_(due))
    return tuple(records.find(session, concerns, Concern, *where, order=(concerns.c.due, concerns.c.id), limit=limit))


def counted_by_theme(session: Session, since: date, until: date) -> dict[tuple[str, str], int]:
    """How many confirmed concerns of these days there are by theme and trust: numbers only, for the themes' grid."""
    found = session.connection.execute(
        select(concerns.c.theme, concerns.c.trust, func.count())
        .where(concerns.c.group == session.group, concerns.c.counted)
        .where(concerns.c.raised_on >= since, concerns.c.raised_on <= until)
        .group_by(concerns.c.theme, concerns.c.trust)
    )
    return {(row[0], row[1]): row[2] for row in found}


def _live(trusts: Sequence[str] | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [concerns.c.status.in_(LIVE)]
    if trusts is not None:
        where.append(concerns.c.trust.in_(trusts))
    return where
