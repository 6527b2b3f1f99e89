"""Who acts in a transaction, and whose records they see."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.actions import Action, Line
from domain.people import Role
from storage import actions, history, journal, proof
from storage.session import Anonymous, Session
from tests.stores import GROUP, a_member


@pytest.fixture
def session():
    nowhere: Any = None
    return Session(nowhere, "sqog", datetime(2026, 12, 7, tzinfo=UTC))


def test_an_actor_is_a_person_or_a_part_of_the_bot_and_never_nobody(session):
    with pytest.raises(Anonymous):
        _ = session.actor
    session.acting(a_member(4))
    assert session.actor == a_member(4).object_id
    session.as_system("reminders")
    assert (session.actor, session.member) == ("system:reminders", None)
    session.acting(a_member(4))
    assert (session.actor, session.system) == (a_member(4).object_id, "")


@pytest.mark.parametrize(
    ("roles", "seen"),
    [
        ((Role.CHAIR,), None),
        ((Role.DEPUTY,), None),
        ((Role.COORDINATOR,), None),
        ((Role.TRUST_LEAD,), {"NNUH"}),
        ((Role.TRUST_LEAD, Role.COORDINATOR), None),
        ((Role.MEMBER,), set()),
        ((Role.OBSERVER,), set()),
    ],
)
def test_whose_records_are_seen_as_they_were_sent(session, roles, seen):
    session.acting(a_member(4, *roles, trusts=("NNUH",)))
    assert session.trusts_seen() == (seen if seen is None else frozenset(seen))


def test_the_bot_itself_sees_all_and_nobody_sees_none(session):
    session.as_system("reminders")
    assert session.trusts_seen() is None
    session.system = ""
    with pytest.raises(Anonymous):
        session.trusts_seen()


def test_somebody_who_is_not_named_leaves_neither_name_nor_turn_nor_time(session):
    session.turn_id = "activity"
    session.acting(a_member(4))
    session.as_nameless(datetime(2026, 12, 7, tzinfo=UTC))
    assert (session.actor, session.member, session.turn_id) == ("system:anonymous", None, "")
    assert session.now == datetime(2026, 12, 7, tzinfo=UTC)


def test_a_piece_that_fails_is_undone_and_the_rest_stays(store):
    def work(session):
        session.as_system("test")
        records.put(session, "first")
        try:
            with session.apart():
                session.as_system("other")
                records.put(session, "second")
                session.connection.execute(text("SELECT nothing FROM nowhere"))
        except DBAPIError:
            assert session.system == "test"
        records.put(session, "third")

    records = Written()
    store.run_sync(work, group=GROUP)
    assert store.run_sync(records.seen, group=GROUP) == ["ACT-first", "ACT-third"]
    assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()


class Written:
    """Actions as records: table, snapshot and journal line."""

    def put(self, session, name):
        due = date(2026, 12, 7)
        made = Action(f"ACT-{name}", "Audit", "words", "JPUH", a_member(4).object_id, "Ann", due, due)
        actions.add(session, replace(made, lines=(Line("JPUH"),)))

    def seen(self, session):
        return sorted(a.id for a in actions.outstanding(session, date(2027, 1, 1)))


def test_lines_that_a_reading_wrote_in_a_piece_that_fails_are_gone_and_those_before_it_are_not(store):
    def noted(session, *, fails):
        session.as_system("test")
        journal.append(session, "before", "X")
        with suppress(KeyError), session.apart():
            journal.append(session, "within", "X")
            journal.flush(session)  # as a reading of history does
            if fails:
                raise KeyError
        journal.append(session, "after", "X")

    store.run_sync(lambda s: noted(s, fails=False), group=GROUP)
    store.run_sync(lambda s: noted(s, fails=True), group=GROUP)
    store.run_sync(lambda s: noted(s, fails=False), group=GROUP)
    said = [e.verb for e in store.run_sync(lambda s: history.entries(s, "X", limit=100), group=GROUP)]
    assert said[::-1] == ["before", "within", "after", "before", "after", "before", "within", "after"]
