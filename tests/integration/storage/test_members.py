"""The list of people: who is on it, who leads what, and what the journal says of it."""

from dataclasses import replace

import pytest

from domain.people import Role
from domain.refusals import Invalid, Stale
from storage import history, members
from tests.stores import GROUP, a_member, as_member

CHAIR = a_member(1, Role.CHAIR, name="Helen Marsh")
DEPUTY = a_member(7, Role.DEPUTY, name="David Lowe")
RUTH = a_member(5, Role.COORDINATOR, name="Ruth Okafor")
PRIYA = a_member(2, Role.TRUST_LEAD, name="Priya Nair", trusts=("NNUH",))


@pytest.fixture
def people(store):
    def work(session):
        as_member(session, RUTH)
        return [members.add(session, m) for m in (CHAIR, DEPUTY, RUTH, PRIYA)]

    store.run_sync(work, group=GROUP)
    return store


def test_people_are_found_by_id_by_role_and_by_trust(people):
    def look(session):
        assert members.by_object_id(session, PRIYA.object_id) == PRIYA
        assert members.by_object_id(session, "somebody else") is None
        assert [m.name for m in members.everybody(session)] == [
            "David Lowe",
            "Helen Marsh",
            "Priya Nair",
            "Ruth Okafor",
        ]
        assert members.chairs(session) == (CHAIR, DEPUTY)
        assert members.coordinators(session) == (RUTH,)
        assert members.leads_of(session, "NNUH") == (PRIYA,)
        assert members.leads_of(session, "JPUH") == ()

    people.run_sync(look, group=GROUP)


def test_who_leaves_keeps_a_name_but_no_role(people):
    def leave(session):
        as_member(session, RUTH)
        return members.change(session, replace(PRIYA, active=False), "remove person")

    gone = people.run_sync(leave, group=GROUP)
    assert gone.version == 2

    def look(session):
        assert members.leads_of(session, "NNUH") == ()
        assert members.by_object_id(session, PRIYA.object_id) == gone
        assert gone in members.everyone_ever(session)
        assert members.name_of(session, PRIYA.object_id) == "Priya Nair"
        line = history.last(session, f"members/{PRIYA.object_id}")
        assert line is not None
        assert (line.verb, line.actor) == ("remove person", RUTH.object_id)

    people.run_sync(look, group=GROUP)


def test_names_of_the_bot_and_of_strangers(people):
    def look(session):
        assert members.name_of(session, "system:reminders") == "Oversight"
        assert members.name_of(session, "nobody") == "somebody"

    people.run_sync(look, group=GROUP)


def test_nobody_is_put_on_the_list_twice(people):
    def again(session):
        members.add(as_member(session, RUTH), PRIYA)

    with pytest.raises(Invalid, match="Person"):
        people.run_sync(again, group=GROUP)


def test_the_slower_of_two_changes_is_told_who_was_faster(people):
    def change(session):
        return members.change(as_member(session, RUTH), PRIYA, "change person")

    people.run_sync(change, group=GROUP)
    with pytest.raises(Stale) as refused:
        people.run_sync(change, group=GROUP)
    assert refused.value.by == "Ruth Okafor"


def test_another_group_sees_none_of_them(people):
    def look(session):
        assert members.everybody(session) == ()
        assert members.by_object_id(session, PRIYA.object_id) is None
        assert members.name_of(session, PRIYA.object_id) == "somebody"

    people.run_sync(look, group="other")
