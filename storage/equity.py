"""Cuts of measures by ethnicity, deprivation and age. Owns their table and queries.

Must not: suppress anything; that is done for each audience where it is shown.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, String, Text

from domain.equity import Cut
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

cuts = record_table(
    "cuts",
    Column("measure", String(48), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("dimension", String(24), nullable=False),
    Column("last", String(7), nullable=False),
    Column("cells", Json, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("made_on", Date),
    Column("withdrawn", Text, nullable=False),
)
Index("ix_cuts_group_last", cuts.c.group, cuts.c.last)


def get(session: Session, record: str) -> Cut | None:
    """A cut by its id."""
    return records.get(session, cuts, Cut, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `EQY-26-002`."""
    return ids.next_id(session, "EQY", year=year)


def add(session: Session, cut: Cut) -> Cut:
    """Keep a new cut."""
    return records.insert(session, cuts, cut, verb="add equity figures")


def change(session: Session, cut: Cut, verb: str) -> Cut:
    """Keep a changed cut; raises `Stale` when somebody was faster."""
    return records.update(session, cuts, cut, verb=verb)


def since(session: Session, month: str, *, limit: int = 2_000) -> tuple[Cut, ...]:
    """Every cut that ends in this month or later, the earliest first."""
    order = (cuts.c.last, cuts.c.id)
    return tuple(records.find(session, cuts, Cut, cuts.c.last >= month, order=order, limit=limit))
