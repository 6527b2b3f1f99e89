"""A risk beyond its trust: the others are asked, the board is asked, answers come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.escalations import Escalation, board_text
from domain.people import Role
from domain.risks import Risk
from storage import escalations, members, risks
from tests.risk_steps import raise_risk
from tests.scene import Scene, inputs, titles, twin

DRAFT: dict[str, Any] = {"ask": "Fund one more sonographer", "options": "Share one; wait", "needed_by": "2026-12-21"}


def the_risk(scene: Scene) -> Risk:
    found = scene.run(lambda s: risks.get(s, "RSK-26-001"))
    assert found is not None
    return found


def the_escalation(scene: Scene, record: str = "ESC-26-001") -> Escalation:
    found = scene.run(lambda s: escalations.get(s, record))
    assert found is not None
    return found


def test_a_lead_drafts_and_the_chair_edits_and_approves(scene: Scene) -> None:
    raise_risk(scene, controls="Weekend lists")
    form = scene.ask("jpuh-lead", "escalate_risk", record="RSK-26-001", text="Fund a post")
    assert "Why now: it scores 15 or more." in twin(form)
    assert inputs(scene.content(form))["ask"] == "Fund a post"
    assert inputs(scene.content(form))["done"] == "Control: Weekend lists"
    assert titles(form) == ["Save draft"]
    kept = scene.press("jpuh-lead", form, "Save draft", **DRAFT)
    assert "Kept as a draft. The chair has it." in twin(kept)
    assert the_risk(scene).escalation == "ESC-26-001"
    mine = scene.press("chair", scene.card_for("chair"), "Open the draft")
    done = scene.press("chair", mine, "Approve", ask="Fund two sonographers")
    frozen = the_escalation(scene)
    assert frozen.text == board_text(frozen)
    assert "What is asked: Fund two sonographers" in frozen.text
    assert frozen.text in twin(done), "what is shown is what was approved"
    assert "The board's answer is awaited." in twin(done)
    assert "goes to the board as ESC-26-001" in scene.card_for("jpuh-lead").twin


def test_approved_text_does_not_change_and_an_older_draft_is_refused(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    other = scene.ask("deputy", "escalate_risk", record="RSK-26-001")
    scene.press("chair", form, "Approve", **DRAFT)
    before = the_escalation(scene)
    assert "under way for RSK-26-001 already" in twin(scene.press("deputy", other, "Approve", **DRAFT))
    opened = scene.ask("deputy", "escalate_risk", record="RSK-26-001")
    assert titles(opened) == ["Record the board's answer", "Post to channel", "Word file", "Open RSK-26-001"]
    assert the_escalation(scene) == before


def test_what_a_draft_lacks_comes_back_with_what_was_typed(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    again = scene.press("chair", form, "Approve", options="Wait")
    assert "What is asked of the board: please fill this in." in twin(again)
    assert inputs(scene.content(again))["options__r1"] == "Wait"
    past = scene.press("chair", again, "Approve", ask="Fund", needed_by="2026-11-01")
    assert "please give a day to come" in twin(past)
    kept = scene.press("chair", past, "Save draft", needed_by="2026-12-21")
    assert "Kept as a draft." in twin(kept)
    first = scene.press("chair", kept, "Open the draft")
    scene.press("chair", first, "Save draft", ask="Fund two")
    stale = scene.press("chair", first, "Save draft", ask="Fund three")
    assert "ESC-26-001. This changed while you were editing" in twin(stale)


def test_the_boards_answer_comes_back_onto_the_risk_and_a_new_draft_may_follow(scene: Scene) -> None:
    raise_risk(scene)
    done = scene.press("chair", scene.ask("chair", "escalate_risk", record="RSK-26-001"), "Approve", **DRAFT)
    scene.later(days=40)
    late = scene.ask("member", "escalate_risk", record="RSK-26-001")
    assert "the day has passed" in twin(late), "what went to the board is the group's to read"
    assert titles(late) == ["Word file", "Open RSK-26-001"]
    assert "Record the board's answer" in titles(scene.ask("coordinator", "escalate_risk", record="RSK-26-001"))
    form = scene.press("chair", done, "Record the board's answer")
    wrong = scene.press("chair", form, "Save", answer="")
    assert "What the board decided: please fill this in." in twin(wrong)
    card = scene.press("chair", wrong, "Save", answer="Agreed from April")
    assert "2 January 2027 (ESC-26-001): Agreed from April" in twin(card)
    assert "the board has answered" in scene.card_for("jpuh-lead").twin
    following = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    again = scene.press("chair", following, "Save draft", **{**DRAFT, "needed_by": "2027-02-01"})
    assert "ESC-27-001: draft for the LMNS Programme Board" in twin(again)


def test_the_other_trusts_are_asked_once_answer_and_the_risk_becomes_shared(scene: Scene) -> None:
    card = raise_risk(scene)
    told = scene.press("jpuh-lead", card, "Seen elsewhere?")
    assert "The leads of NNUH, QEHKL have a short question" in twin(told)
    assert [s.to for s in scene.outbox() if "elsewhere" in s.key] == ["nnuh-lead", "qehkl-lead"]
    scene.press("jpuh-lead", scene.ask("jpuh-lead", "risk", record="RSK-26-001"), "Seen elsewhere?")
    assert len([s for s in scene.outbox() if "elsewhere" in s.key]) == 2, "asked again, nobody gets it twice"
    question = scene.card_for("nnuh-lead")
    half = scene.press("nnuh-lead", question, "Send answer", seen="yes", likelihood="3")
    assert "choose both likelihood and consequence" in twin(half)
    thanks = scene.press("nnuh-lead", half, "Send answer", consequence="4", note="nights above all")
    assert "NNUH: seen here too, 12 (possible 3 x major 4)" in twin(thanks)
    assert "nights above all" in scene.card_for("jpuh-lead").twin
    scene.press("qehkl-lead", scene.card_for("qehkl-lead"), "Send answer", seen="no")
    mine = scene.ask("jpuh-lead", "risk", record="RSK-26-001")
    chair = scene.ask("chair", "risk", record="RSK-26-001")
    shared = scene.press("chair", chair, "Make it a shared risk")
    assert "RSK-26-001 is shared by all trusts now." in twin(shared)
    assert [(s.trust, s.seen) for s in the_risk(scene).elsewhere] == [("JPUH", True), ("NNUH", True), ("QEHKL", False)]
    assert "shared by all trusts already" in twin(scene.press("jpuh-lead", mine, "Seen elsewhere?"))


def test_a_lead_who_moved_on_cannot_answer_for_the_trust(scene: Scene) -> None:
    card = raise_risk(scene)
    scene.press("jpuh-lead", card, "Seen elsewhere?")
    question = scene.card_for("nnuh-lead")
    lead = scene.member("nnuh-lead")
    scene.run(lambda s: members.change(s, replace(lead, trusts=lead.trusts[:0]), "move"))
    assert "I cannot find RSK-26-001" in twin(scene.press("nnuh-lead", question, "Send answer", seen="yes"))


def test_approval_is_the_chairs_at_the_moment_of_the_press(scene: Scene) -> None:
    raise_risk(scene, owner=scene.member("deputy").object_id)
    form = scene.ask("deputy", "escalate_risk", record="RSK-26-001")
    deputy = scene.run(lambda s: members.by_object_id(s, scene.member("deputy").object_id))
    scene.run(lambda s: members.change(s, replace(deputy, roles=frozenset({Role.MEMBER})), "step down"))
    assert "The chair or the deputy chair approves." in twin(scene.press("deputy", form, "Approve", **DRAFT))
    assert the_risk(scene).escalation == ""
