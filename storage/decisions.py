"""Decisions in the store. Owns their table and queries; lists are bounded and run on an index."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Date, Index, String, Text

from domain.decisions import Decision, Status
from storage import ids, links, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

decisions = record_table(
    "decisions",
    Column("title", Text, nullable=False),
    Column("rationale", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("harmed", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("know", Text, nullable=False),
    Column("links", Json, nullable=False),
    Column("look_on", Date),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("created_at", Utc),
    Column("status", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("ended_on", Date),
)
_C = decisions.c
Index("ix_decisions_group_day", _C.group, _C.decided_on, _C.id)
Index("ix_decisions_group_look", _C.group, _C.status, _C.look_on)


def get(session: Session, record: str) -> Decision | None:
    """A decision by its id."""
    return records.get(session, decisions, Decision, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `DEC-26-002`."""
    return ids.next_id(session, "DEC", year=year)


def add(session: Session, decision: Decision) -> Decision:
    """Keep a new decision and what it is about."""
    kept = records.insert(session, decisions, decision, verb="log decision")
    links.tie(session, kept.id, kept.links)
    return kept


def change(session: Session, decision: Decision, verb: str) -> Decision:
    """Keep a changed decision; raises `Stale` when somebody was faster."""
    kept = records.update(session, decisions, decision, verb=verb)
    links.tie(session, kept.id, kept.links)
    return kept


def listed(session: Session, *, limit: int = 10, offset: int = 0) -> tuple[Decision, ...]:
    """Decisions, the latest first, those set aside too."""
    order = (_C.decided_on.desc(), _C.id.desc())
    return tuple(records.find(session, decisions, Decision, order=order, limit=limit + offset)[offset:])


def about(session: Session, record: str, *, limit: int = 10) -> tuple[Decision, ...]:
    """Decisions about a risk or an action, the latest first."""
    tied = _C.id.in_(links.sources(session, record))
    order = (_C.decided_on.desc(), _C.id.desc())
    return tuple(records.find(session, decisions, Decision, tied, order=order, limit=limit))


def between(session: Session, since: date, until: date, *, limit: int = 50) -> tuple[Decision, ...]:
    """Decisions made on these days, the earliest first: for the pack and the report."""
    where = _C.decided_on.between(since, until)
    order = (_C.decided_on, _C.id)
    return tuple(records.find(session, decisions, Decision, where, order=order, limit=limit))


def to_look_at(session: Session, until: date, *, limit: int = 50) -> tuple[Decision, ...]:
    """Standing decisions that are looked at again on or before a day, the longest waiting first."""
    where = (_C.status == Status.STANDING, _C.look_on <= until)
    return tuple(records.find(session, decisions, Decision, *where, order=(_C.look_on, _C.id), limit=limit))
