"""The one writer of a SQLite file: works that wait share a durable commit.

Owns: the writer's thread and connection, and the order begin, work by work in savepoints, commit, acknowledge.
Must not: know what a work does. Source: performance.md "How", reliability.md 3.1.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from storage import journal
from storage.engine import Busy, locked, translated
from storage.session import Heads, Session

MOST_WORKS = 32
MOST_SECONDS = 0.02
"""A batch ends at either, so that nobody waits long for the others. Source: ours."""

Work = Callable[[Session], Any]
_SAVE, _UNDO, _KEEP = "SAVEPOINT work", "ROLLBACK TO work", "RELEASE work"


@dataclass(slots=True, eq=False)
class Job:
    """A work, who waits for it, and what came of it."""

    work: Work
    group: str
    waiter: Future[Any] | asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop | None
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Tell the one who waits; nobody may wait any more."""
        if self.waiter.done():
            return
        if self.error is None:
            self.waiter.set_result(self.result)
        else:
            self.waiter.set_exception(self.error)


class Writer:
    """Runs jobs in its own thread on its own connection until it is closed."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._heads: Heads = {}
        self._connection: Connection | None = engine.connect()
        self._closed = False
        self.commits = 0
        self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Put a job behind those that wait. Raises `Busy` after `close`."""
        if self._closed:
            raise Busy("the store is closed")
        self._queue.put(job)

    def close(self) -> None:
        """Finish what waits, then stop."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def live(self) -> sqlite3.Connection:
        """The writer's connection, for an online copy. SQLite itself serialises its use by two threads."""
        if self._connection is None:
            raise Busy("the store has no connection now")
        return _raw(self._connection)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            done: list[Job] = []
            try:
                self._batch(job, done)
            except Exception as error:  # noqa: BLE001 whatever happens, those who wait are told and the writer lives
                if locked(error):
                    done += self._waiting()
                self._lost(done, error)
            _acknowledge(done)
        if self._connection is not None:
            self._connection.close()

    def _batch(self, first: Job, done: list[Job]) -> None:
        """One transaction. Each job that was taken from the queue is in `done`, also when this raises."""
        done.append(first)
        connection = self._connected()
        raw = _raw(connection)
        stop = time.monotonic() + MOST_SECONDS
        with connection.begin() as transaction:
            self._run(first, connection)
            if first.error is not None:
                transaction.rollback()
                self._heads.clear()
                return
            while len(done) < MOST_WORKS and time.monotonic() < stop and (job := self._next()) is not None:
                done.append(job)
                raw.execute(_SAVE)
                self._run(job, connection)
                if job.error is not None:
                    self._heads.clear()
                    if not raw.in_transaction:
                        raise Busy(f"the transaction was undone: {job.error}") from job.error
                    raw.execute(_UNDO)
                raw.execute(_KEEP)
        self.commits += 1

    def _waiting(self) -> list[Job]:
        """Those who waited for the same lock behind the first: each with its own wait, the last would wait for all."""
        found: list[Job] = []
        while (job := self._next()) is not None:
            found.append(job)
        return found

    def _next(self) -> Job | None:
        try:
            job = self._queue.get_nowait()
        except queue.Empty:
            return None
        if job is None:  # the sign to stop: leave it for the outer loop
            self._queue.put(None)
        return job

    def _run(self, job: Job, connection: Connection) -> None:
        try:
            session = Session(connection, job.group, self._clock(), heads=self._heads)
            job.result = job.work(session)
            journal.flush(session)
        except Exception as error:  # noqa: BLE001 it belongs to the one who waits
            job.error = translated(error)

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.closed or self._connection.invalidated:
            self._connection = self._engine.connect()
        return self._connection

    def _lost(self, done: list[Job], error: Exception) -> None:
        """The transaction is gone: nobody of this batch may believe in it."""
        self._heads.clear()
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        for job in done:
            if job.error is None:
                job.error = translated(error)


def _raw(connection: Connection) -> sqlite3.Connection:
    found: Any = connection.connection.driver_connection
    return found


def _acknowledge(done: list[Job]) -> None:
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[Job]] = defaultdict(list)
    for job in done:
        if job.loop is None:
            job.settle()
        else:
            by_loop[job.loop].append(job)
    for loop, jobs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, jobs)


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        job.settle()
