"""The journal takes new lines at its end and nothing else, whatever SQL is tried."""

import pytest
from sqlalchemy import exc as sqlalchemy_errors
from sqlalchemy import text

from storage import guards, history, journal, proof
from tests.stores import GROUP, as_member

COLUMNS = '(seq, at, actor, verb, subject, turn_id, before_hash, after_hash, prev, h, "group")'


def filled(store):
    def work(session):
        as_member(session)
        for number in (1, 2, 3):
            journal.append(session, f"note {number}", "X")

    store.run_sync(work, group=GROUP)
    return store


@pytest.fixture
def kept(store):
    return filled(store)


def refused(store, sql, **values):
    """The statement is refused by the database, and the journal is as it was."""
    with pytest.raises((sqlalchemy_errors.DBAPIError,), match=r"append-only|goes on from its last line"):
        store.run_sync(lambda s: s.connection.execute(text(sql), values), group=GROUP)
    verbs = store.run_sync(lambda s: [e.verb for e in history.entries(s, "X")], group=GROUP)
    assert verbs == ["note 3", "note 2", "note 1"]


def head(store):
    """The hash that the next line must name."""
    return store.run_sync(lambda s: proof.head(s.connection, GROUP).h, group=GROUP)


def forged(seq, group=GROUP, way="INSERT"):
    values = f"VALUES ({seq}, '2026-01-01', 'somebody', 'forge', 'X', '', '', '', :prev, 'h{seq}', '{group}')"
    return f"{way} INTO journal {COLUMNS} {values}"


def test_no_line_is_changed_or_taken_away(kept):
    again = "INSERT INTO journal SELECT * FROM journal WHERE seq = 2"
    for sql in (
        "UPDATE journal SET verb = 'forged' WHERE seq = 2",
        "UPDATE journal SET verb = verb",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        again,
        again + " ON CONFLICT (\"group\", seq) DO UPDATE SET verb = 'forged'",
    ):
        refused(kept, sql)


def test_a_line_has_the_next_number_and_hangs_on_the_last_one(kept):
    for seq in (0, 2, 3, 5, -1):
        refused(kept, forged(seq), prev=head(kept))
    for prev in ("", "f" * 64):
        refused(kept, forged(4), prev=prev)
    refused(kept, forged(1, "new"), prev="f" * 64)
    refused(kept, forged(2, "new"), prev="")


def test_replace_does_not_slip_past_the_triggers(sqlite_store):
    store = filled(sqlite_store)
    for way in ("REPLACE", "INSERT OR REPLACE"):
        for seq in (2, 3):
            refused(store, forged(seq, way=way), prev=head(store))
    refused(store, "UPDATE OR REPLACE journal SET seq = 2 WHERE seq = 3")


def test_truncate_does_not_either(postgres_store):
    filled(postgres_store)
    refused(postgres_store, "TRUNCATE journal")
    refused(postgres_store, "SET LOCAL session_replication_role = replica; DELETE FROM journal")


def test_guards_that_are_missing_altered_or_switched_off_are_named(store):
    def look(session):
        return guards.missing(session.connection)

    assert store.run_sync(look, group="") == ()
    if store.path:
        name = "journal_no_update"
        broken = [f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} AFTER DELETE ON journal BEGIN SELECT 1; END"]
    else:
        broken = ["ALTER TABLE journal DISABLE TRIGGER journal_no_change"]
        name = "journal_no_change"
    for sql in broken:
        store.run_sync(lambda s, sql=sql: s.connection.execute(text(sql)), group="")
        assert store.run_sync(look, group="") == (name,)
    store.run_sync(lambda s: guards.stand(s.connection), group="")
    assert store.run_sync(look, group="") == ()
