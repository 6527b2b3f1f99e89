"""The people on the list, as the office keeps them."""

from __future__ import annotations

import pytest

from storage import members
from tests.scene import Scene, titles, twin

NEW = "00000000-0000-4000-8000-0000000000aa"


def entry(scene: Scene, by: str, name: str):
    chosen = scene.cast[name].object_id if name in scene.cast else name
    return scene.press(by, scene.ask(by, "members"), "Change", who=chosen)


def test_the_office_sees_everybody_with_roles_and_trusts(scene: Scene):
    said = twin(scene.ask("coordinator", "members"))
    assert "8 people are on the list" in said
    assert "Tom Bailey | trust lead | JPUH" in said


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_nobody_else_does(scene: Scene, person: str):
    said = twin(scene.ask(person, "members"))
    assert "not open to your role" in said
    assert "Bailey" not in said


def test_somebody_new_is_added_welcomed_and_known_at_once(scene: Scene):
    form = scene.ask("coordinator", "add_member", owner="Jo Swift", trusts=("JPUH",))
    done = scene.press("coordinator", form, "Save", object_id=NEW.upper(), roles="trust_lead")
    assert "Jo Swift is on the list" in twin(done)
    assert done.refresh
    welcome = [s for s in scene.outbox() if s.to == NEW]
    assert "Welcome to SQOG" in twin(welcome[0].card)
    assert scene.run(lambda s: members.by_object_id(s, NEW)).leads("JPUH")


def test_what_is_wrong_is_said_and_what_was_typed_comes_back(scene: Scene):
    form = scene.ask("coordinator", "add_member", owner="Jo Swift")
    again = scene.press("coordinator", form, "Save", object_id=NEW, roles="trust_lead", trusts="")
    assert "needs at least one trust" in twin(again)
    done = scene.press("coordinator", again, "Save", trusts="QEHKL")
    assert "Jo Swift is on the list" in twin(done)
    twice = scene.press(
        "coordinator", scene.ask("coordinator", "add_member"), "Save", object_id=NEW, name="X", roles="member"
    )
    assert "on the list already" in twin(twice)


def test_only_a_chair_makes_a_chair(scene: Scene):
    refused = scene.press("coordinator", entry(scene, "coordinator", "member"), "Save", roles="chair")
    assert "Only the chair" in twin(refused)
    done = scene.press("chair", entry(scene, "chair", "member"), "Save", roles="deputy")
    assert "Deputy chair" in twin(done)


def test_there_is_always_a_chair(scene: Scene):
    refused = scene.press("chair", entry(scene, "chair", "chair"), "Save", roles="member")
    assert "Somebody must be the chair" in twin(refused)


def test_who_leaves_is_answered_as_a_stranger(scene: Scene):
    done = scene.press("coordinator", entry(scene, "coordinator", "member"), "Save", active="false")
    assert "off the list" in twin(done)
    assert "I only work with people on my list" in twin(scene.ask("member", "help"))


def test_an_entry_changed_meanwhile_is_not_overwritten(scene: Scene):
    mine, theirs = entry(scene, "coordinator", "member"), entry(scene, "chair", "member")
    scene.press("chair", theirs, "Save", name="Sam Fielding-Hart")
    stale = scene.press("coordinator", mine, "Save", name="Samuel Fielding")
    assert "Helen Marsh updated it" in twin(stale)
    assert "Samuel Fielding" in str(scene.content(stale))


def test_nobody_chosen_is_asked_back(scene: Scene):
    reply = scene.press("coordinator", scene.ask("coordinator", "members"), "Change", who="")
    assert "choose a person" in twin(reply)


def test_a_double_press_adds_once(scene: Scene):
    form = scene.ask("coordinator", "add_member", owner="Jo Swift")
    one = scene.press("coordinator", form, "Save", object_id=NEW, roles="member")
    two = scene.press("coordinator", form, "Save", object_id=NEW, roles="member")
    assert twin(one) == twin(two)
    assert titles(one) == titles(two) == ["Members"]


def test_the_list_says_who_is_away(scene: Scene):
    assert "Nobody is marked as away." in twin(scene.ask("coordinator", "members"))
    scene.press("jpuh-lead", scene.say("jpuh-lead", "away until 4 December, Sam covers"), "Save")
    said = twin(scene.ask("coordinator", "members"))
    assert "Away: Tom Bailey, until 4 December 2026; Sam Fielding covers." in said
