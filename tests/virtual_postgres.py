"""A PostgreSQL whose clock the test holds: for a bot of several replicas that lives through weeks in seconds.

The store asks `clock_timestamp()` for its leases. A schema `virtual` that is searched before PostgreSQL's own has a
function of this name, which tells the time of a table of one row; nothing in the bot knows of it.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from tests.stores import Server

SCHEMA = """
CREATE SCHEMA virtual;
CREATE TABLE virtual.now (at timestamptz NOT NULL);
INSERT INTO virtual.now VALUES ('2000-01-01');
CREATE FUNCTION virtual.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM virtual.now';
"""
SEARCHED = "options=-csearch_path%3Dvirtual,public,pg_catalog"


class Cluster:
    """One server for many stories, in memory where the machine has such a folder. Use it with `with`."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")  # noqa: S108 a folder in memory: what is tested are replicas, not a disk
        self._place = Path(tempfile.mkdtemp(prefix="ovs-sim-", dir=memory if memory.is_dir() else None))

    def __enter__(self) -> Self:
        self._server = Server(self._place / "data")
        self._template = self._server.fresh("template_oversight")
        with psycopg.connect(self._server.url(self._template), autocommit=True) as connection:
            connection.execute(SCHEMA)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._server.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def database(self) -> Database:
        """A new database with the schema and no rows; close it when it has served."""
        return Database(self._server, self._server.fresh(self._template))


class Database:
    """One story's database and its clock."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        plain = server.url(name)
        self.url = f"{plain}{'&' if '?' in plain else '?'}{SEARCHED}"
        self._hand = psycopg.connect(plain, autocommit=True)
        self._hand.execute("SET synchronous_commit = off")

    def shows(self, moment: datetime) -> None:
        """The database's clock stands at this moment."""
        self._hand.execute("UPDATE virtual.now SET at = %s", (moment,))

    def close(self) -> None:
        """The database is not needed any more. Its stores are closed by now."""
        self._hand.close()
        with psycopg.connect(self._server.url(), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {self._name} WITH (FORCE)")  # pyright: ignore[reportCallIssue, reportArgumentType] a name of ours


__all__ = ["Cluster", "Database"]
