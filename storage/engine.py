"""Connections to the two databases, set up so that a commit is durable, and their errors sorted.

Owns: the engines, the settings that are read back at start, what an error means for the caller.
Must not: know a table. Source: reliability.md 3.1 and 3.2.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy import exc as sqlalchemy_errors

if TYPE_CHECKING:  # 9 MB and a tenth of the start that a bot on SQLite does not need
    import psycopg

POOL = 8
"""Connections, and store threads, on PostgreSQL. Source: reliability.md 3.1."""
BUSY_SECONDS = 4
"""How long SQLite waits for a lock that another program holds: whoever pressed is told in words before Teams gives up.
Source: reliability.md 3.3 (three seconds for a turn, eight at the very most; Teams gives ten to fifteen)."""
POSTGRES_LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "timezone": "UTC",
}
"""Source: reliability.md 3.2."""
_BUSY_CODES = frozenset({5, 6, 7, 8, 9, 10, 13, 14, 15})
"""BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL. Source: sqlite.org/rescode.html."""
_LOCKED_CODES = frozenset({5, 6})
_DAMAGED_CODES = frozenset({11, 26})
"""CORRUPT, NOTADB. Source: sqlite.org/rescode.html."""
_AGAIN = frozenset({"40001", "40P01", "23505"})
"""Serialisation failure, deadlock, unique violation: another transaction was faster, so a second run sees its effect.
Source: PostgreSQL manual, appendix A."""


class Unusable(RuntimeError):
    """The store cannot be opened; the text is one line for the operator."""


class Busy(RuntimeError):
    """The database did not take the transaction: nothing was changed, the same may be tried again."""


class Damaged(Busy):
    """The database file is not sound. Restore a backup."""


class CommitUnknown(RuntimeError):
    """The answer to a commit was lost: it may or may not have happened. Look up the inbox key to find out."""


def sqlite_fixed(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug.

    Source: sqlite.org/wal.html#walresetbug: fixed in 3.51.3, and in 3.50.7 and 3.44.6 of their lines.

    >>> sqlite_fixed((3, 40, 1)), sqlite_fixed((3, 44, 6)), sqlite_fixed((3, 50, 4)), sqlite_fixed((3, 51, 3))
    (False, True, False, True)
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_mode() -> str:
    """`wal` where it is safe, else `truncate`."""
    return "wal" if sqlite_fixed(sqlite3.sqlite_version_info) else "truncate"


def parse(url: str) -> URL:
    """The address with its driver. Raises `Unusable` for anything but a SQLite file or PostgreSQL."""
    try:
        found = make_url(url)
    except sqlalchemy_errors.ArgumentError:
        raise Unusable("DATABASE_URL is not an address like sqlite:///data/oversight.db or postgresql://...") from None
    kind = found.drivername.split("+")[0]
    if kind in {"postgresql", "postgres"}:
        return found.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise Unusable(f"DATABASE_URL: {kind} is not supported; use sqlite:///FILE or postgresql://...")
    if not found.database or found.database == ":memory:":
        raise Unusable("DATABASE_URL: SQLite needs a file, for example sqlite:///data/oversight.db")
    return found


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address, None for PostgreSQL."""
    found = parse(url)
    return Path(found.database or "") if found.get_backend_name() == "sqlite" else None


def sqlite_engine(path: Path, *, query_only: bool = False) -> Engine:
    """An engine with one connection. Settings are read back; `Unusable` says which one did not take."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 512},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _sqlite_set_up(query_only=query_only))
    event.listen(engine, "begin", _begin if query_only else _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _sqlite_set_up(*, query_only: bool) -> Callable[[sqlite3.Connection, Any], None]:
    wanted: dict[str, tuple[str, str]] = {
        "synchronous": ("FULL", "2"),
        "foreign_keys": ("ON", "1"),
        "recursive_triggers": ("ON", "1"),
        "trusted_schema": ("OFF", "0"),
    }
    if query_only:
        wanted |= {"query_only": ("ON", "1"), "wal_autocheckpoint": ("0", "0")}
    else:
        wanted = {"journal_mode": (journal_mode(), journal_mode())} | wanted

    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for name, (value, expected) in wanted.items():
            connection.execute(f"PRAGMA {name}={value}")
            found = connection.execute(f"PRAGMA {name}").fetchone()
            if found is None or str(found[0]).lower() != expected:
                raise Unusable(f"SQLite did not take {name}={value}; it says {found and found[0]}")

    return set_up


def postgres_engine(url: URL) -> Engine:
    """An engine with `POOL` connections and time limits on each."""
    engine = create_engine(
        url,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _limit)
    return engine


def _limit(connection: psycopg.Connection[Any], _record: Any) -> None:
    with connection.cursor() as cursor:
        for name, value in POSTGRES_LIMITS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()


def check_durable(connection: Connection) -> None:
    """Refuse a PostgreSQL that may lose what it acknowledged."""
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        value = connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        if value not in {"on", "remote_apply"}:
            raise Unusable(f"PostgreSQL runs with {name}={value}; it must be on")


def driver_error(error: BaseException) -> BaseException:
    """The driver's own error below SQLAlchemy's."""
    if isinstance(error, sqlalchemy_errors.DBAPIError) and error.orig is not None:
        return error.orig
    return error


def may_run_again(error: BaseException) -> bool:
    """Whether another PostgreSQL transaction was in the way and a second run may succeed."""
    found = driver_error(error)
    return _of_psycopg(found, "Error") and getattr(found, "sqlstate", None) in _AGAIN


def locked(error: BaseException) -> bool:
    """Whether another program held the SQLite file for longer than is waited."""
    found = driver_error(error)
    return isinstance(found, sqlite3.Error) and getattr(found, "sqlite_errorcode", 0) & 0xFF in _LOCKED_CODES


def passing(error: BaseException) -> bool:
    """Whether the database itself could not do it now: no fault of whoever asked."""
    return may_run_again(error) or isinstance(translated(error), Busy | Damaged)


def translated(error: BaseException) -> BaseException:
    """`Busy` or `Damaged` for what the database could not do now; any other error as it is."""
    found = driver_error(error)
    if isinstance(found, sqlite3.Error):
        code = getattr(found, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED_CODES:
            return Damaged(str(found))
        if code in _BUSY_CODES:
            return Busy(str(found))
    if _of_psycopg(found, "OperationalError") or isinstance(error, sqlalchemy_errors.TimeoutError):
        return Busy(str(found))
    return error


def _of_psycopg(error: BaseException, kind: str) -> bool:
    """Whether it is psycopg's error of this kind; there is none before SQLAlchemy has loaded the driver."""
    loaded = sys.modules.get("psycopg")
    return loaded is not None and isinstance(error, getattr(loaded, kind))
