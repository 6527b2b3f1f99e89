"""Copies that can be trusted: made while the bot writes, proven, and put in place whole or not at all."""

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from storage import backup, history, journal, marks, migrate
from storage.engine import Damaged, Unusable
from storage.store import Store
from tests.stores import GROUP, START, Clock, as_member


def note(store, words="note"):
    store.run_sync(lambda s: journal.append(as_member(s), words, "X"), group=GROUP)


def notes(url):
    store = Store.open(url, clock=Clock())
    try:
        return [e.verb for e in store.run_sync(lambda s: history.entries(s, "X", limit=10000), group=GROUP)]
    finally:
        store.close()


@pytest.fixture
def live(tmp_path):
    url = f"sqlite:///{tmp_path}/live.db"
    migrate.migrate(url)
    store = Store.open(url, clock=Clock())
    for number in range(20):
        note(store, f"note {number}")
    yield store
    store.close()


def test_a_copy_of_an_open_store_is_whole_and_says_when_it_was_made(live, tmp_path):
    made = backup.backup(live, tmp_path / "copies" / "a.db", now=START)
    assert (made.path, made.lines) == (tmp_path / "copies" / "a.db", 20)
    assert "a verified copy" in str(made)
    assert [p.name for p in made.path.parent.iterdir()] == ["a.db"]
    assert migrate.check(f"sqlite:///{made.path}") == migrate.head()
    assert len(notes(f"sqlite:///{made.path}")) == 20
    assert live.run_sync(lambda s: marks.last(s, marks.BACKUP), group="") == marks.Mark(START, "a.db")


def test_another_process_copies_by_address_or_file_while_the_bot_runs(live, tmp_path):
    target = tmp_path / "copy.db"
    assert backup.backup(f"sqlite:///{live.path}", target).lines == 20
    note(live)
    assert backup.backup(live.path, target).lines == 21
    assert len(notes(f"sqlite:///{target}")) == 21


def test_a_copy_made_while_others_write_has_all_that_was_told_before(live, tmp_path):
    stop, told = threading.Event(), []

    def write():
        while not stop.is_set():
            note(live, f"more {len(told)}")
            told.append(f"more {len(told)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            before = len(told)
            made = backup.backup(live, tmp_path / f"{number}.db")
            assert {f"more {n}" for n in range(before)} <= set(notes(f"sqlite:///{made.path}"))
    finally:
        stop.set()
        writer.join()


def test_a_copy_that_is_not_sound_never_gets_its_name(live, tmp_path):
    target = tmp_path / "a.db"
    backup.backup(live, target)
    before = target.read_bytes()

    def forge(session):
        session.connection.execute(text("DROP TRIGGER journal_no_update"))
        session.connection.execute(text("UPDATE journal SET verb = 'forged' WHERE seq = 7"))

    live.run_sync(forge, group="")
    with pytest.raises(Damaged, match="line 7 of the journal was changed"):
        backup.backup(live, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*part"))


def test_what_is_no_store_is_not_copied(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    (tmp_path / "text.db").write_text("not a database, whatever its name says")
    with pytest.raises(Damaged, match="no journal in it"):
        backup.backup(tmp_path / "other.db", tmp_path / "copy.db")
    with pytest.raises((Damaged, Unusable), match="not a database"):
        backup.backup(tmp_path / "text.db", tmp_path / "copy.db")
    with pytest.raises(Damaged, match="not a database"):
        backup.verify(tmp_path / "text.db")
    with pytest.raises(Unusable, match="there is no database"):
        backup.backup(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_place_that_takes_no_files_is_one_line(live):
    with pytest.raises(Unusable, match="was not copied"):
        backup.backup(live, live.path / "below" / "a.db")


def test_a_store_that_is_busy_is_copied_all_the_same(live, tmp_path, monkeypatch):
    """Only the note that it was copied is left out."""
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(live.path, isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        assert backup.backup(live.path, tmp_path / "a.db").lines == 20
        intruder.execute("ROLLBACK")
    assert live.run_sync(lambda s: marks.last(s, marks.BACKUP), group="") is None


def test_postgres_has_its_own_tools(postgres_store, postgres_url, tmp_path):
    for source in (postgres_store, postgres_url):
        with pytest.raises(Unusable, match="its own tools"):
            backup.backup(source, tmp_path / "a.db")
