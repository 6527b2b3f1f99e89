"""Loading a group file, changing settings by chat, and loading the file again."""

import tomllib
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from domain.group import read_group
from domain.group_faults import GroupFaults
from domain.people import Role
from domain.refusals import Invalid, InvalidForm, NotFound
from storage import groups, history, members
from storage.session import SYSTEM
from tests.stores import GROUP, a_member, as_member

FILE = Path(__file__).parents[3] / "playground" / "group.toml"
RUTH = "00000000-0000-4000-8000-000000000005"
GRACE = "00000000-0000-4000-8000-000000000008"


@pytest.fixture
def file():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def load(store, file):
    return store.run_sync(lambda s: groups.keep(s, file, *read_group(file)), group=GROUP)


def by_chat(store, table, key, value):
    def work(session):
        ruth = members.by_object_id(session, RUTH)
        return groups.change(as_member(session, ruth), table, key, value, "change setting")

    return store.run_sync(work, group=GROUP)


def ask(store, work):
    return store.run_sync(work, group=GROUP)


def test_the_first_load_keeps_the_whole_file_and_the_people(store, file):
    loaded = load(store, file)
    assert loaded.group == read_group(file)[0]
    assert loaded.settings_changed
    assert len(loaded.added) == 8
    assert ask(store, groups.config_of)["calendar"]["meeting_time"] == "10:00:00"
    assert len(ask(store, members.everybody)) == 8
    line = ask(store, lambda s: history.last(s, "group/sqog"))
    assert (line.actor, line.verb) == (SYSTEM + groups.LOADER, "load group file")


def test_every_group_is_read_with_its_active_people(store, file):
    load(store, file)
    other = deepcopy(file)
    other["group"]["short"] = "Other"
    other["people"] = [p for p in other["people"] if p["object_id"] != GRACE]
    store.run_sync(lambda s: groups.keep(s, other, *read_group(other)), group="other")
    found = store.run_sync(groups.everything, group="")
    assert list(found) == ["other", "sqog"]
    group, people = found["sqog"]
    assert group == read_group(file)[0]
    assert len(people) == 8
    assert GRACE in people
    assert GRACE not in found["other"][1]


def test_a_second_load_of_the_same_file_writes_nothing(store, file):
    load(store, file)
    before = ask(store, lambda s: len(history.since(s, s.now.replace(year=2000))))
    again = load(store, file)
    assert (again.settings_changed, again.added, again.changed, again.left, again.held) == (False, (), (), (), ())
    assert ask(store, lambda s: len(history.since(s, s.now.replace(year=2000)))) == before


def test_the_file_may_change_what_the_chat_did_not(store, file):
    load(store, file)
    file["calendar"]["due_working_days"] = 7
    file["people"][0]["name"] = "Helen Marsh-Jones"
    file["people"] = [p for p in file["people"] if p["object_id"] != GRACE]
    loaded = load(store, file)
    assert loaded.settings_changed
    assert (loaded.changed, loaded.left) == (("Helen Marsh-Jones",), ("Grace Mbeki",))
    assert loaded.group.rhythm != read_group(tomllib.loads(FILE.read_text(encoding="utf-8")))[0].rhythm
    assert ask(store, lambda s: members.by_object_id(s, GRACE)).active is False
    assert load(store, file).left == ()


def test_a_setting_changed_by_chat_survives_any_later_load(store, file):
    load(store, file)
    group = by_chat(store, "risks", "appetite", "open")
    assert group.appetite == "open"
    assert load(store, file).group.appetite == "open"
    file["risks"]["appetite"] = "minimal"
    loaded = load(store, file)
    assert loaded.group.appetite == "open"
    assert loaded.held == ("risks.appetite stays as it was changed by chat",)
    assert not loaded.settings_changed
    line = ask(store, lambda s: history.last(s, "group/sqog"))
    assert (line.actor, line.verb) == (RUTH, "change setting")


def test_a_file_that_says_the_same_as_the_chat_is_nothing_to_mention(store, file):
    load(store, file)
    by_chat(store, "risks", "appetite", "open")
    file["risks"]["appetite"] = "open"
    loaded = load(store, file)
    assert (loaded.held, loaded.settings_changed) == ((), False)
    file["risks"]["appetite"] = "minimal"
    assert load(store, file).group.appetite == "open"


