"""What `check` says at length and the readiness door at a glance."""

import sqlite3
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import checks, journal, marks, migrate, outbox, proof
from storage.engine import Unusable
from storage.store import Store
from tests.stores import GROUP, START, Clock, as_member


@dataclass
class Card:
    content: dict = field(default_factory=dict)
    twin: str = ""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    found = f"sqlite:///{tmp_path}/a.db" if request.param == "sqlite" else request.getfixturevalue("empty_postgres_url")
    migrate.migrate(found)
    return found


@pytest.fixture
def running(url, clock):
    store = Store.open(url, clock=clock)
    store.run_sync(lambda s: journal.append(as_member(s), "note", "X"), group=GROUP)
    yield store
    store.close()


def put(store, mark, **more):
    store.run_sync(lambda s: marks.put(s, mark, **more), group="")


def due(store, key="r"):
    store.run_sync(lambda s: outbox.enqueue(s, kind="reminder", key=key, card=Card(), to_person="p"), group=GROUP)


def ready(store):
    return store.run_sync(checks.ready, group="")


def test_a_bot_that_just_started_is_ready(running):
    assert ready(running) == (
        True,
        {
            "schema": migrate.head(),
            "tick_age_seconds": None,
            "backup_age_seconds": None,
            "outbox_age_seconds": 0.0,
        },
    )


def test_a_tick_that_stays_away_is_not_ready(running, clock):
    put(running, marks.TICK)
    put(running, marks.BACKUP)
    clock.move(seconds=119)
    assert ready(running)[0]
    clock.move(seconds=2)
    fine, facts = ready(running)
    assert not fine
    assert (facts["tick_age_seconds"], facts["backup_age_seconds"]) == (121.0, 121.0)


def test_a_message_that_waits_too_long_is_not_ready(running, clock):
    due(running)
    clock.move(minutes=5)
    assert ready(running)[0]
    clock.move(seconds=1)
    fine, facts = ready(running)
    assert (fine, facts["outbox_age_seconds"]) == (False, 301.0)


def test_a_journal_without_its_guards_is_not_ready(running):
    on = " ON journal" if running.path is None else ""
    running.run_sync(lambda s: s.connection.execute(text(f"DROP TRIGGER journal_chain{on}")), group="")
    fine, facts = ready(running)
    assert not fine
    assert "journal_chain" in facts["schema"]


def test_the_report_of_a_store_in_use(running, url, clock):
    found = checks.report(url, clock.now)
    assert found.faults == ()
    assert found.notes[0] == f"database: schema {migrate.head()}, the journal is guarded"
    assert found.notes[1].startswith(f"{GROUP}: 1 journal lines, the last one ")
    assert ("no copy was made within a day: run `backup`" in found.notes) == (running.path is not None)


def test_the_report_says_what_went_by_the_clock(running, url, clock):
    put(running, marks.TICK)
    put(running, marks.BACKUP, words="monday.db")
    notes = checks.report(url, START).notes
    assert "last copy: 7 December 2026, 09:30 UTC, monday.db" in notes
    assert "last tick: 7 December 2026, 09:30 UTC" in notes
    assert "no copy was made within a day: run `backup`" not in notes
    later = checks.report(url, START + timedelta(hours=27)).notes
    assert ("no copy was made within a day: run `backup`" in later) == (running.path is not None)


def test_the_report_counts_what_is_in_doubt_and_names_what_waits(running, url, clock):
    for key in ("a", "b", "waits"):
        due(running, key)

    def doubt(session):
        for entry in outbox.claim(session, limit=2, now=session.now):
            outbox.mark_sending(session, entry, now=session.now)
            outbox.mark_uncertain(session, entry, "500")

    running.run_sync(doubt, group="")
    found = checks.report(url, START + timedelta(minutes=6))
    assert "2 messages uncertain" in found.notes
    assert found.faults == ("a message has been due since 7 December 2026, 09:30 UTC; is the bot running?",)


def test_the_report_finds_tampering(running, url, clock):
    def forge(session):
        on = " ON journal" if session.postgres else ""
        name = "journal_no_change" if session.postgres else "journal_no_update"
        session.connection.execute(text(f"DROP TRIGGER {name}{on}"))
        session.connection.execute(text("UPDATE journal SET verb = 'forged'"))

    running.run_sync(forge, group="")
    with pytest.raises(Unusable, match="not guarded"):
        checks.report(url, clock.now)
    migrate.migrate(running)
    assert checks.report(url, clock.now).faults == (f"{GROUP}: line 1 of the journal was changed",)


def test_a_server_that_may_lose_what_it_took_is_a_fault(empty_postgres_url):
    migrate.migrate(empty_postgres_url)
    with psycopg.connect(empty_postgres_url, autocommit=True) as admin:
        name = sql.Identifier(admin.info.dbname)
        admin.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name))
    faults = checks.report(empty_postgres_url, START).faults
    assert faults == ("PostgreSQL runs with synchronous_commit=off; it must be on",)


def test_a_file_that_cannot_be_read_is_one_line(url, monkeypatch):
    def breaks(_connection):
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(proof, "file_faults", breaks)
    with pytest.raises(Unusable, match="cannot be read: disk I/O error"):
        checks.report(url, START)


def test_what_cannot_be_looked_at_is_one_line(tmp_path):
    with pytest.raises(Unusable, match="there is no database"):
        checks.report(f"sqlite:///{tmp_path}/none.db", Clock().now)
