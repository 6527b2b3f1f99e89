"""Copies of a SQLite file that can be trusted: made online, verified, put in place whole or not at all.

Owns: copying and proving a copy. Must not: put one back (`restore.py`), schedule or ship anything; PostgreSQL is backed
up by its own tools. Source: reliability.md 3.1.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import exc as sqlalchemy_errors
from sqlalchemy import inspect

from storage import marks, proof
from storage.engine import BUSY_SECONDS, Damaged, Unusable, driver_error, sqlite_engine, sqlite_path
from storage.session import Session

if TYPE_CHECKING:
    from storage.store import Store

PAGES = 256
"""Pages copied in one go: a megabyte, about a millisecond, so that writers hardly wait. Source: ours."""
PAUSE_SECONDS = 0.002
"""Between two goes. Source: ours."""
OWN_TOOLS = "PostgreSQL is backed up with its own tools: pg_dump, or its provider's point-in-time recovery"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was verified and lies on the disk for good."""

    path: Path
    size: int
    """Bytes."""
    lines: int
    """Of all journals together."""

    def __str__(self) -> str:
        return f"{self.path}: a verified copy, {self.size:,} bytes, {self.lines:,} journal lines."


def copy_live(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a live file into `target` by its writer's own connection, from another thread.

    What that connection commits meanwhile is carried into the copy, so copying never has to begin again. The copy is
    the file as it stood between two transactions.
    """
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy, pages=PAGES, sleep=PAUSE_SECONDS)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that another process may be writing, in one go: its writer waits, as for any reader."""
    address = f"file:{quote(str(source))}?mode=rw"  # read and write: a crash may have left something to roll back
    with (
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection,
        closing(sqlite3.connect(target)) as copy,
    ):
        connection.backup(copy)


def glimpse(source: Path, target: Path) -> None:
    """Copy a file to look at while its process goes on; not proven, so no backup. Raises `Unusable` in one line."""
    if not source.is_file():
        raise Unusable(f"there is no database at {source}")
    try:
        copy_file(source, target)
    except (sqlite3.Error, OSError) as error:
        raise Unusable(f"{source} cannot be read: {driver_error(error)}") from error


def backup(source: Store | Path | str, target: Path, *, now: datetime | None = None) -> Copy:
    """Copy a store's file to `target`, which is replaced only by a whole and verified copy; the bot may be running.

    `source` is an open store, a file or an address. Raises `Unusable` with one line for the operator, `Damaged` when
    the file itself is not sound.
    """
    path, copy = _origin(source)
    at = now or datetime.now(UTC)
    if target.resolve() == path.resolve():
        raise Unusable(f"{target} is the database itself; give the copy another name")
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear(part)
        copy(part)
        _label(part, at)
        lines = verify(part)
        settle(part, target)
    except (sqlite3.Error, sqlalchemy_errors.DBAPIError, OSError) as error:
        raise Unusable(f"{path} was not copied: {driver_error(error)}") from error
    finally:
        clear(part)
    made = Copy(target, target.stat().st_size, lines)
    _note(source, path, made, at)
    return made


def verify(path: Path) -> int:
    """Prove a file: SQLite's own checks, the journal's chain, the versions it names. Gives the lines of the journals.

    Raises `Damaged` with what was found first.
    """
    engine = sqlite_engine(path, query_only=True)
    try:
        with engine.begin() as connection:
            found = list(proof.file_faults(connection))
            if not found and not inspect(connection).has_table("journal"):
                found = ["there is no journal in it"]
            if not found:
                groups = proof.groups_of(connection)
                found = [f for g in groups for f in (*proof.lines(connection, g), *proof.bodies(connection, g))]
            if found:
                raise Damaged(f"{path.name} is not sound: {found[0]}")
            return sum(proof.head(connection, group).seq for group in proof.groups_of(connection))
    except sqlalchemy_errors.DBAPIError as error:
        raise Damaged(f"{path.name} is not sound: {driver_error(error)}") from error
    finally:
        engine.dispose()


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name so that it survives a power cut: file, rename, folder."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def clear(path: Path) -> None:
    """Remove a file and what SQLite and the lock left beside it."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()


def _origin(source: Store | Path | str) -> tuple[Path, Callable[[Path], None]]:
    if isinstance(source, str):
        found = sqlite_path(source)
        if found is None:
            raise Unusable(OWN_TOOLS)
        source = found
    if isinstance(source, Path):
        path = source
        if not path.is_file():
            raise Unusable(f"there is no database at {path}")
        return path, lambda part: copy_file(path, part)
    if source.path is None:
        raise Unusable(OWN_TOOLS)
    return source.path, source.copy_to


def _label(part: Path, at: datetime) -> None:
    """Write into the copy when it was made, and let it be one file whatever mode the live one is in."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    _mark(part, marks.COPIED, at, "")


def _mark(path: Path, name: str, at: datetime, words: str) -> None:
    engine = sqlite_engine(path)
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table(marks.marks.name):  # a copy made before a migration may be older
                marks.put(Session(connection, "", at), name, words=words)
    finally:
        engine.dispose()


def _note(source: Store | Path | str, path: Path, made: Copy, at: datetime) -> None:
    """Tell the live store that it was copied. The copy is as good without: a store that is busy is left alone."""
    with suppress(sqlalchemy_errors.DBAPIError):
        if isinstance(source, (Path, str)):
            _mark(path, marks.BACKUP, at, made.path.name)
        else:
            source.run_sync(lambda session: marks.put(session, marks.BACKUP, at=at, words=made.path.name), group="")


def _sync(path: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows cannot sync a folder, nor a file that is open for reading only
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
