"""The log of decisions in conversation."""

from __future__ import annotations

from typing import Any

import pytest

from bot.contracts import Reply
from domain.decisions import Decision
from storage import decisions
from tests.decisions_made import ANSWERS
from tests.risk_steps import raise_risk
from tests.scene import Scene, inputs, titles, twin

TYPED = {"title": "Pool training places", "rationale": "No trust alone fills a course", **ANSWERS}


def the(scene: Scene, record: str = "DEC-26-001") -> Decision:
    found = scene.run(lambda s: decisions.get(s, record))
    assert found is not None
    return found


def log(scene: Scene, who: str = "chair", **more: Any) -> Reply:
    return scene.press(who, scene.say(who, "decision"), "Save", **{**TYPED, **more})


def test_a_decision_is_logged_from_words_and_not_before_its_questions_are_answered(scene: Scene) -> None:
    form = scene.say("chair", "decision: pool training places from January")
    assert "I understood: 'pool training places from January'" in twin(form)
    assert inputs(scene.content(form))["decided_on"] == "2026-11-23"
    again = scene.press("chair", form, "Save", rationale="No trust alone fills a course", harmed="n/a")
    assert "Who was asked: please fill this in." in twin(again)
    assert inputs(scene.content(again))["harmed__r1"] == "n/a"
    last = scene.press("chair", again, "Save", asked="Education leads", know="Compliance stays")
    assert "Who could be harmed: a decision needs an answer in words." in twin(last)
    assert scene.run(decisions.listed) == ()
    done = scene.press("chair", last, "Save", harmed="Women at the smaller unit", links="")
    assert "✓ DEC-26-001 is in the log." in twin(done)
    assert the(scene).by_name == "Helen Marsh"


def test_nothing_said_gives_the_form_and_the_latest_list(scene: Scene) -> None:
    log(scene)
    form = scene.say("coordinator", "decision")
    assert {"harmed", "asked", "know"} <= set(inputs(scene.content(form)))
    assert "DEC-26-001" in twin(form)
    page = scene.press("coordinator", form, "Latest decisions")
    assert "Open DEC-26-001" in titles(page)
    assert "Pool training places" in twin(scene.press("coordinator", page, "Open DEC-26-001"))
    assert "Who was asked" in twin(scene.press("coordinator", page, "Log a decision"))


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_others_do_not_log(scene: Scene, person: str) -> None:
    assert "not open to your role" in twin(scene.say(person, "decision"))


def test_it_is_tied_to_what_is_there_and_the_owner_hears_of_it(scene: Scene) -> None:
    raise_risk(scene)
    again = log(scene, links="RSK-26-009")
    assert "I cannot find RSK-26-009" in twin(again)
    assert "I cannot find ACT-26-001" in twin(scene.press("chair", again, "Save", links="ACT-26-001"))
    scene.press("chair", again, "Save", links="rsk-26-001")
    assert the(scene).links == ("RSK-26-001",)
    notice = scene.card_for("jpuh-lead")
    assert "The group decided about RSK-26-001: Pool training places" in twin(notice)
    seen = scene.press("jpuh-lead", notice, "Open")
    assert "Women at the smaller unit" in twin(seen)
    assert "Change" not in titles(seen)


def test_words_about_a_risk_fill_the_form(scene: Scene) -> None:
    form = scene.say("chair", "decision: accept RSK-26-003 until March")
    shown = inputs(scene.content(form))
    assert (shown["links"], shown["look_on"]) == ("RSK-26-003", "2027-03-31")


def test_it_is_put_right_set_aside_and_its_history_told(scene: Scene) -> None:
    log(scene)
    form = scene.press("chair", scene.say("chair", "decision DEC-26-001"), "Change")
    other = scene.press("deputy", scene.say("deputy", "decision DEC-26-001"), "Change")
    assert "✓ Kept." in twin(scene.press("chair", form, "Save", title="Pool places from April"))
    stale = scene.press("deputy", other, "Save", title="Mine")
    assert "Helen Marsh updated it" in twin(stale)
    assert inputs(scene.content(stale))["title__r1"] == "Mine"
    aside = scene.press("chair", scene.say("chair", "decision DEC-26-001"), "Set aside")
    again = scene.press("chair", aside, "Set aside", reason="")
    assert "Why it is set aside: please fill this in." in twin(again)
    done = scene.press("chair", again, "Set aside", reason="the board decided otherwise")
    assert "DEC-26-001 is set aside" in twin(done)
    told = twin(scene.say("member", "history DEC-26-001"))
    assert "status: standing to set aside" in told
    assert "what was decided: Pool training places to Pool places from April" in told


def test_one_that_is_not_there_is_not_found(scene: Scene) -> None:
    log(scene)
    assert "I cannot find DEC-26-009" in twin(scene.say("chair", "decision DEC-26-009"))


def test_it_is_taken_back(scene: Scene) -> None:
    log(scene)
    scene.say("chair", "undo")
    assert the(scene).reason == "taken back by the person who wrote it"
    scene.later(minutes=11)
    log(scene)
    scene.press(
        "chair", scene.press("chair", scene.say("chair", "decision DEC-26-002"), "Change"), "Save", title="Other"
    )
    scene.say("chair", "undo")
    assert the(scene, "DEC-26-002").title == "Pool training places"
