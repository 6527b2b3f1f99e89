"""The one writer of a SQLite file: works that wait share a commit, each stands or falls alone."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import history, journal, proof
from storage.engine import BUSY_SECONDS
from storage.store import Busy
from tests.stores import GROUP, Clock, as_member, make_sqlite


def note(words):
    return lambda session: journal.append(as_member(session), words, "X")


def verbs(store):
    return [e.verb for e in reversed(store.run_sync(lambda s: history.entries(s, "X", limit=500), group=GROUP))]


def held_up(store, works):
    """Let these wait behind one that is under way, so that they fall into one batch; what came of each."""
    began, go_on = threading.Event(), threading.Event()

    def first(_session):
        began.set()
        go_on.wait(60)

    async def run():
        ahead = asyncio.ensure_future(store.run(first, group=GROUP))
        await asyncio.to_thread(began.wait, 60)
        waiting = [asyncio.ensure_future(store.run(work, group=GROUP)) for work in works]
        await asyncio.sleep(0.05)
        go_on.set()
        await ahead
        return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(run())


def test_works_that_wait_share_a_commit_in_their_order(sqlite_store):
    before = sqlite_store._writer.commits
    held_up(sqlite_store, [note(f"note {n}") for n in range(20)])
    assert verbs(sqlite_store) == [f"note {n}" for n in range(20)]
    # The one ahead, the twenty (in a few batches when the machine is slow), and the look just now.
    assert sqlite_store._writer.commits - before < 12


def test_one_that_fails_is_undone_alone(sqlite_store):
    def fails(session):
        note("never")(session)
        history.entries(session, "X")
        raise KeyError("mine")

    found = held_up(sqlite_store, [note("a"), fails, note("b"), fails, note("c")])
    assert [type(f) for f in found] == [type(None), KeyError, type(None), KeyError, type(None)]
    assert verbs(sqlite_store) == ["a", "b", "c"]
    assert sqlite_store.run_sync(lambda s: proof.faults(s.connection), group="") == ()


def test_when_the_whole_transaction_is_undone_nobody_is_told_it_was_kept(sqlite_store):
    """SQLite itself rolls back on some errors; whoever stood in that batch before hears Busy."""

    def ends_it(session):
        session.connection.connection.driver_connection.execute("ROLLBACK")
        raise RuntimeError("the transaction is gone")

    found = held_up(sqlite_store, [note("a"), ends_it, note("b")])
    assert isinstance(found[0], Busy | None)
    told = [name for name, f in zip("a?b", found, strict=True) if f is None]
    assert verbs(sqlite_store) == told
    assert sqlite_store.run_sync(lambda s: proof.faults(s.connection), group="") == ()
    sqlite_store.run_sync(note("after"), group=GROUP)
    assert verbs(sqlite_store)[-1] == "after"


def test_a_commit_that_fails_is_told_to_all_of_its_batch(sqlite_store):
    def breaks_at_the_end(session):
        session.connection.execute(text("CREATE TABLE p (id INTEGER PRIMARY KEY)"))
        session.connection.execute(text("CREATE TABLE c (id INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED)"))
        session.connection.execute(text("INSERT INTO c VALUES (1)"))

    found = held_up(sqlite_store, [note("a"), breaks_at_the_end])
    assert isinstance(found[1], Exception)
    assert verbs(sqlite_store) == (["a"] if found[0] is None else [])
    sqlite_store.run_sync(note("after"), group=GROUP)
    assert verbs(sqlite_store)[-1] == "after"


def test_closing_finishes_what_waits(sqlite_store):
    async def run():
        waiting = [asyncio.ensure_future(sqlite_store.run(note(str(n)), group=GROUP)) for n in range(5)]
        await asyncio.sleep(0)
        await asyncio.to_thread(sqlite_store.close)
        return await asyncio.gather(*waiting)

    assert asyncio.run(run()) == [None] * 5
    with pytest.raises(Busy, match="closed"):
        sqlite_store.run_sync(note("late"), group=GROUP)


def test_one_that_nobody_waits_for_any_more_is_kept_all_the_same(sqlite_store):
    async def impatient():
        task = asyncio.ensure_future(sqlite_store.run(note("kept"), group=GROUP))
        await asyncio.sleep(0)
        task.cancel()
        return await sqlite_store.run(
            lambda s: [e.verb for e in history.entries(s, "X")], group=GROUP
        ), task.cancelled()

    assert asyncio.run(impatient()) == (["kept"], True)


def test_without_a_connection_it_is_busy_and_comes_back(sqlite_store, monkeypatch, tmp_path):
    writer = sqlite_store._writer

    class Broken:
        def connect(self):
            raise OperationalError("connect", {}, unable)

    unable = sqlite3.OperationalError("unable to open database file")
    unable.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN  # pyright: ignore[reportAttributeAccessIssue] the driver sets it so
    writer._connection.close()
    monkeypatch.setattr(writer, "_connection", None)
    with monkeypatch.context() as patch:
        patch.setattr(writer, "_engine", Broken())
        with pytest.raises(Busy, match="unable to open"):
            sqlite_store.run_sync(note("lost"), group=GROUP)
        with pytest.raises(Busy, match="no connection now"):
            sqlite_store.copy_to(tmp_path / "copy.db")
    sqlite_store.run_sync(note("back"), group=GROUP)
    assert verbs(sqlite_store) == ["back"]


def test_an_answer_for_a_loop_that_is_gone_is_let_go(sqlite_store):
    """The caller's event loop ended meanwhile: the work is kept, and the writer lives."""
    began, go_on = threading.Event(), threading.Event()

    def slow(session):
        began.set()
        go_on.wait(60)
        note("kept")(session)

    async def leave():
        task = asyncio.ensure_future(sqlite_store.run(slow, group=GROUP))
        await asyncio.to_thread(began.wait, 60)
        task.cancel()

    asyncio.run(leave())
    go_on.set()
    assert verbs(sqlite_store) == ["kept"]


def test_a_lock_is_waited_for_once_whoever_waits(tmp_path, monkeypatch):
    """Five people press while another program holds the file: all of them are told after the first one's wait."""
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.3)
    store = make_sqlite(tmp_path, Clock())
    waits = []
    assert store._writer is not None
    begin = store._writer._batch
    monkeypatch.setattr(store._writer, "_batch", lambda *given: (waits.append(1), begin(*given)))

    async def run():
        works = [asyncio.ensure_future(store.run(note(f"n {n}"), group=GROUP)) for n in range(5)]
        return await asyncio.gather(*works, return_exceptions=True)

    with closing(sqlite3.connect(tmp_path / "oversight.db", isolation_level=None)) as intruder:
        intruder.execute("BEGIN EXCLUSIVE")
        found = asyncio.run(run())
        intruder.execute("ROLLBACK")
    assert [type(f) for f in found] == [Busy] * 5
    assert len(waits) <= 2, "the first, and at most those who came while it was being told"
    store.run_sync(note("after"), group=GROUP)
    assert verbs(store) == ["after"], "nothing of theirs was kept"
    store.close()


def test_the_wait_for_a_lock_leaves_time_to_answer():
    assert BUSY_SECONDS <= 4, "Teams gives a press ten seconds; one more wait may lie ahead"
