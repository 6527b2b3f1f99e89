"""No query of a turn or of a tick reads a whole table: each goes by an index, on both databases.

A scan costs nothing in a test and everything after a year, so plans are asked for, not times. What the core's functions
say is recorded while they run, and each statement is explained in its own words.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import conversations, history, inbox, marks, members, outbox, proof
from storage.conversations import Conversation, Kind
from storage.outbox import State
from tests.plans import heard, scanned
from tests.stores import GROUP, a_member, as_member

PRIYA = a_member(2)
SUBJECT = f"members/{PRIYA.object_id}"


@dataclass
class Card:
    content: dict = field(default_factory=dict)
    twin: str = ""


def entry(session):
    outbox.enqueue(session, kind="reminder", key="k", card=Card(), to_person=PRIYA.object_id, subject="S")
    return outbox.claim(session, now=session.now)[0]


def through(session, *marks_):
    found = entry(session)
    for mark in marks_:
        mark(session, found)


QUERIES = {
    "by_object_id": lambda s: members.by_object_id(s, PRIYA.object_id),
    "everybody": members.everybody,
    "coordinators": members.coordinators,
    "name_of": lambda s: members.name_of(s, PRIYA.object_id),
    "change": lambda s: members.change(as_member(s), members.add(as_member(s), PRIYA), "x"),
    "enqueue_claim": entry,
    "mark_sending": lambda s: through(s, lambda s, e: outbox.mark_sending(s, e, now=s.now)),
    "mark_sent": lambda s: through(s, lambda s, e: outbox.mark_sent(s, e, "1", now=s.now)),
    "mark_retry": lambda s: through(s, lambda s, e: outbox.mark_retry(s, e, not_before=s.now, error="")),
    "mark_dead": lambda s: through(s, lambda s, e: outbox.mark_dead(s, e, "")),
    "cancel": lambda s: through(s, lambda s, e: outbox.cancel(s, e, "")),
    "cancel_for": lambda s: outbox.cancel_for(s, "S", "closed"),
    "reap": lambda s: outbox.reap(s, now=s.now),
    "settle": lambda s: outbox.settle(s, 1, arrived=True, reason=""),
    "find": lambda s: outbox.find(s, "k"),
    "overtaken": lambda s: through(s, outbox.overtaken),
    "edited_now": lambda s: through(s, outbox.edited_now),
    "personals": lambda s: conversations.personals(s, ["p", "q"]),
    "latest": conversations.latest,
    "listed": lambda s: outbox.listed(s, State.UNCERTAIN, State.DEAD),
    "last_sent": lambda s: outbox.last_sent(s, PRIYA.object_id, ("reminder",)),
    "sent_count": lambda s: outbox.sent_count(s, PRIYA.object_id, s.now - timedelta(days=1), ("reminder",)),
    "oldest_due": outbox.oldest_due,
    "seen": lambda s: inbox.seen(s, "k"),
    "remember": lambda s: inbox.remember(s, "k", 1),
    "forget_old": inbox.forget_old,
    "place": lambda s: conversations.remember(s, Conversation(Kind.PERSONAL, "p", "c", "u", "t", "b")),
    "personal": lambda s: conversations.personal(s, "p"),
    "deactivate": lambda s: conversations.deactivate(s, Kind.PERSONAL, "p"),
    "entries": lambda s: history.entries(s, SUBJECT),
    "last": lambda s: history.last(s, SUBJECT),
    "by_actor": lambda s: history.by_actor(s, PRIYA.object_id),
    "since": lambda s: history.since(s, s.now, until=s.now),
    "version": lambda s: history.version(s, SUBJECT, 1),
    "as_it_stood": lambda s: history.as_it_stood(s, SUBJECT, s.now),
    "hash_of": lambda s: history.hash_of(s, SUBJECT, 1),
    "head": lambda s: proof.head(s.connection, GROUP),
    "mark": lambda s: (marks.put(s, "tick"), marks.last(s, "tick")),
}


def scans(session, work):
    with heard(session.connection.engine) as said:
        work(session)
    found = [step for _, step in scanned(session, said)]
    return found if said else ["nothing was asked"]


@pytest.fixture
def some(store):
    """A little of everything, and no sequential scans where PostgreSQL could do without."""

    def work(session):
        members.add(as_member(session), a_member(5))
        for number in range(20):
            outbox.enqueue(session, kind="reminder", key=f"r{number}", card=Card(), to_person="p", subject="x")
            inbox.remember(session, f"i{number}", 1)

    store.run_sync(work, group=GROUP)
    return store


def test_no_query_reads_a_whole_table(some):
    found = {}
    for name, work in QUERIES.items():

        def look(session, work=work, name=name):
            if session.postgres:
                session.connection.execute(text("SET LOCAL enable_seqscan = off"))
            session.now += timedelta(seconds=1)
            found[name] = scans(session, work)
            raise Undone

        with pytest.raises(Undone):
            some.run_sync(look, group=GROUP)
    assert {name: plan for name, plan in found.items() if plan} == {}


class Undone(Exception):
    """What was asked for is not kept."""


def test_the_look_itself_sees_a_scan(some):
    """The saboteur: a query without an index is told."""

    def look(session):
        if session.postgres:
            session.connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = text("SELECT * FROM outbox WHERE activity_id = 'x'")
        return scans(session, lambda s: s.connection.execute(query))

    assert len(some.run_sync(look, group=GROUP)) == 1
