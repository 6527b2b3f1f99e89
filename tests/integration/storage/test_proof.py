"""Tampering by somebody who owns the database: each way leaves a trace that `faults` names."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from storage import guards, journal, members, proof
from storage.tables import versions
from tests.stores import GROUP, a_member, as_member

RUTH = a_member(5, name="Ruth Okafor")


@pytest.fixture
def kept(store):
    def work(session):
        as_member(session, RUTH)
        members.add(session, RUTH)
        priya = members.add(session, a_member(2, name="Priya Nair"))
        members.change(session, replace(priya, name="Priya N"), "rename")

    store.run_sync(work, group=GROUP)
    assert faults(store) == ()
    return store


def faults(store, **more):
    return store.run_sync(lambda s: proof.faults(s.connection, **more), group="")


def change(session, sql):
    """As the owner of the database: without triggers, which are put back afterwards so that nothing shows."""
    for name in guards.POSTGRES if session.postgres else guards.SQLITE:
        session.connection.execute(text(f"DROP TRIGGER {name}" + (" ON journal" if session.postgres else "")))
    session.connection.execute(text(sql))
    guards.stand(session.connection)


def tamper(store, sql):
    store.run_sync(lambda s: change(s, sql), group="")


class Found(Exception):
    pass


def tampered(store, sql):
    """What would be found after a change that is undone again."""

    def work(session):
        change(session, sql)
        raise Found(*proof.faults(session.connection))

    with pytest.raises(Found) as found:
        store.run_sync(work, group="")
    return found.value.args


PRIYA_SUBJECT, RUTH_SUBJECT = f"members/{a_member(2).object_id}", f"members/{RUTH.object_id}"
WAYS = {
    "UPDATE journal SET verb = 'nothing happened' WHERE seq = 2": "line 2 of the journal was changed",
    "UPDATE journal SET actor = 'somebody else' WHERE seq = 3": "line 3 of the journal was changed",
    "UPDATE journal SET h = prev WHERE seq = 1": "line 1 of the journal was changed",
    "UPDATE journal SET prev = h WHERE seq = 2": "line 2 of the journal was changed",
    "DELETE FROM journal WHERE seq = 2": "the journal lacks line 2",
    "DELETE FROM journal WHERE seq = 1": "the journal lacks line 1",
    "UPDATE versions SET body = replace(body, 'Ruth', 'Rita')": f"version 1 of {RUTH_SUBJECT} was changed",
    "UPDATE versions SET hash = 'x' WHERE version = 2": f"version 2 of {PRIYA_SUBJECT} was changed",
    "DELETE FROM versions WHERE version = 2": f"a version of {PRIYA_SUBJECT} is missing",
    "UPDATE members SET name = 'Rita' WHERE name LIKE 'Ruth%'": f"{RUTH_SUBJECT} was changed past the journal",
    "UPDATE members SET version = 7 WHERE version = 1": f"{RUTH_SUBJECT} was changed past the journal",
}


def test_each_way_to_tamper_is_named(kept):
    for sql, fault in WAYS.items():
        assert f"{GROUP}: {fault}" in tampered(kept, sql)
    assert faults(kept) == ()


def test_a_tail_that_was_cut_shows_against_a_published_head(kept):
    """Without the anchor nobody can know; that is why heads are published."""
    published = kept.run_sync(lambda s: proof.head(s.connection, GROUP), group="")
    tamper(kept, "DELETE FROM journal WHERE seq = 3")
    tamper(kept, "DELETE FROM versions WHERE version = 2")
    tamper(kept, "UPDATE members SET name = 'Priya Nair', version = 1 WHERE version = 2")
    assert faults(kept) == ()
    assert faults(kept, anchors=(published,)) == (f"{GROUP}: line 3 of the journal is not the one that was published",)


def test_a_head_from_before_is_still_in_the_chain(kept):
    published = kept.run_sync(lambda s: proof.head(s.connection, GROUP), group="")
    kept.run_sync(lambda s: members.add(as_member(s, RUTH), a_member(7)), group=GROUP)
    empty = kept.run_sync(lambda s: proof.head(s.connection, "other"), group="")
    assert (empty.seq, empty.h) == (0, "")
    assert faults(kept, anchors=(published, empty)) == ()


def test_columns_of_a_later_schema_are_no_tampering_but_other_values_are(kept):
    """A migration adds a column; the versions written before do not know it."""

    def look(session):
        for row in session.connection.execute(select(versions)).all():
            body = row.body.replace('"active":true,', "")
            mine = (versions.c.subject == row.subject) & (versions.c.version == row.version)
            fresh = {"body": body, "hash": journal.digest(body)}
            session.connection.execute(update(versions).where(mine).values(fresh))
        before = list(proof.records(session.connection, GROUP))
        session.connection.execute(text("UPDATE members SET name = 'Rita' WHERE name LIKE 'Ruth%'"))
        raise Found(before, list(proof.records(session.connection, GROUP)))

    with pytest.raises(Found) as found:
        kept.run_sync(look, group="")
    assert found.value.args == ([], [f"{RUTH_SUBJECT} was changed past the journal"])


def test_many_faults_are_cut_short(kept):
    kept.run_sync(lambda s: [members.add(as_member(s, RUTH), a_member(n)) for n in range(20, 60)], group=GROUP)
    tamper(kept, "UPDATE members SET name = 'X'")
    assert len(faults(kept)) == proof.MOST_FAULTS


def test_the_file_itself(kept):
    assert kept.run_sync(lambda s: proof.file_faults(s.connection), group="") == ()
    assert kept.run_sync(lambda s: proof.file_faults(s.connection, quick=True), group="") == ()


def test_rows_that_belong_to_nothing_are_found(sqlite_store):
    def work(session):
        session.connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        session.connection.execute(
            text("CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
        )
        session.connection.execute(text("INSERT INTO child VALUES (1)"))
        found = proof.file_faults(session.connection)
        session.connection.execute(text("DELETE FROM child"))
        return found

    assert sqlite_store.run_sync(work, group="") == ("a row of child belongs to nothing",)
