"""One transaction for each piece of work: all or nothing, acknowledged means durable, and refused in words."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event, select, text
from sqlalchemy import exc as sqlalchemy_errors

from storage import history, ids, journal, members
from storage import store as stores
from storage.store import Busy, CommitUnknown, Damaged, Store, Unusable
from storage.tables import counters
from tests.stores import GROUP, Clock, a_member, as_member, make_sqlite


def note(session, verb="note"):
    journal.append(as_member(session), verb, "X")


def count(session):
    return len(history.entries(session, "X", limit=1000))


def test_what_a_work_gives_is_given_after_its_commit(store):
    found = store.run_sync(lambda s: (s.group, s.now, s.postgres), group=GROUP)
    assert found == (GROUP, store.clock(), store.path is None)
    store.run_sync(note, group=GROUP)
    assert store.run_sync(count, group=GROUP) == 1
    assert asyncio.run(store.run(count, group=GROUP)) == 1
    assert asyncio.run(store.read(count, group=GROUP)) == 1


def test_a_work_that_fails_leaves_nothing(store):
    def fails(session):
        note(session)
        ids.next_id(session, "ACT")
        raise KeyError("no")

    with pytest.raises(KeyError):
        store.run_sync(fails, group=GROUP)
    assert store.run_sync(count, group=GROUP) == 0


def test_of_works_that_share_a_commit_one_may_fail_alone(store):
    def work(number):
        def run(session):
            note(session, f"note {number}")
            if number % 3 == 0:
                raise ValueError(str(number))
            return number

        return run

    async def many():
        return await asyncio.gather(*(store.run(work(n), group=GROUP) for n in range(30)), return_exceptions=True)

    found = asyncio.run(many())
    assert [n for n, r in enumerate(found) if isinstance(r, ValueError)] == list(range(0, 30, 3))
    assert store.run_sync(count, group=GROUP) == 20


def test_no_update_is_lost_between_readers_that_write(store):
    """Read, think, write, sixty times from eight threads. Without BEGIN IMMEDIATE most of it would be lost."""

    def bump(session):
        session.connection.execute(
            text("INSERT INTO counters (\"group\", kind, year, n) VALUES (:g, 'X', 1, 0) ON CONFLICT DO NOTHING"),
            {"g": GROUP},
        )
        n = session.connection.execute(
            select(counters.c.n).where(counters.c.kind == "X").with_for_update()
        ).scalar_one()
        session.connection.execute(text("UPDATE counters SET n = :n WHERE kind = 'X'"), {"n": n + 1})
        return n + 1

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.run_sync(bump, group=GROUP), range(64)))
    assert sorted(found) == list(range(1, 65))


def test_a_transaction_that_began_ends_even_when_nobody_waits(store):
    began, go_on = threading.Event(), threading.Event()

    def slow(session):
        began.set()
        go_on.wait(5)
        note(session)

    async def impatient():
        task = asyncio.create_task(store.run(slow, group=GROUP))
        await asyncio.to_thread(began.wait, 5)
        task.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(impatient())
    for _ in range(100):
        if store.run_sync(count, group=GROUP):
            break
        threading.Event().wait(0.02)
    assert store.run_sync(count, group=GROUP) == 1


def test_a_reader_cannot_write(store):
    with pytest.raises(Exception, match=r"(?i)readonly|read-only"):
        store.read_sync(lambda s: ids.next_id(s, "ACT"), GROUP)
    assert store.run_sync(lambda s: ids.next_id(s, "ACT"), group=GROUP) == "ACT-26-001"


def test_a_reader_sees_one_moment(store):
    store.run_sync(note, group=GROUP)

    def look(session):
        before = count(session)
        done = threading.Thread(target=store.run_sync, args=(note,), kwargs={"group": GROUP})
        done.start()
        done.join()
        return before, count(session)

    assert store.read_sync(look, GROUP) == (1, 1)
    assert store.run_sync(count, group=GROUP) == 2


def test_where_the_log_is_safe_a_reader_needs_no_copy(sqlite_store, monkeypatch):
    sqlite_store.run_sync(note, group=GROUP)
    monkeypatch.setattr(stores, "journal_mode", lambda: "wal")
    monkeypatch.setattr(sqlite_store, "copy_to", None)
    assert sqlite_store.read_sync(count, GROUP) == 1


def test_a_database_that_is_no_database_is_refused_in_words(tmp_path):
    (tmp_path / "text.db").write_text("not a database, whatever its name says")
    for url, words in (
        ("mysql://x/y", "mysql is not supported"),
        ("sqlite://", "SQLite needs a file"),
        ("nonsense", "not an address"),
        (f"sqlite:///{tmp_path}/text.db", "cannot be opened"),
        ("sqlite:////proc/no/such/folder.db", "cannot be opened"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ):
        with pytest.raises(Unusable, match=words):
            Store.open(url, clock=Clock())


def test_a_second_process_is_refused_with_the_pid_of_the_first(sqlite_store):
    program = (
        "import sys\nfrom storage.store import Store, Unusable\n"
        "try:\n    Store.open(sys.argv[1], clock=None)\n"
        "except Unusable as no:\n    sys.exit(str(no))\n"
    )
    url = f"sqlite:///{sqlite_store.path}"
    second = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "is in use by another process (pid " in second.stderr


# ---------------------------------------------------------------- SQLite when the disk is not willing


def test_a_full_disk_is_busy_and_all_that_was_acknowledged_is_there(sqlite_store):
    store = sqlite_store
    pages = store.run_sync(lambda s: s.connection.exec_driver_sql("PRAGMA page_count").scalar_one(), group="")
    store.run_sync(lambda s: s.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}").scalar_one(), group="")
    told = []

    def go_on():
        while True:
            store.run_sync(lambda s: note(s, "n" * 120), group=GROUP)
            told.append(1)

    with pytest.raises(Busy, match="full"):
        go_on()
    kept = len(told)
    assert kept > 0
    assert store.run_sync(count, group=GROUP) == kept
    store.run_sync(lambda s: s.connection.exec_driver_sql("PRAGMA max_page_count=100000").scalar_one(), group="")
    store.run_sync(note, group=GROUP)
    assert store.run_sync(count, group=GROUP) == kept + 1
    sound = store.run_sync(lambda s: s.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one(), group="")
    assert sound == "ok"


def test_a_locked_file_is_busy_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.1)
    store = make_sqlite(tmp_path, Clock())
    with closing(sqlite3.connect(tmp_path / "oversight.db", isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="locked"):
            store.run_sync(note, group=GROUP)
        intruder.execute("ROLLBACK")
    store.run_sync(note, group=GROUP)
    assert store.run_sync(count, group=GROUP) == 1
    store.close()


def test_a_file_that_may_only_be_read_is_busy(sqlite_store):
    store = sqlite_store
    store.run_sync(lambda s: None, group="")
    store.run_sync(lambda s: s.connection.exec_driver_sql("PRAGMA query_only=ON"), group="")
    with pytest.raises(Busy, match=r"readonly|read-only"):
        store.run_sync(note, group=GROUP)


def test_a_damaged_file_is_said_to_be_damaged(tmp_path):
    store = make_sqlite(tmp_path, Clock())
    for _ in range(5):
        store.run_sync(lambda s: [note(s, "n" * 120) for _ in range(100)], group=GROUP)
    store.close()
    path = Path(tmp_path) / "oversight.db"
    raw = bytearray(path.read_bytes())
    for at in range(len(raw) - 40 * 4096, len(raw), 4096):
        raw[at : at + 64] = b"\xff" * 64
    path.write_bytes(raw)
    store = Store.open(f"sqlite:///{path}", clock=Clock())
    with pytest.raises(Damaged, match="malformed"):
        store.run_sync(count, group=GROUP)
    store.close()
    path.write_bytes(raw[:100] + b"\xff" * (len(raw) - 100))
    with pytest.raises(Unusable, match="malformed; put a copy back with `restore`"):
        Store.open(f"sqlite:///{path}", clock=Clock())


def test_killed_at_any_moment_what_was_acknowledged_is_there(tmp_path):
    """A writer prints each number after its commit and is killed; every printed number is in the file."""
    program = """
