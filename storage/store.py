"""The store: one transaction for each piece of work, run to its end in the store's own threads.

Owns: opening and closing, `run`, `run_sync`, `read` and `picture`. Must not: hold queries. Works are plain functions of
a `Session`; rows and sessions never leave them.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy import exc as sqlalchemy_errors

from storage import journal, reading
from storage.backup import copy_live
from storage.batches import Job, Writer
from storage.engine import (
    POOL,
    Busy,
    CommitUnknown,
    Damaged,
    Unusable,
    check_durable,
    driver_error,
    journal_mode,
    may_run_again,
    parse,
    postgres_engine,
    sqlite_engine,
    translated,
)
from storage.lock import FileLock
from storage.session import Anonymous, Session

T = TypeVar("T")

__all__ = ["Anonymous", "Busy", "CommitUnknown", "Damaged", "Session", "Store", "Unusable"]


class Store:
    """Open it with `Store.open`; close it at the end."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime], lock: FileLock | None, path: Path | None) -> None:
        self.engine = engine
        self.clock = clock
        self.path = path
        """The SQLite file, None on PostgreSQL."""
        self._lock = lock
        self._pool = ThreadPoolExecutor(2 if path else POOL, thread_name_prefix="store")
        self._writer = Writer(engine, clock) if path else None

    @classmethod
    def open(cls, url: str, *, clock: Callable[[], datetime]) -> Store:
        """Open the database of this address. Raises `Unusable` with one line for the operator."""
        address = parse(url)
        if address.get_backend_name() == "sqlite":
            return cls._open_sqlite(Path(address.database or ""), clock)
        engine = postgres_engine(address)
        try:
            with engine.connect() as connection:
                check_durable(connection)
        except sqlalchemy_errors.OperationalError as error:
            engine.dispose()
            raise Unusable(f"the database cannot be reached: {driver_error(error)}") from error
        except Unusable:
            engine.dispose()
            raise
        return cls(engine, clock, None, None)

    @classmethod
    def _open_sqlite(cls, path: Path, clock: Callable[[], datetime]) -> Store:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(path)
            lock.acquire()
        except OSError as error:
            raise Unusable(f"{path} cannot be opened: {error.strerror}") from error
        engine = sqlite_engine(path)
        try:
            with engine.connect():
                pass
        except (sqlalchemy_errors.DBAPIError, Unusable) as error:
            engine.dispose()
            lock.release()
            mend = "; put a copy back with `restore`" if isinstance(translated(error), Damaged) else ""
            raise Unusable(f"{path} cannot be opened: {driver_error(error)}{mend}") from error
        return cls(engine, clock, lock, path)

    async def run(self, work: Callable[[Session], T], *, group: str) -> T:
        """Run `work` as one transaction and give its result after the commit is durable.

        A transaction that began runs to its end even when the caller is cancelled. Raises what `work` raises (nothing
        is stored then), `Busy` when the database could not take it (nothing is stored), `CommitUnknown` (PostgreSQL
        only) when the answer to the commit was lost.
        """
        loop = asyncio.get_running_loop()
        if self._writer is not None:
            waiter: asyncio.Future[T] = loop.create_future()
            self._writer.submit(Job(work, group, waiter, loop))
            return await waiter
        return await asyncio.shield(loop.run_in_executor(self._pool, self._transact, work, group))

    def run_sync(self, work: Callable[[Session], T], *, group: str) -> T:
        """`run` for the command line and for threads of one's own; never from the event loop under load."""
        if self._writer is not None:
            waiter: Future[T] = Future()
            self._writer.submit(Job(work, group, waiter, None))
            return waiter.result()
        return self._transact(work, group)

    async def read(self, work: Callable[[Session], T], *, group: str) -> T:
        """Run a long, read-only `work` (an export, a pack) on a consistent picture without delaying the writers."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._pool, self.read_sync, work, group))

    def read_sync(self, work: Callable[[Session], T], group: str) -> T:
        """`read` in this thread."""
        try:
            if self.path is None:
                return reading.at(self.engine, work, group=group, now=self.clock())
            with self.picture() as address:
                return reading.read(address, work, group=group, now=self.clock())
        except (sqlalchemy_errors.SQLAlchemyError, OSError) as error:
            raise translated(error) from error

    async def tried(self, work: Callable[[Session], T], *, group: str) -> T:
        """Run a long `work` that writes to try things out, on a picture of its own: nothing it writes is kept."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._pool, self._try, work, group))

    def _try(self, work: Callable[[Session], T], group: str) -> T:
        try:
            with self.picture(to_write=True) as address:
                return reading.tried(address, work, group=group, now=self.clock())
        except (sqlalchemy_errors.SQLAlchemyError, OSError) as error:
            raise translated(error) from error

    @contextmanager
    def picture(self, *, to_write: bool = False) -> Generator[reading.Address]:
        """What any process may read from while this lasts, with `reading.read`; `to_write` for `reading.tried`."""
        if self.path is None:
            yield self.engine.url
        elif journal_mode() == "wal" and not to_write:
            yield self.path
        else:
            # A reader would hold up the writer's commit without WAL, so it gets a copy of its own.
            with tempfile.TemporaryDirectory(prefix=".read-", dir=self.path.parent) as folder:
                copy = Path(folder) / "copy.db"
                self.copy_to(copy)
                yield copy

    def copy_to(self, target: Path) -> None:
        """Copy the SQLite file as it stands between two transactions, a megabyte at a time, writers going on."""
        if self._writer is None:
            raise Unusable("PostgreSQL is copied with its own tools")
        copy_live(self._writer.live(), target)

    def close(self) -> None:
        """Finish what waits and let go of the database."""
        if self._writer is not None:
            self._writer.close()
        self._pool.shutdown(wait=True)
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _transact(self, work: Callable[[Session], T], group: str) -> T:
        try:
            try:
                return self._once(work, group)
            except Exception as error:
                if not may_run_again(error):
                    raise
                return self._once(work, group)
        except CommitUnknown:
            raise
        except Exception as error:
            found = translated(error)
            if found is error:
                raise
            raise found from error

    def _once(self, work: Callable[[Session], T], group: str) -> T:
        with self.engine.connect() as connection:
            session = Session(connection, group, self.clock())
            result = work(session)
            journal.flush(session)
            _commit(connection)
            return result


def _commit(connection: Connection) -> None:
    """Commit; a lost answer is `CommitUnknown`, a refusal by the server is its own error (nothing was stored)."""
    try:
        connection.commit()
    except sqlalchemy_errors.DBAPIError as error:
        state = getattr(driver_error(error), "sqlstate", None) or ""
        if state[:2] in {"", "08", "57", "XX"}:
            raise CommitUnknown("the answer to the commit was lost") from error
        raise
