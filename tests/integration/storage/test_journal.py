"""The journal's lines: who did what when, in order, each hanging on the one before."""

import hashlib
import threading

import pytest
from sqlalchemy import text

from storage import history, journal, proof
from storage.session import Anonymous
from storage.tables import canonical
from tests.stores import GROUP, a_member, as_member


def note(store, verb, subject="X", group=GROUP, **more):
    store.run_sync(lambda s: journal.append(as_member(s), verb, subject, **more), group=group)


def test_nobody_writes_without_a_name(store):
    with pytest.raises(Anonymous):
        store.run_sync(lambda s: journal.append(s, "note", "X"), group=GROUP)


def test_a_line_says_who_what_when_and_in_which_turn(store, clock):
    def work(session):
        session.turn_id = "1700000000000"
        session.acting(a_member(4))
        journal.append(session, "save", "ACT-26-001", before="b", after="a")
        session.as_system("reminders")
        journal.append(session, "remind", "ACT-26-001")

    store.run_sync(work, group=GROUP)
    late, early = store.run_sync(lambda s: history.entries(s, "ACT-26-001"), group=GROUP)
    assert (early.seq, early.at, early.actor, early.verb) == (1, clock.now, a_member(4).object_id, "save")
    assert (early.turn_id, early.before_hash, early.after_hash) == ("1700000000000", "b", "a")
    assert (late.seq, late.actor, late.verb) == (2, "system:reminders", "remind")


def test_the_chain_can_be_followed_by_anybody(store):
    """The formula as the documents give it, not the program's own function."""
    for number in range(3):
        note(store, f"note {number}")
    sql = text("SELECT * FROM journal ORDER BY seq")
    rows = store.run_sync(lambda s: s.connection.execute(sql).mappings().all(), group="")
    prev = ""
    for row in rows:
        at = row["at"] if isinstance(row["at"], str) else row["at"].isoformat(timespec="microseconds")
        names = ("actor", "verb", "subject", "turn_id", "before_hash", "after_hash")
        body = canonical([row["group"], row["seq"], at, *(row[n] for n in names)])
        assert row["prev"] == prev
        assert row["h"] == hashlib.sha256((prev + body).encode()).hexdigest()
        prev = row["h"]


def test_each_group_has_a_chain_of_its_own(store):
    note(store, "one")
    note(store, "two", group="other")
    note(store, "three")
    assert store.run_sync(lambda s: proof.groups_of(s.connection), group="") == ("other", GROUP)
    assert store.run_sync(lambda s: proof.head(s.connection, GROUP).seq, group="") == 2
    assert store.run_sync(lambda s: proof.head(s.connection, "other").seq, group="") == 1
    assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()


def test_writers_side_by_side_keep_one_chain(store):
    threads = [threading.Thread(target=lambda n=n: [note(store, f"{n}/{m}") for m in range(8)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.run_sync(lambda s: proof.head(s.connection, GROUP).seq, group="") == 32
    assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()


def test_a_work_that_failed_leaves_no_gap(store):
    def fails(session):
        journal.append(as_member(session), "never", "X")
        history.entries(session, "X")  # written already, in this transaction
        raise KeyError

    for number in range(3):
        note(store, f"note {number}")
        with pytest.raises(KeyError):
            store.run_sync(fails, group=GROUP)
    assert store.run_sync(lambda s: [e.seq for e in history.entries(s, "X")], group=GROUP) == [3, 2, 1]
    assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()
