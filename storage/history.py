"""What the journal knows of a record: who changed it when, and as it stood on any day.

Owns: reading the journal and the snapshots. Must not: write either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from storage import journal as chain
from storage.raw import Selector
from storage.session import SYSTEM, Session
from storage.tables import journal, members, versions

OURSELVES = "Oversight"
"""The name of a system actor in words."""
_HASH = Selector(versions, [versions.c.hash], ["subject", "version"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal. `seq` counts within the group."""

    seq: int
    at: datetime
    actor: str
    verb: str
    subject: str
    turn_id: str
    before_hash: str
    after_hash: str


@dataclass(frozen=True, slots=True)
class Version:
    """A record as it stood from `at` on; `body` is its canonical JSON (see `records.revive`)."""

    subject: str
    version: int
    at: datetime
    actor: str
    hash: str
    body: str


_ENTRY = [journal.c[n] for n in Entry.__slots__]
_VERSION = [versions.c[n] for n in Version.__slots__]


def entries(session: Session, subject: str, *, limit: int = 50) -> list[Entry]:
    """The latest lines about a record, newest first."""
    chain.flush(session)
    query = (
        select(*_ENTRY)
        .where(journal.c.group == session.group, journal.c.subject == subject)
        .order_by(journal.c.seq.desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.connection.execute(query)]


def last(session: Session, subject: str) -> Entry | None:
    """The latest line about a record."""
    found = entries(session, subject, limit=1)
    return found[0] if found else None


def by_actor(session: Session, actor: str, *, limit: int = 10) -> list[Entry]:
    """The latest lines of one actor, newest first."""
    chain.flush(session)
    query = (
        select(*_ENTRY)
        .where(journal.c.group == session.group, journal.c.actor == actor)
        .order_by(journal.c.seq.desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.connection.execute(query)]


def since(session: Session, moment: datetime, *, until: datetime | None = None, limit: int = 1000) -> list[Entry]:
    """Lines of the group after a moment and up to another, oldest first."""
    chain.flush(session)
    query = select(*_ENTRY).where(journal.c.group == session.group, journal.c.at > moment)
    if until is not None:
        query = query.where(journal.c.at <= until)
    return [Entry(*row) for row in session.connection.execute(query.order_by(journal.c.at, journal.c.seq).limit(limit))]


def version(session: Session, subject: str, number: int) -> Version | None:
    """One version of a record."""
    chain.flush(session)
    query = select(*_VERSION).where(
        versions.c.group == session.group, versions.c.subject == subject, versions.c.version == number
    )
    return _version(session.connection.execute(query).first())


def as_it_stood(session: Session, subject: str, moment: datetime) -> Version | None:
    """A record as it stood at a moment; None when it did not exist yet."""
    chain.flush(session)
    query = (
        select(*_VERSION)
        .where(versions.c.group == session.group, versions.c.subject == subject, versions.c.at <= moment)
        .order_by(versions.c.version.desc())
        .limit(1)
    )
    return _version(session.connection.execute(query).first())


def hash_of(session: Session, subject: str, number: int) -> str:
    """The hash of one version, empty when it is not kept."""
    waiting = session.hashes.get((subject, number))
    if waiting is not None:
        return waiting
    row = _HASH.one(session.connection, (session.group, subject, number))
    return row[0] if row else ""


def name_of(session: Session, actor: str) -> str:
    """An actor's name in words."""
    if actor.startswith(SYSTEM):
        return OURSELVES
    query = select(members.c.name).where(members.c.group == session.group, members.c.object_id == actor)
    return session.connection.execute(query).scalar() or "somebody"


def _version(row: Row[tuple[str, int, datetime, str, str, str]] | Row[object] | None) -> Version | None:
    return None if row is None else Version(*row)
