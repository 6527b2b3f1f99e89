"""Ideas in conversation."""

from __future__ import annotations

from bot.contracts import Reply
from domain.ideas import Stage
from storage import ideas
from tests.scene import Scene, inputs, titles, twin


def all_ideas(scene: Scene, who: str) -> Reply:
    learning = scene.press(who, scene.say(who, "share learning"), "All learning")
    return scene.press(who, learning, "Ideas to try")


def test_an_idea_is_tried_in_small_steps_until_it_is_adopted(scene: Scene) -> None:
    form = scene.press("jpuh-lead", all_ideas(scene, "jpuh-lead"), "New idea")
    assert inputs(scene.content(form))["trust"] == "JPUH"
    wrong = scene.press("jpuh-lead", form, "Save", title="Huddle")
    assert "please fill this in" in twin(wrong)
    card = scene.press("jpuh-lead", wrong, "Save", text="Ten minutes at eight")
    again = scene.press("jpuh-lead", card, "Try it", plan=" ")
    assert "What is tried: please fill this in." in twin(again)
    card = scene.press("jpuh-lead", again, "Try it", plan="One ward")
    stale = scene.press("jpuh-lead", again, "Try it", plan="Two wards")
    assert "changed while you were editing" in twin(stale)
    card = scene.press("jpuh-lead", card, "Save what came of it", result="Too early", verdict="adapted")
    card = scene.press("jpuh-lead", card, "Try it", plan="At nine")
    card = scene.press("jpuh-lead", card, "Save what came of it", result="Kept", verdict="adopted")
    assert "Adopted." in twin(card)
    assert titles(card) == ["All ideas"]
    found = scene.run(lambda s: ideas.get(s, "IDE-26-001"))
    assert found.stage == Stage.ADOPTED
    scene.say("jpuh-lead", "undo")
    assert scene.run(lambda s: ideas.get(s, "IDE-26-001")).stage == Stage.TESTING


def test_others_read_it_and_the_office_may_write_for_all(scene: Scene) -> None:
    form = scene.press("chair", all_ideas(scene, "chair"), "New idea")
    assert inputs(scene.content(form))["trust"] == ""
    for n in range(6):
        scene.press("chair", form, "Save", title=f"Idea {n}", trust="ALL", text="x")
    page = all_ideas(scene, "member")
    opened = scene.press("member", page, "Open IDE-26-006")
    assert titles(opened) == ["All ideas"], "how it goes is said by others"
    assert "Idea 0" in twin(scene.press("member", page, "More"))
