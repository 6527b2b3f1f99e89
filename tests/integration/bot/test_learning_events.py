"""Learning events in conversation: planned, moved, held, followed up; and who may what."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.contracts import Reply
from domain.learning_events import LearningEvent, Stage
from storage import learning_events as kept
from tests.learning_made import an_event
from tests.scene import Scene, inputs, titles, twin

PLAN: dict[str, Any] = {
    "title": "Weighing blood loss",
    "themes": "pph",
    "on": "2026-12-03",
    "hosts": "JPUH",
}


def event(scene: Scene, record: str = "EVT-26-001") -> LearningEvent:
    return scene.run(lambda s: kept.get(s, record))


def plan(scene: Scene, **typed: Any) -> Reply:
    return scene.press("coordinator", scene.ask("coordinator", "learning_event"), "Save", **{**PLAN, **typed})


def test_words_fill_the_form_and_nothing_is_kept_before_save(scene: Scene) -> None:
    form = scene.say("chair", "learning event on sepsis on 3 December")
    shown = inputs(scene.content(form))
    assert (shown["themes"], shown["on"], shown["title"]) == ("sepsis", "2026-12-03", "Maternal or neonatal sepsis")
    assert event(scene) is None
    wrong = scene.press("chair", form, "Save", themes="")
    assert "Themes it answers: please fill this in." in twin(wrong)
    assert inputs(scene.content(wrong))["on__r1"] == "2026-12-03"
    saved = scene.press("chair", wrong, "Save", themes="sepsis", hosts="QEHKL")
    assert "EVT-26-001: Maternal or neonatal sepsis" in twin(saved)
    assert "Planned." in twin(saved)


def test_it_is_moved_cancelled_or_recorded_once_held(scene: Scene) -> None:
    card = plan(scene)
    form = scene.press("chair", scene.ask("chair", "learning_event", record="EVT-26-001"), "Move it")
    assert "please give a day to come" in twin(scene.press("chair", form, "Save", on="2026-01-01"))
    moved = scene.press("chair", form, "Save", on="2026-11-30")
    assert "30 November 2026" in twin(moved)
    early = scene.press("chair", scene.press("chair", moved, "Record it as held"), "Save", came_JPUH="4", learning="x")
    assert "please record it once it was held" in twin(early)
    stale = scene.press("coordinator", scene.press("coordinator", card, "Not held"), "It is not held", why="strike")
    assert event(scene).stage == Stage.CANCELLED
    assert "strike" in twin(stale)
    again = scene.press("chair", form, "Save", on="2026-12-30")
    assert "changed while you were editing" in twin(again)
    fresh = scene.press("chair", plan_card(scene), "Not held")
    assert "please fill this in" in twin(scene.press("chair", fresh, "It is not held", why=" "))


def plan_card(scene: Scene) -> Reply:
    plan(scene)
    return scene.ask("chair", "learning_event", record="EVT-26-002")


def test_one_that_was_held_is_recorded_with_who_came_in_two_steps(scene: Scene) -> None:
    asked = plan(scene, on="2026-11-10")
    assert "In three months I ask each trust that came" in twin(asked)
    assert event(scene) is None, "it is kept only with who came"
    wrong = scene.press("coordinator", asked, "Save", learning="Weigh, do not guess.")
    assert "please say how many people came" in twin(wrong)
    assert inputs(scene.content(wrong))["learning__r1"] == "Weigh, do not guess."
    saved = scene.press("coordinator", wrong, "Save", came_JPUH="12", came_NNUH="3")
    assert "People who came: NNUH 3, JPUH 12." in twin(saved)
    assert "Not answered yet: NNUH, JPUH. Asked on 10 February 2027." in twin(saved)
    assert event(scene).by_name == "Ruth Okafor"


def test_a_planned_one_is_recorded_after_its_day(scene: Scene) -> None:
    plan(scene)
    scene.move_to(date(2026, 12, 4))
    form = scene.press("chair", scene.ask("chair", "learning_event", record="EVT-26-001"), "Record it as held")
    saved = scene.press("chair", form, "Save", came_QEHKL="5", learning="Weigh")
    assert "Held." in twin(saved)
    late = scene.press("chair", form, "Save", came_QEHKL="6", learning="Weigh")
    assert "changed while you were editing" in twin(late)


def test_each_trust_says_whether_it_changed_practice(scene: Scene) -> None:
    scene.run(lambda s: an_event(s, "pph", on=date(2026, 8, 10), came={"JPUH": 4, "NNUH": 2}))
    card = scene.press("jpuh-lead", scene.say("jpuh-lead", "themes"), "Learning events")
    assert "Plan learning event" not in titles(card)
    opened = open_event(scene, "jpuh-lead")
    form = scene.press("jpuh-lead", opened, "Did it change practice?")
    assert inputs(scene.content(form))["trust"] == "JPUH"
    wrong = scene.press("jpuh-lead", form, "Save", changed="yes")
    assert "please fill this in" in twin(wrong)
    said = scene.press("jpuh-lead", wrong, "Save", text="Scales in each room")
    assert "JPUH, 23 November 2026: yes, practice changed\nScales in each room" in twin(said)
    office = scene.press("chair", open_event(scene, "chair"), "Did it change practice?")
    scene.press("chair", office, "Save", trust="NNUH", changed="not_yet", text="No scales yet")
    assert event(scene).stage == Stage.FOLLOWED_UP
    assert "Did it change practice?" not in titles(open_event(scene, "qehkl-lead"))


def open_event(scene: Scene, who: str) -> Reply:
    """By the button of the themes, which everybody of the group has."""
    listed = scene.press(who, scene.say(who, "themes"), "Learning events")
    assert "Events held with somebody there: NNUH 1; JPUH 1; QEHKL 0." in twin(listed)
    return scene.press(who, listed, "Open EVT-26-001")


def test_what_there_is_on_a_theme_is_listed_and_others_may_not_plan(scene: Scene) -> None:
    for n in range(7):
        scene.run(lambda s, n=n: an_event(s, "pph", on=date(2026, 12, 1 + n)))
    card = scene.say("chair", "did the pph learning event change anything")
    assert "Learning events on Postpartum haemorrhage" in twin(card)
    more = scene.press("chair", card, "More")
    assert "EVT-26-001" in twin(more)
    form = scene.press("chair", card, "Plan learning event")
    assert inputs(scene.content(form))["themes"] == "pph"
    assert "not open to your role" in twin(scene.ask("jpuh-lead", "learning_event"))
    assert "I cannot find EVT-26-099" in twin(scene.ask("chair", "learning_event", record="EVT-26-099"))
    opened = scene.press("chair", more, "Open EVT-26-001")
    assert "All learning events" in titles(opened)
    assert "Learning events" in twin(scene.press("chair", opened, "All learning events"))
