"""Putting a copy back: verified before and after, and nothing that may have been sent is sent again.

Owns: replacing a SQLite file, and what is held because of it. Must not: copy (`backup.py`) or send.
What the lost file sent after its copy was made is not known. So what was on its way, or due by now, is in doubt and
listed; reminders that fell due since the copy are left to their next rung, which shows what is still open.
Source: reliability.md 1.1 and 5 (18).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, or_, update
from sqlalchemy import exc as sqlalchemy_errors

from domain.calendar import as_at
from domain.reminders import Verdict
from storage import journal, marks, migrate, proof
from storage.backup import OWN_TOOLS, clear, copy_file, settle, verify
from storage.engine import Damaged, Unusable, driver_error, sqlite_engine, sqlite_path
from storage.lock import FileLock
from storage.outbox import State
from storage.reminders import occurrences, planned
from storage.session import Session
from storage.tables import outbox

if TYPE_CHECKING:
    from storage.store import Store

SUBJECT = "store"
"""What the journal's line of a restore is about."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that is the store now. `replaced` is the file that was there before, kept beside it."""

    path: Path
    copied_at: datetime
    in_doubt: int
    replaced: Path | None

    def __str__(self) -> str:
        kept = f" The file that was there is kept as {self.replaced}." if self.replaced else ""
        return (
            f"{self.path} is the copy of {as_at(self.copied_at)} UTC now; {self.in_doubt} messages may have been sent "
            f"already and are held as uncertain.{kept}"
        )


def restore(source: Path, url: str, *, now: datetime) -> Restored:
    """Make a copy the store of this address. The bot must not be running.

    Raises `Unusable` with one line for the operator and `Damaged` for a copy that is not sound; the store is as it was
    then. Killed at any moment, there is the old file or the new one, whole.
    """
    target = sqlite_path(url)
    if target is None:
        raise Unusable(f"{OWN_TOOLS}; it is restored with them, too")
    if not source.is_file():
        raise Unusable(f"there is no copy at {source}")
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target)
    lock.acquire()
    part = target.with_name(f".{target.name}.restoring")
    try:
        clear(part)
        copy_file(source, part)
        verify(part)
        migrate.migrate(f"sqlite:///{part}")
        copied_at, in_doubt = _hold_file(part, source, now)
        verify(part)
        replaced = _aside(target)
        settle(part, target)
        return Restored(target, copied_at, in_doubt, replaced)
    except (sqlite3.Error, sqlalchemy_errors.DBAPIError, OSError) as error:
        raise Unusable(f"{source} was not put back: {driver_error(error)}") from error
    finally:
        clear(part)
        lock.release()


def hold_in(store: Store, copied_at: datetime) -> int:
    """After PostgreSQL's own restore: hold what may have been sent since that moment. Before the bot runs."""
    return store.run_sync(lambda session: hold(session.connection, session.now, copied_at), group="")


def hold(connection: Connection, now: datetime, copied_at: datetime) -> int:
    """Put in doubt what may have been sent, in every group; how many messages. The journal of each group says so."""
    words = f"restored from the copy of {as_at(copied_at.astimezone(UTC))} UTC"
    doubtful = or_(
        outbox.c.state.in_([State.SENDING.value, State.CLAIMED.value]),
        and_(outbox.c.state == State.PENDING.value, outbox.c.not_before <= now),
    )
    fresh = {"state": State.UNCERTAIN.value, "last_error": words, "lease_until": None, "owner": ""}
    held = connection.execute(update(outbox).where(doubtful).values(fresh)).rowcount
    connection.execute(
        update(occurrences)
        .where(occurrences.c.state == Verdict.WAITS.value, occurrences.c.until <= now)
        .values(state=Verdict.DROPPED.value, until=None, reason=words, decided_at=now)
    )
    connection.execute(update(planned).where(planned.c.until < now).values(until=now))
    for group in proof.groups_of(connection):
        session = Session(connection, group, now)
        session.as_system("restore")
        journal.append(session, words, SUBJECT)
        journal.flush(session)
    marks.put(Session(connection, "", now), marks.RESTORED, words=words)
    return held


def _hold_file(part: Path, source: Path, now: datetime) -> tuple[datetime, int]:
    engine = sqlite_engine(part)
    try:
        with engine.begin() as connection:
            made = marks.last(Session(connection, "", now), marks.COPIED)
            copied_at = made.at if made else datetime.fromtimestamp(source.stat().st_mtime, UTC)
            return copied_at, hold(connection, now, copied_at)
    finally:
        engine.dispose()


def _aside(target: Path) -> Path | None:
    """Keep the file that is there under another name, with what a crash left beside it to roll back."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.replaced")
    clear(kept)
    os.link(target, kept)
    for tail in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):  # left there, SQLite would roll it into the new file
            target.with_name(target.name + tail).replace(kept.with_name(kept.name + tail))
    return kept


__all__ = ["Damaged", "Restored", "hold", "hold_in", "restore"]
