"""Learning events. Owns their table and queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, ColumnElement, Date, Index, String, Text, or_, type_coerce

from domain.learning_events import LearningEvent, Stage
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

learning_events = record_table(
    "learning_events",
    Column("title", Text, nullable=False),
    Column("themes", Json, nullable=False),
    Column("on", Date, nullable=False),
    Column("hosts", Text, nullable=False),
    Column("learning", Text, nullable=False),
    Column("attendance", Json, nullable=False),
    Column("stage", String(12), nullable=False),
    Column("follow_up_on", Date),
    Column("answers", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
)
Index("ix_learning_events_group_on", learning_events.c.group, learning_events.c.on, learning_events.c.id)
Index("ix_learning_events_follow_up", learning_events.c.group, learning_events.c.stage, learning_events.c.follow_up_on)


def get(session: Session, record: str) -> LearningEvent | None:
    """An event by its id."""
    return records.get(session, learning_events, LearningEvent, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `EVT-26-002`."""
    return ids.next_id(session, "EVT", year=year)


def add(session: Session, event: LearningEvent) -> LearningEvent:
    """Keep a new event."""
    return records.insert(session, learning_events, event, verb="plan learning event")


def change(session: Session, event: LearningEvent, verb: str) -> LearningEvent:
    """Keep a changed event; raises `Stale` when somebody was faster."""
    return records.update(session, learning_events, event, verb=verb)


def listed(
    session: Session, *, themes: Sequence[str] = (), since: date | None = None, limit: int = 200
) -> tuple[LearningEvent, ...]:
    """Events that were not cancelled, the newest first; of these themes, from a day on."""
    where: list[ColumnElement[bool]] = [learning_events.c.stage != Stage.CANCELLED.value]
    if themes:
        tags = type_coerce(learning_events.c.themes, Text)
        where.append(or_(*(tags.contains(f'"{t}"', autoescape=True) for t in themes)))
    if since is not None:
        where.append(learning_events.c.on >= since)
    order = (learning_events.c.on.desc(), learning_events.c.id.desc())
    return tuple(records.find(session, learning_events, LearningEvent, *where, order=order, limit=limit))


def to_follow_up(session: Session, days: Sequence[date], *, limit: int = 200) -> tuple[LearningEvent, ...]:
    """Held events of which an answer is still missing, that are followed up on one of these days."""
    where = (learning_events.c.stage == Stage.HELD.value, learning_events.c.follow_up_on.in_(days))
    return tuple(
        records.find(session, learning_events, LearningEvent, *where, order=(learning_events.c.id,), limit=limit)
    )
