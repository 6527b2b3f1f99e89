"""The journal: what was changed, by whom and when, as a chain of hashes that shows later changes.

Owns: adding lines, writing them at the end of a transaction, reading a record's history, verifying the chain.
Must not: change or remove a line; triggers on both databases forbid it. The journal is tamper-evident, not
tamper-proof: who owns the database can drop the triggers, so the last line's hash is also published outside.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import text

from storage.raw import Inserter
from storage.session import Line, Session, Snapshot
from storage.tables import canonical, journal, versions

_LINES = Inserter(journal)
_SNAPSHOTS = Inserter(versions)
_LAST = text('SELECT seq, h FROM journal WHERE "group" = :group ORDER BY seq DESC LIMIT 1')
DELETED = "delete by rule "
"""How the verb of a line begins by which a record went for good; its versions before that line are not missing."""
_LATEST = text('SELECT after_hash FROM journal WHERE "group" = :group AND subject = :subject ORDER BY seq DESC LIMIT 1')
_LOCK = text("SELECT pg_advisory_xact_lock(20617, hashtext(:group))")


def digest(body: str) -> str:
    """The SHA-256 of a canonical body, in hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def append(session: Session, verb: str, subject: str, *, before: str = "", after: str = "") -> None:
    """Note what the session's actor did to a record; `before` and `after` are hashes of its bodies, empty for none.

    The line is written when the transaction ends. Raises `Anonymous` when nobody acts.
    """
    session.lines.append(Line(session.now, session.actor, verb, subject, session.turn_id, before, after))
    session.wrote = True


def snapshot(session: Session, subject: str, version: int, body: str) -> str:
    """Keep a record's whole version; gives the hash that belongs into its journal line."""
    found = digest(body)
    session.hashes[subject, version] = found
    session.snapshots.append(Snapshot(subject, version, session.now, session.actor, found, body))
    return found


def flush(session: Session) -> None:
    """Write the lines and versions that wait. `Store` calls it at the end; a read of them in between does, too."""
    if session.snapshots:
        _SNAPSHOTS.many(session.connection, [(session.group, *s) for s in session.snapshots])
        session.snapshots.clear()
    if session.lines:
        seq, prev = _head(session)
        rows: list[tuple[Any, ...]] = []
        for line in session.lines:
            seq += 1
            h = link(prev, session.group, seq, line)
            rows.append((session.group, seq, *line, prev, h))
            prev = h
        _LINES.many(session.connection, rows)
        if session.heads is not None:
            session.heads[session.group] = (seq, prev)
        session.lines.clear()


def latest_hash(session: Session, subject: str) -> str:
    """The hash that the last line about a record gave it; empty when there is none."""
    flush(session)
    found = session.connection.execute(_LATEST, {"group": session.group, "subject": subject}).scalar()
    return found or ""


def stamp(session: Session) -> str:
    """The hash of the group's last line: as long as it is the same, so are the records. Empty while lines wait."""
    if session.lines or session.snapshots or session.wrote:
        return ""
    if session.heads is not None and session.group in session.heads:
        return session.heads[session.group][1]
    row = session.connection.execute(_LAST, {"group": session.group}).first()
    return row.h if row else ""


def link(prev: str, group: str, seq: int, line: Line) -> str:
    """The hash of a line: over the hash before it and everything the line says."""
    at = line.at.isoformat(timespec="microseconds")
    body = canonical([group, seq, at, *line[1:]])
    return hashlib.sha256((prev + body).encode()).hexdigest()


def _head(session: Session) -> tuple[int, str]:
    """The last line's number and hash. On PostgreSQL it stays the last until this transaction ends."""
    if session.heads is not None and session.group in session.heads:
        return session.heads[session.group]
    if session.postgres:
        session.connection.execute(_LOCK, {"group": session.group})
    row = session.connection.execute(_LAST, {"group": session.group}).first()
    return (row.seq, row.h) if row else (0, "")