def test_what_the_chat_took_away_does_not_come_back(store, file):
    load(store, file)
    group = by_chat(store, "risks", "appetite", None)
    assert group.appetite == "cautious"
    loaded = load(store, file)
    assert loaded.held == ("risks.appetite stays as it was changed by chat",)
    assert "appetite" not in ask(store, groups.config_of)["risks"]


def test_trusts_are_settings_one_by_one(store, file):
    load(store, file)
    renamed = dict(file["trusts"][0], name="Norwich Hospital")
    by_chat(store, "trusts", "NNUH", renamed)
    by_chat(store, "trusts", "NEW", {"code": "NEW", "name": "A new trust"})
    file["trusts"][1]["name"] = "The Paget"
    loaded = load(store, file)
    names = {t.code: t.name for t in loaded.group.trusts}
    assert list(names) == ["NNUH", "JPUH", "QEHKL", "NEW"]
    assert (names["NNUH"], names["JPUH"], names["NEW"]) == ("Norwich Hospital", "The Paget", "A new trust")
    assert loaded.held == ("trusts.NEW stays as it was changed by chat", "trusts.NNUH stays as it was changed by chat")
    assert [t.code for t in by_chat(store, "trusts", "NEW", None).trusts] == ["NNUH", "JPUH", "QEHKL"]
    assert by_chat(store, "trusts", "NEVER", None).trusts == by_chat(store, "trusts", "NEW", None).trusts


def test_a_person_changed_or_added_by_chat_stays_so(store, file):
    load(store, file)

    def chat(session):
        as_member(session, members.by_object_id(session, RUTH))
        grace = members.by_object_id(session, GRACE)
        assert grace is not None
        members.change(session, replace(grace, roles=frozenset({Role.MEMBER})), "change person")
        members.add(session, a_member(9, Role.OBSERVER, name="New Person"))

    ask(store, chat)
    loaded = load(store, file)
    assert loaded.held == ("Grace Mbeki stays as changed by chat",)
    assert loaded.left == ()
    assert ask(store, lambda s: members.by_object_id(s, GRACE)).roles == {Role.MEMBER}
    file["people"] = [p for p in file["people"] if p["object_id"] != GRACE]
    load(store, file)
    assert ask(store, lambda s: members.by_object_id(s, GRACE)).active
    assert len(ask(store, members.everybody)) == 9


def test_a_change_that_the_group_cannot_bear_is_refused_in_words(store, file):
    load(store, file)
    with pytest.raises(InvalidForm) as refused:
        by_chat(store, "group", "name", None)
    assert refused.value.words == "[group]: name is missing"
    with pytest.raises(InvalidForm) as refused:
        by_chat(store, "trusts", "QEHKL", None)
    assert "'QEHKL' is not in [[trusts]]" in refused.value.words
    with pytest.raises(Invalid, match="Short name"):
        by_chat(store, "group", "short", "OTHER")
    assert ask(store, groups.config_of)["group"]["name"] == file["group"]["name"]
    by_chat(store, "measures", "in_use", ["tear34"])
    assert ask(store, groups.config_of)["measures"] == {"in_use": ["tear34"]}


def test_a_file_that_does_not_fit_what_the_chat_holds_changes_nothing(store, file):
    load(store, file)
    by_chat(store, "trusts", "NNUH", dict(file["trusts"][0], name="Norwich Hospital"))
    file["people"][0]["roles"] = ["chair"]
    file["trusts"] = []
    with pytest.raises(GroupFaults):
        load(store, file)
    assert ask(store, groups.config_of)["trusts"][0]["name"] == "Norwich Hospital"


def test_before_the_first_load_there_is_no_group(store, file):
    assert store.run_sync(groups.everything, group="") == {}
    with pytest.raises(NotFound):
        ask(store, groups.config_of)
    with pytest.raises(NotFound):
        ask(store, lambda s: groups.change(as_member(s), "risks", "appetite", "open", "change setting"))


def test_a_file_goes_into_its_own_group_only_and_the_actor_is_given_back(store, file):
    with pytest.raises(ValueError, match="of the group other"):
        store.run_sync(lambda s: groups.keep(s, file, *read_group(file)), group="other")

    def work(session):
        ruth = as_member(session).member
        groups.keep(session, file, *read_group(file))
        return session.member is ruth

    assert ask(store, work)
