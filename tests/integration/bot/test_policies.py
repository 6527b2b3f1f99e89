"""The policy register in conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.contracts import Reply
from domain.people import TrustCode
from domain.policies import Policy
from storage import members, policies
from tests.scene import Scene, inputs, titles, twin

TYPED: dict[str, Any] = {
    "title": "MOSS huddles weekly",
    "source": "NHS England letter",
    "effective": "2027-01-04",
    "summary": "Amber signals weekly",
}


def the(scene: Scene, record: str = "POL-26-001") -> Policy:
    found = scene.run(lambda s: policies.get(s, record))
    assert found is not None
    return found


def log(scene: Scene, who: str = "coordinator", **more: Any) -> Reply:
    chair = scene.member("chair").object_id
    return scene.press(who, scene.say(who, "policy"), "Save", **{**TYPED, "owner": chair, **more})


def answer(scene: Scene, who: str, trust: str, **more: Any) -> Reply:
    form = scene.press(who, scene.card_for(who), f"What it means for {trust}")
    return scene.press(who, form, "Save", **{"level": "small", "text": "A huddle on Tuesdays", **more})


def test_a_change_is_logged_from_words_and_not_without_source_and_date(scene: Scene) -> None:
    form = scene.say("chair", "new letter from NHSE re MOSS came out fri, can someone look at what it means for us")
    shown = inputs(scene.content(form))
    assert shown["title"] == "New letter from NHSE re MOSS"
    assert (shown["trusts"], shown["answer_by"]) == ("NNUH,JPUH,QEHKL", "2026-12-07")
    again = scene.press("chair", form, "Save")
    assert "Source: please fill this in." in twin(again)
    assert "From when: please fill this in." in twin(again)
    assert scene.run(policies.listed) == ()
    again = scene.press("chair", again, "Save", source="NHS England letter", effective="2027-01-04")
    assert "Owner: please fill this in." in twin(again), "who owns it is asked, never guessed"
    done = scene.press("chair", again, "Save", owner=scene.member("chair").object_id)
    assert "POL-26-001 is on the register" in twin(done)
    assert the(scene).owner_name == "Helen Marsh"


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_the_office_and_the_chairs_keep_the_register(scene: Scene, person: str) -> None:
    assert "not open to your role" in twin(scene.say(person, "policy"))


def test_nothing_said_gives_the_form_and_the_register(scene: Scene) -> None:
    log(scene)
    form = scene.say("chair", "policy")
    assert "- POL-26-001, from 4 January 2027: MOSS huddles weekly" in twin(form)
    page = scene.press("chair", form, "Policy register")
    assert "Not answered: NNUH, JPUH, QEHKL." in twin(page)
    assert "Source: NHS England letter" in twin(scene.press("chair", page, "Open POL-26-001"))
    assert "No change stands here." in twin(scene.press("chair", page, "Closed changes"))
    assert "Log a policy change" in twin(scene.press("chair", page, "Log a policy change"))
    assert "Source: NHS England letter" in twin(scene.say("chair", "policy POL-26-001"))
    assert "I cannot find POL-26-009" in twin(scene.say("chair", "policy POL-26-009"))


def test_each_lead_says_privately_what_it_means_and_the_owner_hears(scene: Scene) -> None:
    log(scene)
    assert {s.to for s in scene.outbox()} == {"nnuh-lead", "jpuh-lead", "qehkl-lead", "chair"}
    form = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "What it means for JPUH")
    again = scene.press("jpuh-lead", form, "Save", level="large", text="")
    assert "What it means for us: please fill this in." in twin(again)
    done = scene.press("jpuh-lead", again, "Save", text="A new rota", need="Two posts")
    assert "Thank you. The answer of JPUH is kept." in twin(done)
    assert "▲ a large change" in twin(done)
    assert "JPUH says: a large change. A new rota" in twin(scene.card_for("chair"))
    assert the(scene).missing == ("NNUH", "QEHKL")
    answer(scene, "nnuh-lead", "NNUH")
    answer(scene, "qehkl-lead", "QEHKL", level="none")
    assert the(scene).missing == ()


def test_nobody_answers_for_another_trust_and_the_office_may_for_any(scene: Scene) -> None:
    log(scene)
    opened = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Open the change")
    assert titles(opened) == ["What it means for JPUH", "History"]
    office = scene.say("coordinator", "policy POL-26-001")
    form = scene.press("coordinator", office, "What it means for NNUH")
    assert "The answer of NNUH" in twin(scene.press("coordinator", form, "Save", level="none", text="Done already"))
    form = scene.press("coordinator", scene.say("coordinator", "policy POL-26-001"), "Change")
    dropped = scene.press("coordinator", form, "Save", trusts="JPUH,QEHKL")
    assert "NNUH has answered already" in twin(dropped)


def test_it_is_put_right_and_a_trust_added_is_asked(scene: Scene) -> None:
    log(scene, trusts="JPUH")
    assert scene.outbox("nnuh-lead") == []
    form = scene.press("chair", scene.say("chair", "policy POL-26-001"), "Change")
    other = scene.press("deputy", scene.say("deputy", "policy POL-26-001"), "Change")
    scene.press("chair", form, "Save", trusts="NNUH,JPUH", summary="")
    assert len(scene.outbox("nnuh-lead")) == 1
    assert len(scene.outbox("jpuh-lead")) == 1, "who was asked is not asked again"
    assert "Helen Marsh updated it" in twin(scene.press("deputy", other, "Save", title="Mine"))


def test_it_is_closed_and_takes_no_more_answers(scene: Scene) -> None:
    log(scene)
    card = scene.press("chair", scene.say("chair", "policy POL-26-001"), "Close")
    asked = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "What it means for JPUH")
    again = scene.press("chair", card, "Close the change", reason="")
    assert "What came of it: please fill this in." in twin(again)
    assert "POL-26-001 is closed" in twin(scene.press("chair", again, "Close the change", reason="in the plan"))
    assert "POL-26-001 is closed" in twin(scene.press("jpuh-lead", asked, "Save", level="none", text="Late"))
    one = scene.say("chair", "policy POL-26-001")
    assert "status: open to closed" in twin(scene.press("chair", one, "History"))


def test_an_action_comes_of_it(scene: Scene) -> None:
    log(scene)
    form = scene.press("chair", scene.say("chair", "policy POL-26-001"), "Create action")
    assert inputs(scene.content(form))["why"] == "POL-26-001"


def test_the_words_name_the_trusts_that_are_asked(scene: Scene) -> None:
    form = scene.ask("chair", "policy", text="new triage standard", trusts=("JPUH",))
    assert inputs(scene.content(form))["trusts"] == "JPUH"


def test_a_lead_whose_trust_was_handed_on_is_refused_by_the_record(scene: Scene) -> None:
    log(scene)
    asked = scene.card_for("jpuh-lead")
    lead = scene.member("jpuh-lead")
    scene.run(lambda s: members.change(s, replace(lead, trusts=(TrustCode("NNUH"),)), "move"))
    assert "is said by that trust's lead" in twin(scene.press("jpuh-lead", asked, "What it means for JPUH"))


def test_a_card_of_a_change_that_was_closed_says_so(scene: Scene) -> None:
    log(scene, trusts="JPUH")
    office = scene.press("coordinator", scene.say("coordinator", "policy POL-26-001"), "Close")
    asked = scene.card_for("jpuh-lead")
    scene.press("coordinator", office, "Close the change", reason="withdrawn")
    assert "is closed" in twin(scene.press("jpuh-lead", asked, "What it means for JPUH"))


def test_it_is_taken_back(scene: Scene) -> None:
    log(scene)
    scene.say("coordinator", "undo")
    assert not the(scene).live
    scene.later(minutes=11)
    log(scene)
    form = scene.press("coordinator", scene.say("coordinator", "policy POL-26-002"), "Change")
    scene.press("coordinator", form, "Save", title="Other")
    scene.say("coordinator", "undo")
    assert the(scene, "POL-26-002").title == "MOSS huddles weekly"
