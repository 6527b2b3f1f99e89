"""Files that were made for somebody or sent in, with a day on which they go.

Owns: the files table, its size limit, the journal lines of making and taking. Must not: decide who may take one.
They stand in the database so that every replica can hand them out; what must last is frozen (`lasting`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text, delete, select

from domain.refusals import Invalid
from storage import ids, journal
from storage.session import Session
from storage.tables import Utc, metadata

LARGEST = 25 * 1024 * 1024
"""Bytes of one file. Source: ours, the largest attachment that is fetched, and some."""
KEPT = timedelta(hours=24)
"""How long a file stays that is not frozen: a new link can be had for it until then. Source: ours."""

files = Table(
    "files",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("purpose", String(24), nullable=False),
    Column("name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("until", Utc),
    Column("content", LargeBinary, nullable=False),
    Index("ix_files_until", "until"),
)
_PARTS = ("id", "purpose", "name", "content_type", "size", "digest", "made_at", "until")


@dataclass(frozen=True, slots=True)
class File:
    """A file without its content. `purpose` is the work it was made by, `upload` for one that was sent in."""

    id: str
    purpose: str
    name: str
    content_type: str
    size: int
    digest: str
    made_at: datetime
    until: datetime | None


def keep(
    session: Session, name: str, content: bytes, *, purpose: str, content_type: str, lasting: bool = False
) -> File:
    """Keep a file, for a day unless it is `lasting`. Raises `Invalid` for one that is too large."""
    if len(content) > LARGEST:
        raise Invalid("File", f"it is larger than {LARGEST // 1024 // 1024} MB.")
    made = File(
        ids.next_id(session, "FIL"),
        purpose,
        name,
        content_type,
        len(content),
        hashlib.sha256(content).hexdigest(),
        session.now,
        None if lasting else session.now + KEPT,
    )
    row = {part: getattr(made, part) for part in _PARTS}
    session.connection.execute(files.insert(), {"group": session.group, "content": content, **row})
    journal.append(session, "make file", made.id)
    return made


def get(session: Session, record: str) -> File | None:
    """A file that has not gone, without its content."""
    query = select(*(files.c[part] for part in _PARTS)).where(files.c.group == session.group, files.c.id == record)
    row = session.connection.execute(query).first()
    found = None if row is None else File(*row)
    return None if found is None or (found.until is not None and found.until <= session.now) else found


def content(session: Session, file: File) -> bytes:
    """The bytes of a file."""
    query = select(files.c.content).where(files.c.group == session.group, files.c.id == file.id)
    return bytes(session.connection.execute(query).scalar_one())


def take(session: Session, file: File) -> bytes:
    """The bytes of a file for the session's actor; the journal says who took it."""
    journal.append(session, "take file", file.id)
    return content(session, file)


def forget_old(session: Session) -> int:
    """Remove, of every group, the files whose day has come; how many. Part of the tick's housekeeping."""
    return session.connection.execute(delete(files).where(files.c.until <= session.now)).rowcount
