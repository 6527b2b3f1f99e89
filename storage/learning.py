"""Learning and good practice. Owns the table and its queries; lists are of what everybody may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Boolean, Column, ColumnElement, Date, Index, String, Text, or_, type_coerce

from domain.learning import Learning, Stage
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

learning = record_table(
    "learning",
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("trust", String(16), nullable=False),
    Column("themes", Json, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("written_on", Date),
    Column("stage", String(12), nullable=False),
    Column("note", Text, nullable=False),
    Column("shared_on", Date),
    Column("shared_name", Text, nullable=False),
    Column("answers", Json, nullable=False),
    Column("taken_up", Json, nullable=False),
)
Index("ix_learning_group_stage", learning.c.group, learning.c.stage, learning.c.shared_on, learning.c.id)
Index("ix_learning_group_by", learning.c.group, learning.c.by, learning.c.stage)


def get(session: Session, record: str) -> Learning | None:
    """An entry by its id. Whoever asks must be one of its readers."""
    return records.get(session, learning, Learning, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `LRN-26-005`."""
    return ids.next_id(session, "LRN", year=year)


def add(session: Session, entry: Learning) -> Learning:
    """Keep a new entry."""
    return records.insert(session, learning, entry, verb="share learning")


def change(session: Session, entry: Learning, verb: str) -> Learning:
    """Keep a changed entry; raises `Stale` when somebody was faster."""
    return records.update(session, learning, entry, verb=verb)


def found(
    session: Session,
    *,
    themes: Sequence[str] = (),
    words: str = "",
    not_of: str = "",
    kinds: Sequence[str] = (),
    limit: int = 6,
    offset: int = 0,
) -> tuple[Learning, ...]:
    """Shared entries, the newest first: under one of these themes, with all of these words, not of this trust."""
    where: list[ColumnElement[bool]] = [learning.c.stage == Stage.SHARED.value]
    if themes:
        tags = type_coerce(learning.c.themes, Text)
        where.append(or_(*(tags.contains(f'"{t}"', autoescape=True) for t in themes)))
    said = (learning.c.title, learning.c.text)
    where += [or_(*(c.icontains(w, autoescape=True) for c in said)) for w in words.lower().split()[:8]]
    if not_of:
        where.append(learning.c.trust != not_of)
    if kinds:
        where.append(learning.c.kind.in_(kinds))
    order = (learning.c.shared_on.desc(), learning.c.id.desc())
    rows = records.find(session, learning, Learning, *where, order=order, limit=limit + offset)
    return tuple(rows[offset:])


def waiting(session: Session, *, limit: int = 20) -> tuple[Learning, ...]:
    """Entries that wait for the chair, the oldest first."""
    where = (learning.c.stage == Stage.WAITING.value,)
    return tuple(records.find(session, learning, Learning, *where, order=(learning.c.id,), limit=limit))


def shared_between(session: Session, first: date, last: date, *, limit: int = 500) -> tuple[Learning, ...]:
    """Entries shared on these days, the earliest first."""
    where = (
        learning.c.stage == Stage.SHARED.value,
        learning.c.shared_on >= first,
        learning.c.shared_on <= last,
    )
    order = (learning.c.shared_on, learning.c.id)
    return tuple(records.find(session, learning, Learning, *where, order=order, limit=limit))
