"""Rebases of control charts: who said so, from when, why. Owns their table and queries."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Boolean, Column, ColumnElement, Index, String, Text

from domain.rebases import Rebase
from storage import records
from storage.ids import next_id
from storage.session import Session
from storage.tables import Utc, record_table

rebases = record_table(
    "rebases",
    Column("measure", String(64), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("period", String(7), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("active", Boolean, nullable=False),
    Index("ix_rebases_group_measure", "group", "measure", "trust", "period"),
)


def get(session: Session, record: str) -> Rebase | None:
    """A rebase by its id."""
    return records.get(session, rebases, Rebase, record)


def listed(session: Session, measure: str = "") -> tuple[Rebase, ...]:
    """All rebases that stand, of one measure or of all."""
    where: list[ColumnElement[bool]] = [rebases.c.active.is_(True)]
    if measure:
        where.append(rebases.c.measure == measure)
    order = (rebases.c.measure, rebases.c.trust, rebases.c.period)
    return tuple(records.find(session, rebases, Rebase, *where, order=order))


def add(session: Session, rebase: Rebase, *, year: int) -> Rebase:
    """Keep a new rebase under its own id, `REB-26-001`."""
    return records.insert(session, rebases, replace(rebase, id=next_id(session, "REB", year=year)), verb="rebase chart")


def change(session: Session, rebase: Rebase, verb: str) -> Rebase:
    """Keep a changed rebase."""
    return records.update(session, rebases, rebase, verb=verb)
