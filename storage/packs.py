"""Packs as they were frozen: one for each month's round.

Owns: the packs table. Must not: make a pack or change a frozen one.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Text

from domain.packs import Pack
from storage import ids, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

packs = record_table(
    "packs",
    Column("period", String(7), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("by", String(64), nullable=False),
    Column("files", Json, nullable=False),
    Column("digests", Json, nullable=False),
    Column("titles", Text, nullable=False),
)
Index("ix_packs_group_period", packs.c.group, packs.c.period, packs.c.id)


def new_id(session: Session) -> str:
    """The next id, such as `PAC-26-001`."""
    return ids.next_id(session, "PAC")


def add(session: Session, pack: Pack) -> Pack:
    """Keep a frozen pack."""
    return records.insert(session, packs, pack, verb="freeze pack")


def of_period(session: Session, period: str) -> Pack | None:
    """The frozen pack of a month's round: the first one, which stays."""
    found = records.find(session, packs, Pack, packs.c.period == period, order=(packs.c.id,), limit=1)
    return found[0] if found else None
