"""When something last happened to this store as a whole: a tick, a backup, a restore.

Owns: the marks table. Must not: hold what a group knows, or anything that is not found again by doing it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, String, Table, Text, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.session import Session
from storage.tables import Utc, metadata

TICK, BACKUP, COPIED, RESTORED = "tick", "backup", "copied", "restored"
"""The tick's end; a verified copy was made; this file is such a copy; such a copy was put in place."""

marks = Table(
    "marks",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("words", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last time, and what is to be said of it."""

    at: datetime
    words: str


def put(session: Session, name: str, *, at: datetime | None = None, words: str = "") -> None:
    """It happened, now unless `at` says when. Part of the transaction, not of the journal."""
    fresh = {"at": at or session.now, "words": words}
    statement = (postgres_insert if session.postgres else sqlite_insert)(marks).values(name=name, **fresh)
    session.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=fresh))


def last(session: Session, name: str) -> Mark | None:
    """The last time, or None when it never happened."""
    row = session.connection.execute(select(marks.c.at, marks.c.words).where(marks.c.name == name)).first()
    return None if row is None else Mark(row.at, row.words)
