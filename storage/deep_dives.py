"""Deep dives of the incident meeting. Owns their table and queries."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Text

from domain.deep_dives import DeepDive
from storage import ids, records
from storage.session import Session
from storage.tables import record_table

deep_dives = record_table(
    "deep_dives",
    Column("theme", String(48), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("month", String(7), nullable=False),
    Column("stage", String(12), nullable=False),
    Column("result", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
)
Index("ix_deep_dives_group_month", deep_dives.c.group, deep_dives.c.month, deep_dives.c.id)


def get(session: Session, record: str) -> DeepDive | None:
    """A deep dive by its id."""
    return records.get(session, deep_dives, DeepDive, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `DIV-26-002`."""
    return ids.next_id(session, "DIV", year=year)


def add(session: Session, dive: DeepDive) -> DeepDive:
    """Keep a new one."""
    return records.insert(session, deep_dives, dive, verb="plan deep dive")


def change(session: Session, dive: DeepDive, verb: str) -> DeepDive:
    """Keep a changed one; raises `Stale` when somebody was faster."""
    return records.update(session, deep_dives, dive, verb=verb)


def since(session: Session, month: str, *, limit: int = 300) -> tuple[DeepDive, ...]:
    """Deep dives for meetings from a month on, the earliest first."""
    order = (deep_dives.c.month, deep_dives.c.id)
    return tuple(records.find(session, deep_dives, DeepDive, deep_dives.c.month >= month, order=order, limit=limit))
