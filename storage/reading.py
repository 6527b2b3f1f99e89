"""Long reading of one group on a consistent picture, in whatever process: nothing here needs the store to be open.

Owns: the read-only transaction of each database, and the one that is thrown away. Must not: keep anything, or hold up
those who do. Which address may be read is the store's to say (`Store.picture`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy import exc as sqlalchemy_errors

from storage.engine import postgres_engine, sqlite_engine, translated
from storage.session import Session

T = TypeVar("T")
Address = URL | Path
"""A PostgreSQL database, or a SQLite file. It can go to another process; its text shows no password."""

READ_TIMEOUT = "120s"
"""Longest statement of a long reading on PostgreSQL: an export, not a turn. Source: ours."""


def read(address: Address, work: Callable[[Session], T], *, group: str, now: datetime) -> T:
    """Run `work` at the database of this address, on a connection of its own. Raises what it raises, and `Busy`."""
    with _opened(address, query_only=True) as engine:
        return at(engine, work, group=group, now=now)


def tried(address: Address, work: Callable[[Session], T], *, group: str, now: datetime) -> T:
    """The same with a `work` that writes to try things out: all of it is thrown away."""
    with _opened(address) as engine, engine.connect() as connection:
        try:
            return work(Session(connection, group, now))
        finally:
            connection.rollback()


@contextmanager
def _opened(address: Address, *, query_only: bool = False) -> Generator[Engine]:
    """A connection's worth of engine, closed again; what the database raises as the store says it."""
    engine = sqlite_engine(address, query_only=query_only) if isinstance(address, Path) else postgres_engine(address)
    try:
        yield engine
    except (sqlalchemy_errors.SQLAlchemyError, OSError) as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def at(engine: Engine, work: Callable[[Session], T], *, group: str, now: datetime) -> T:
    """The same with an engine that is there: for SQLite one that cannot write."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            return work(Session(connection, group, now))
    with engine.connect() as connection:
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        reader = connection.execution_options(**options)
        with reader.begin():
            reader.exec_driver_sql(f"SET LOCAL statement_timeout = '{READ_TIMEOUT}'")
            return work(Session(reader, group, now))
