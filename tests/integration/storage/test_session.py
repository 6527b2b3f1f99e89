"""Who acts in a transaction, and whose records they see."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.people import Role
from storage.session import Anonymous, Session
from tests.stores import a_member


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
