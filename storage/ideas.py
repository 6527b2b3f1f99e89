"""Ideas that are tried in small steps. Owns their table and queries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, ColumnElement, Date, Index, String, Text

from domain.ideas import Idea
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

ideas = record_table(
    "ideas",
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("trust", String(16), nullable=False),
    Column("theme", String(48), nullable=False),
    Column("stage", String(12), nullable=False),
    Column("cycles", Json, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("made_on", Date),
)
Index("ix_ideas_group_made", ideas.c.group, ideas.c.made_on, ideas.c.id)


def get(session: Session, record: str) -> Idea | None:
    """An idea by its id."""
    return records.get(session, ideas, Idea, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `IDE-26-002`."""
    return ids.next_id(session, "IDE", year=year)


def add(session: Session, idea: Idea) -> Idea:
    """Keep a new idea."""
    return records.insert(session, ideas, idea, verb="add idea")


def change(session: Session, idea: Idea, verb: str) -> Idea:
    """Keep a changed idea; raises `Stale` when somebody was faster."""
    return records.update(session, ideas, idea, verb=verb)


def listed(session: Session, stages: Sequence[str] = (), *, limit: int = 10, offset: int = 0) -> tuple[Idea, ...]:
    """Ideas, the newest first; of these stages, or all."""
    where: list[ColumnElement[bool]] = [ideas.c.stage.in_(stages)] if stages else []
    order = (ideas.c.made_on.desc(), ideas.c.id.desc())
    return tuple(records.find(session, ideas, Idea, *where, order=order, limit=limit + offset)[offset:])
