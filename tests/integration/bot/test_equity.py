"""Equity in conversation: a lead adds a cut, everybody sees what is not examined, the office takes a safe table out."""

from __future__ import annotations

from typing import Any

import pytest

from bot.contracts import Reply
from domain.equity import Cut
from storage import equity
from tests.scene import Scene, inputs, titles, twin

CHOSEN: dict[str, Any] = {"measure": "pph1500", "trust": "JPUH", "dimension": "deprivation", "last": "2026-10"}
NUMBERS: dict[str, Any] = {
    "of_q1": "200",
    "count_q1": "12",
    "of_q2": "200",
    "count_q2": "8",
    "of_q5": "200",
    "count_q5": "3",
    "of_unknown": "30",
    "count_unknown": "1",
}


def page(scene: Scene, who: str) -> Reply:
    return scene.press(who, scene.say(who, "themes"), "Equity")


def add(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    form = scene.press(who, scene.press(who, page(scene, who), "Add figures"), "Next", **CHOSEN)
    return scene.press(who, form, "Save", **{**NUMBERS, **typed})


def the_cut(scene: Scene) -> Cut:
    found = scene.run(lambda s: equity.get(s, "EQY-26-001"))
    assert found is not None
    return found


def test_nothing_is_examined_until_somebody_looks(scene: Scene):
    before = twin(page(scene, "member"))
    assert "0 of" in before
    assert "not examined" in before
    shown = add(scene)
    assert "Fifth 1, most deprived | 6.0% (12 of 200)" in twin(shown)
    assert "JPUH up to October 2026" in twin(page(scene, "member"))


def test_a_lead_adds_for_their_own_trust_only(scene: Scene):
    form = scene.press("jpuh-lead", page(scene, "jpuh-lead"), "Add figures")
    assert inputs(scene.content(form))["trust"] == "JPUH"
    with pytest.raises(AssertionError, match="no button"):
        scene.press("member", page(scene, "member"), "Add figures")
    refused = scene.press("jpuh-lead", form, "Next", **{**CHOSEN, "trust": "NNUH"})
    assert "Trust: please choose one of the list." in twin(refused)


def test_what_was_typed_comes_back(scene: Scene):
    form = scene.press("chair", scene.press("chair", page(scene, "chair"), "Add figures"), "Next", **CHOSEN)
    again = scene.press("chair", form, "Save", of_q1="200")
    assert "please give both numbers, or neither" in twin(again)
    assert inputs(scene.content(again))["of_q1__r1"] == "200"
    assert "13 of 12 cannot be" in twin(scene.press("chair", again, "Save", of_q1="12", count_q1="13"))


def test_outside_no_small_number_is_shown_and_two_versions_cannot_be_subtracted(scene: Scene):
    add(scene)
    shown = scene.press("chair", scene.press("chair", page(scene, "chair"), "Open EQY-26-001"), "For readers outside")
    assert "Fifth 5, least deprived | not shown" in twin(shown)
    assert "Fifth 1, most deprived | 6.0%" in twin(shown)
    form = scene.press("chair", scene.press("chair", page(scene, "chair"), "Add figures"), "Next", **CHOSEN)
    newer = scene.press("chair", form, "Save", **{**NUMBERS, "count_q1": "13"})
    again = twin(scene.press("chair", newer, "For readers outside"))
    assert "Fifth 1, most deprived | not shown" in again, "one more since the last version would be told"
    lead = scene.press("jpuh-lead", page(scene, "jpuh-lead"), "Open EQY-26-002")
    assert "For readers outside" not in titles(lead)


def test_it_is_taken_out_with_a_reason_and_by_undo(scene: Scene):
    shown = add(scene)
    why = scene.press("jpuh-lead", shown, "Take it out")
    assert "please fill this in" in twin(scene.press("jpuh-lead", why, "Take it out"))
    gone = scene.press("jpuh-lead", why, "Take it out", why="another year")
    assert "Taken out: another year" in twin(gone)
    scene.say("jpuh-lead", "undo")
    assert the_cut(scene).withdrawn == ""
    scene.press("chair", scene.press("chair", page(scene, "chair"), "Open EQY-26-001"), "For readers outside")
    add(scene, "chair")
    assert "EQY-26-002" in twin(scene.say("chair", "undo"))
    assert "Take it out" not in titles(scene.press("nnuh-lead", page(scene, "nnuh-lead"), "Open EQY-26-001"))


def test_an_action_says_who_may_benefit_less_or_that_nobody_has_looked(scene: Scene):
    for said in ("", "Women with little English; by language in the audit"):
        form = scene.say("chair", "new action")
        typed: dict[str, Any] = {"title": "Scales in each room", "why": "A walkabout", "trust": "JPUH", "equity": said}
        typed |= {"owner": scene.member("jpuh-lead").object_id, "due": "2026-12-18"}
        back = scene.press("chair", form, "Save", **typed)
        assert f"Equity check: {said or 'not examined'}" in twin(back)
        scene.press("chair", back, "Save")
    assert "Equity check: Women with little English" in twin(scene.say("chair", "action ACT-26-002"))
    assert "Of 2 open actions 1 have an equity check; 1 not examined." in twin(page(scene, "chair"))
