"""The drill: copy, lose, put back; nothing is sent twice, nothing is lost in silence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from storage import history, journal, marks, migrate, outbox, proof, restore
from storage.backup import backup
from storage.engine import Damaged, Unusable
from storage.outbox import State
from storage.reminders import occurrences, planned
from storage.store import Store
from tests.stores import GROUP, START, Clock, as_member

LATER = START + timedelta(hours=3)


@dataclass
class Card:
    content: dict = field(default_factory=dict)
    twin: str = ""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/live.db"


@pytest.fixture
def copy(url, tmp_path):
    """A store with a message in each state, copied; then the bot goes on for three hours and sends one."""
    migrate.migrate(url)
    clock = Clock()
    store = Store.open(url, clock=clock)
    fill(store, clock)
    made = backup(store, tmp_path / "copy.db", now=START).path
    store.run_sync(lambda s: journal.append(as_member(s), "after the copy", "X"), group=GROUP)
    store.close()
    return made


def fill(store, clock):
    def work(session):
        journal.append(as_member(session), "before the copy", "X")
        for key in ("sent", "sending", "claimed"):
            outbox.enqueue(session, kind="reminder", key=key, card=Card(), to_person="p")
        for entry in outbox.claim(session, now=clock.now):
            if entry.key != "claimed":
                outbox.mark_sending(session, entry, now=clock.now)
            if entry.key == "sent":
                outbox.mark_sent(session, entry, "1", now=clock.now)
        outbox.enqueue(session, kind="reminder", key="due", card=Card(), to_person="p")
        later = {"not_before": clock.now + timedelta(days=1)}
        outbox.enqueue(session, kind="reminder", key="tomorrow", card=Card(), to_person="p", **later)
        session.connection.execute(insert(planned).values(group=GROUP, reminder="actions", until=clock.now))
        session.connection.execute(
            insert(planned).values(group=GROUP, reminder="risks", until=LATER + timedelta(days=1))
        )
        for key, until in (("old", clock.now), ("new", LATER + timedelta(days=1))):
            plain = {int: 0, bool: False}
            row: dict[str, Any] = {c.name: plain.get(c.type.python_type, "") for c in occurrences.columns}
            row |= {"group": GROUP, "key": key, "state": "waits", "until": until}
            row |= {"day": clock.now.date(), "decided_at": clock.now}
            session.connection.execute(insert(occurrences).values(row))

    store.run_sync(work, group=GROUP)


def states(session):
    return {e.key: e.state for e in outbox.listed(session, *State)}


def look(url, work) -> Any:
    store = Store.open(url, clock=Clock(LATER))
    try:
        return store.run_sync(work, group=GROUP)
    finally:
        store.close()


HELD = {
    "sent": State.SENT,
    "sending": State.UNCERTAIN,
    "claimed": State.UNCERTAIN,
    "due": State.UNCERTAIN,
    "tomorrow": State.PENDING,
}


def test_what_may_have_been_sent_since_is_held_and_the_journal_says_so(url, copy, tmp_path):
    done = restore.restore(copy, url, now=LATER)
    assert (done.copied_at, done.in_doubt) == (START, 3)
    assert "7 December 2026, 09:30 UTC" in str(done)
    assert look(url, states) == HELD
    assert look(url, outbox.claim) == []
    (entry,) = look(url, lambda s: [e for e in outbox.listed(s, State.UNCERTAIN) if e.key == "due"])
    assert entry.last_error == "restored from the copy of 7 December 2026, 09:30 UTC"
    line = look(url, lambda s: history.last(s, restore.SUBJECT))
    assert (line.actor, line.verb, line.at) == ("system:restore", entry.last_error, LATER)
    assert look(url, lambda s: marks.last(s, marks.RESTORED)).at == LATER
    assert look(url, lambda s: [e.verb for e in history.entries(s, "X")]) == ["before the copy"]
    assert look(url, lambda s: proof.faults(s.connection)) == ()


def test_reminders_that_fell_due_since_are_left_to_their_next_rung(url, copy):
    restore.restore(copy, url, now=LATER)

    def plans(session):
        until = session.connection.execute(select(planned.c.reminder, planned.c.until))
        waits = session.connection.execute(select(occurrences.c.key, occurrences.c.state))
        return {row[0]: row[1] for row in until}, {row[0]: row[1] for row in waits}

    until, waits = look(url, plans)
    assert until == {"actions": LATER, "risks": LATER + timedelta(days=1)}
    assert waits == {"old": "dropped", "new": "waits"}


def test_the_file_that_was_there_is_kept_with_what_belongs_to_it(url, copy, tmp_path):
    (tmp_path / "live.db-journal").write_bytes(b"")
    done = restore.restore(copy, url, now=LATER)
    assert done.replaced == tmp_path / "live.db.replaced"
    assert "kept as" in str(done)
    assert look(f"sqlite:///{done.replaced}", lambda s: history.last(s, "X")).verb == "after the copy"
    assert not (tmp_path / "live.db-journal").exists()
    assert [p.name for p in tmp_path.iterdir() if "restoring" in p.name or "part" in p.name] == []


def test_onto_an_empty_place(copy, tmp_path):
    url = f"sqlite:///{tmp_path}/elsewhere/new.db"
    done = restore.restore(copy, url, now=LATER)
    assert done.replaced is None
    assert "kept" not in str(done)
    assert look(url, states) == HELD


def test_a_copy_without_its_time_goes_by_the_file(url, copy):
    with closing(sqlite3.connect(copy)) as file:
        file.execute("DELETE FROM marks")
        file.commit()
    os.utime(copy, (START.timestamp() + 60, START.timestamp() + 60))
    assert restore.restore(copy, url, now=LATER).copied_at == START + timedelta(minutes=1)


def test_not_while_a_bot_runs_on_it(url, copy):
    store = Store.open(url, clock=Clock())
    with pytest.raises(Unusable, match="in use by another process"):
        restore.restore(copy, url, now=LATER)
    store.close()
    assert look(url, lambda s: history.last(s, "X")).verb == "after the copy"


def test_a_copy_that_is_not_sound_leaves_the_store_alone(url, copy, tmp_path):
    with closing(sqlite3.connect(copy)) as file:
        file.execute("DROP TRIGGER journal_no_update")
        file.execute("UPDATE journal SET verb = 'forged' WHERE seq = 1")
        file.commit()
    with pytest.raises(Damaged, match="line 1 of the journal was changed"):
        restore.restore(copy, url, now=LATER)
    with pytest.raises(Unusable, match="there is no copy"):
        restore.restore(tmp_path / "none.db", url, now=LATER)
    (tmp_path / "text.db").write_text("not a database, whatever its name says")
    with pytest.raises((Damaged, Unusable), match="not a database"):
        restore.restore(tmp_path / "text.db", url, now=LATER)
    assert look(url, lambda s: history.last(s, "X")).verb == "after the copy"


def test_a_copy_of_a_newer_version_is_refused(url, copy):
    with closing(sqlite3.connect(copy)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    with pytest.raises(Unusable, match="does not know"):
        restore.restore(copy, url, now=LATER)
    assert look(url, lambda s: history.last(s, "X")).verb == "after the copy"


def test_killed_on_the_way_there_is_the_old_file(url, copy):
    program = """
import os, sys
from datetime import datetime
from pathlib import Path
from storage import restore
restore.settle = lambda part, target: os._exit(9)
restore.restore(Path(sys.argv[1]), sys.argv[2], now=datetime.fromisoformat(sys.argv[3]))
"""
    killed = subprocess.run(
        [sys.executable, "-c", program, str(copy), url, LATER.isoformat()], capture_output=True, check=False
    )
    assert killed.returncode == 9, killed.stderr.decode()
    assert look(url, lambda s: history.last(s, "X")).verb == "after the copy"
    assert restore.restore(copy, url, now=LATER).in_doubt == 3


def test_postgres_is_restored_with_its_own_tools_and_then_held(postgres_store, postgres_url, copy):
    with pytest.raises(Unusable, match="own tools"):
        restore.restore(copy, postgres_url, now=LATER)
    clock = postgres_store.clock
    fill(postgres_store, clock)
    clock.now = LATER
    assert restore.hold_in(postgres_store, START) == 3
    assert postgres_store.run_sync(states, group=GROUP) == HELD
    postgres_store.run_sync(lambda s: s.connection.execute(text("SELECT 1")), group="")
