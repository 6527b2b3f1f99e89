"""What the journal knows of a record: who changed it when, and as it stood on any day."""

from dataclasses import replace
from datetime import timedelta

from storage import history, members, records
from storage.tables import members as table
from tests.stores import GROUP, a_member, as_member

RUTH = a_member(5, name="Ruth Okafor")
SUBJECT = f"members/{a_member(2).object_id}"


def do(store, work, group=GROUP):
    return store.run_sync(work, group=group)


def two_versions(store, clock):
    do(store, lambda s: members.add(as_member(s, RUTH), RUTH))
    first = do(store, lambda s: members.add(as_member(s, RUTH), a_member(2, name="Before")))
    clock.move(days=1)
    second = do(store, lambda s: members.change(as_member(s, RUTH), replace(first, name="After"), "rename"))
    return first, second


def test_a_record_as_it_stood(store, clock):
    start = clock.now
    first, second = two_versions(store, clock)

    def on(moment):
        kept = do(store, lambda s: history.as_it_stood(s, SUBJECT, moment))
        return kept and records.revive(table, type(first), kept.body)

    assert on(start - timedelta(seconds=1)) is None
    assert on(start) == on(clock.now - timedelta(seconds=1)) == first
    assert on(clock.now) == second
    assert do(store, lambda s: history.as_it_stood(s, SUBJECT, clock.now), "other") is None


def test_a_version_and_its_hash(store, clock):
    two_versions(store, clock)
    second = do(store, lambda s: history.version(s, SUBJECT, 2))
    assert (second.version, second.actor, second.at) == (2, RUTH.object_id, clock.now)
    assert do(store, lambda s: history.hash_of(s, SUBJECT, 2)) == second.hash
    assert do(store, lambda s: history.version(s, SUBJECT, 3)) is None
    assert do(store, lambda s: history.hash_of(s, SUBJECT, 3)) == ""
    line = do(store, lambda s: history.last(s, SUBJECT))
    assert (line.verb, line.after_hash) == ("rename", second.hash)
    assert line.before_hash == do(store, lambda s: history.hash_of(s, SUBJECT, 1))


def test_what_was_written_in_this_transaction_is_known_in_it(store):
    def work(session):
        kept = members.add(as_member(session, RUTH), a_member(2))
        hash_ = history.hash_of(session, SUBJECT, 1)
        return kept, hash_, history.version(session, SUBJECT, 1)

    _, hash_, version = do(store, work)
    assert version.hash == hash_ != ""


def test_lines_by_actor_and_since(store, clock):
    start = clock.now
    two_versions(store, clock)
    verbs = [e.verb for e in do(store, lambda s: history.by_actor(s, RUTH.object_id))]
    assert verbs == ["rename", "add person", "add person"]
    assert len(do(store, lambda s: history.by_actor(s, RUTH.object_id, limit=1))) == 1
    assert do(store, lambda s: history.by_actor(s, "nobody")) == []
    assert [e.verb for e in do(store, lambda s: history.since(s, start))] == ["rename"]
    before = start - timedelta(seconds=1)
    assert [e.seq for e in do(store, lambda s: history.since(s, before, until=start))] == [1, 2]
    assert do(store, lambda s: history.since(s, before), "other") == []
    assert do(store, lambda s: history.last(s, "unknown")) is None


def test_actors_in_words(store, clock):
    two_versions(store, clock)
    assert do(store, lambda s: history.name_of(s, RUTH.object_id)) == "Ruth Okafor"
    assert do(store, lambda s: history.name_of(s, "system:tick")) == "Oversight"
    assert do(store, lambda s: history.name_of(s, RUTH.object_id), "other") == "somebody"