import sys
from tests.stores import Clock, make_sqlite, as_member
from storage import journal
from pathlib import Path
store = make_sqlite(Path(sys.argv[1]), Clock())
n = 0
while True:
    n += 1
    store.run_sync(lambda s: journal.append(as_member(s), f"note {n}", "X"), group="sqog")
    print(n, flush=True)
"""
    for round_ in range(2):
        place = tmp_path / str(round_)
        place.mkdir()
        with subprocess.Popen([sys.executable, "-c", program, str(place)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = 0
            while told < 20 + round_ * 17:
                told = int(writer.stdout.readline())
            writer.kill()
            told = max([told, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        store = Store.open(f"sqlite:///{place}/oversight.db", clock=Clock())
        kept = {line.verb for line in store.run_sync(lambda s: history.entries(s, "X", limit=100000), group=GROUP)}
        store.close()
        assert {f"note {n}" for n in range(1, told + 1)} <= kept
        assert len(kept) <= told + 1


def test_after_close_nothing_is_taken(sqlite_store):
    sqlite_store.close()
    with pytest.raises(Busy, match="closed"):
        sqlite_store.run_sync(note, group=GROUP)


# ---------------------------------------------------------------- PostgreSQL when the server is not willing


def test_a_second_run_sees_what_the_faster_one_did(postgres_store):
    """Two add the same person at the same moment: one is told that the other was faster."""
    both = threading.Barrier(2)
    tries = []

    def add(session):
        tries.append(1)
        found = members.by_object_id(session, a_member(3).object_id)
        if len(tries) <= 2:
            both.wait(5)
        return found or members.add(as_member(session), a_member(3))

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: postgres_store.run_sync(add, group=GROUP), range(2)))
    assert found == [a_member(3), a_member(3)]
    assert len(tries) == 3


def test_a_lost_answer_to_a_commit_is_not_known(postgres_store, monkeypatch):
    real = stores._commit

    def lost(connection):
        real(connection)
        raise CommitUnknown("the answer to the commit was lost")

    monkeypatch.setattr(stores, "_commit", lost)
    with pytest.raises(CommitUnknown):
        postgres_store.run_sync(note, group=GROUP)
    monkeypatch.setattr(stores, "_commit", real)
    assert postgres_store.run_sync(count, group=GROUP) == 1


def test_a_connection_cut_at_the_commit_is_not_known_and_one_cut_before_is_busy(postgres_store):
    def cut(session):
        note(session)
        own = session.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        url = postgres_store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (own,))

    def cut_and_go_on(session):
        cut(session)
        session.connection.execute(text("SELECT 1"))

    with pytest.raises(Busy):
        postgres_store.run_sync(cut_and_go_on, group=GROUP)
    assert postgres_store.run_sync(count, group=GROUP) == 0

    engine, cuts = postgres_store.engine, []

    def at_commit(connection):
        if not cuts:
            cuts.append(1)
            own = connection.connection.driver_connection.info.backend_pid
            url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(url) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (own,))

    event.listen(engine, "commit", at_commit)
    with pytest.raises(CommitUnknown):
        postgres_store.run_sync(note, group=GROUP)
    event.remove(engine, "commit", at_commit)
    assert postgres_store.run_sync(count, group=GROUP) == 0


def test_a_refused_commit_is_its_own_error(postgres_store):
    def deferred(session):
        session.connection.execute(text("CREATE TABLE d (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
        session.connection.execute(text("INSERT INTO d VALUES (1), (1)"))

    with pytest.raises(sqlalchemy_errors.IntegrityError):
        postgres_store.run_sync(deferred, group=GROUP)


def test_a_row_held_by_another_is_busy_not_for_ever(postgres_store):
    def hold_on(session):
        session.connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        session.connection.execute(text("LOCK TABLE counters IN ACCESS EXCLUSIVE MODE"))

    url = postgres_store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE counters IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Busy, match="lock timeout"):
            postgres_store.run_sync(hold_on, group=GROUP)


def test_a_server_that_may_lose_what_it_took_is_refused(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        name = admin.info.dbname
        admin.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    with pytest.raises(Unusable, match="synchronous_commit=off; it must be on"):
        Store.open(postgres_url, clock=Clock())


def test_a_postgres_store_is_not_copied_as_a_file(postgres_store, tmp_path):
    with pytest.raises(Unusable, match="own tools"):
        postgres_store.copy_to(tmp_path / "copy.db")


def test_what_is_tried_out_is_thrown_away(store):
    def tries(session):
        note(session)
        first = ids.next_id(session, "ACT")
        return first, ids.next_id(session, "ACT"), count_ids(session)

    first, second, seen = asyncio.run(store.tried(tries, group=GROUP))
    assert first != second
    assert seen == 1, "within it, what was written is seen"
    assert store.run_sync(count_ids, group=GROUP) == 0
    assert store.run_sync(count, group=GROUP) == 0


def count_ids(session):
    return len(session.connection.execute(select(counters)).all())


def test_what_fails_while_it_is_tried_out_is_told(store):
    def fails(session):
        ids.next_id(session, "ACT")
        session.connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(sqlalchemy_errors.DBAPIError):
        asyncio.run(store.tried(fails, group=GROUP))
    assert store.run_sync(count_ids, group=GROUP) == 0
