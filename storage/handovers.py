"""Hand-overs that wait for their day. Owns their table and queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Column, Date, Index, String, Text

from domain.handovers import Handover
from storage import ids, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

handovers = record_table(
    "handovers",
    Column("was", String(64), nullable=False),
    Column("was_name", Text, nullable=False),
    Column("to", String(64), nullable=False),
    Column("to_name", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("only", String(64), nullable=False),
    Column("done_at", Utc),
    Column("moved", Json, nullable=False),
)
_C = handovers.c
_WAITS = _C.done_at.is_(None)
Index("ix_handovers_waiting", _C.group, _C.on, _C.id, sqlite_where=_WAITS, postgresql_where=_WAITS)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `HND-26-001`."""
    return ids.next_id(session, "HND", year=year)


def get(session: Session, record: str) -> Handover | None:
    """A hand-over by its id."""
    return records.get(session, handovers, Handover, record)


def add(session: Session, ordered: Handover) -> Handover:
    """Keep what was ordered; one that waits about the same is replaced, so that the last word counts."""
    same = (_WAITS, _C.was == ordered.was, _C.only == ordered.only)
    for old in records.find(session, handovers, Handover, *same):
        records.update(session, handovers, replace(old, done_at=session.now), verb="replace hand-over")
    return records.insert(session, handovers, ordered, verb="order hand-over")


def change(session: Session, ordered: Handover, verb: str) -> Handover:
    """Keep a changed one."""
    return records.update(session, handovers, ordered, verb=verb)


def of_action(session: Session, record: str, owner: str) -> list[Handover]:
    """Those that wait and will move this action: of it alone, or of all that its owner has; the soonest first."""
    about = (_WAITS, _C.was == owner, _C.only.in_((record, "")))
    return records.find(session, handovers, Handover, *about, order=(_C.on, _C.id))


def waiting(session: Session, until: date) -> list[Handover]:
    """Those whose day has come, or comes by `until`, in order."""
    return records.find(session, handovers, Handover, _WAITS, _C.on <= until, order=(_C.on, _C.id))
