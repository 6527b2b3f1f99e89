"""Frameworks in conversation: coverage, status, gaps, what the ICB signs from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.contracts import Reply
from domain.judgements import Judgement
from domain.people import TrustCode
from storage import judgements, members
from tests.scene import Scene, inputs, titles, twin

RECORD = "FRM-CNST:SA6/year-7-2025-26/JPUH"


def the(scene: Scene, record: str = RECORD) -> Judgement:
    found = scene.run(lambda s: judgements.get(s, record))
    assert found is not None
    return found


def judge(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    form = scene.press(who, scene.say(who, "frameworks SA6"), "Set a status")
    return scene.press(who, form, "Save", **{"standing": "on_track", "reason": "Tool at 82 per cent", **typed})


def test_nothing_said_gives_every_framework_and_opens_one(scene: Scene) -> None:
    card = scene.say("member", "frameworks")
    assert "Incentive Scheme, year 7 (2025/26): statuses given 0 of 30, with evidence 0 of 10" in twin(card)
    opened = scene.press("member", card, "Open", framework="SBLCB")
    assert "Saving Babies' Lives Care Bundle" in twin(opened)
    assert "please choose one first" in twin(scene.press("member", card, "Open", framework=""))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("frameworks CNST", "CNST Maternity Incentive Scheme"),
        ("frameworks PQSM", "Perinatal Quality Surveillance Model"),
        ("frameworks three year plan", "Three year delivery plan"),
        ("3yr plan progress - theme 3 only", "3YDP:T3"),
    ],
)
def test_a_framework_is_opened_by_its_name(scene: Scene, said: str, title: str) -> None:
    assert twin(scene.say("member", said)).startswith(title)


def test_a_lead_sets_a_status_for_their_own_trust_with_a_reason(scene: Scene) -> None:
    form = scene.press("jpuh-lead", scene.say("jpuh-lead", "frameworks SA6"), "Set a status")
    assert inputs(scene.content(form))["trust"] == "JPUH"
    again = scene.press("jpuh-lead", form, "Save", standing="on_track")
    assert "Reason: please fill this in." in twin(again)
    refused = scene.press("jpuh-lead", again, "Save", trust="NNUH", reason="x")
    assert "Trust: please choose one of the list." in twin(refused)
    done = scene.press("jpuh-lead", refused, "Save", trust="JPUH", reason="Tool at 82 per cent")
    assert "Kept: JPUH is on track on CNST:SA6 under year 7 (2025/26)." in twin(done)
    assert (the(scene).latest.name, the(scene).latest.on) == ("Tom Bailey", date(2026, 11, 23))


def test_the_chair_sets_any_and_members_none(scene: Scene) -> None:
    judge(scene, "chair", trust="QEHKL", standing="at_risk")
    said = twin(scene.say("member", "frameworks SA6"))
    assert "▲ at risk" in said
    assert "Helen Marsh, 23 November 2026, under year 7 (2025/26)." in said
    assert "Set a status" not in titles(scene.say("member", "frameworks SA6"))


def test_two_who_judge_the_same_do_not_overwrite_each_other(scene: Scene) -> None:
    one = scene.press("jpuh-lead", scene.say("jpuh-lead", "frameworks SA6"), "Set a status")
    two = scene.press("chair", scene.say("chair", "frameworks SA6"), "Set a status")
    scene.press("jpuh-lead", one, "Save", standing="met", reason="Audit")
    stale = scene.press("chair", two, "Save", trust="JPUH", standing="not_met", reason="Not shown")
    assert "Tom Bailey updated it" in twin(stale)
    assert "Not shown" in str(scene.content(stale))
    scene.press("chair", stale, "Save", trust="JPUH", standing="not_met", reason="Not shown")
    assert [e.standing.words for e in the(scene).looks] == ["met", "not met"]
    other = scene.press("chair", scene.say("chair", "frameworks SA6"), "Set a status")
    assert "Kept: NNUH is met" in twin(
        scene.press("chair", other, "Save", trust="NNUH", standing="met", reason="Audit")
    )


def test_coverage_shows_status_and_evidence_by_trust_and_gaps_follow(scene: Scene) -> None:
    judge(scene, standing="met")
    form = scene.press("jpuh-lead", scene.say("jpuh-lead", "evidence SA6"), "Add evidence")
    scene.press("jpuh-lead", form, "Save", title="Implementation tool", strength="audit")
    card = scene.say("member", "frameworks CNST")
    assert "○ not judged yet; no evidence | ✓ met; evidence: 1 | ○ not judged yet; no evidence" in twin(card)
    gaps = scene.press("member", card, "Gaps")
    assert "not judged yet: NNUH, QEHKL" in twin(gaps)
    assert "CNST Maternity" in twin(scene.press("member", gaps, "CNST Maternity Incentive Scheme"))
    assert "SA10" in twin(scene.press("member", card, "More"))
    one = scene.press("member", card, "Open", requirement="CNST:SA6")
    assert "EVD-26-001: Implementation tool (JPUH), current, audit" in twin(one)
    assert "please choose one first" in twin(scene.press("member", card, "Open", requirement=""))
    only = twin(scene.say("member", "frameworks CNST JPUH"))
    assert "NNUH" not in only
    assert "Gaps: CNST" in twin(scene.say("member", "frameworks CNST gaps"))
    assert "Gaps: CNST" in twin(scene.ask("member", "frameworks", status="missing"))


def test_an_earlier_year_keeps_its_own_statuses(scene: Scene) -> None:
    judge(scene, standing="met")
    earlier = scene.press("member", scene.say("member", "frameworks CNST"), "year 6 (2024/25)")
    assert "0 of 30 statuses are given" in twin(earlier)
    card = scene.press("chair", scene.say("chair", "frameworks CNST"), "year 6 (2024/25)")
    one = scene.press("chair", card, "Open", requirement="CNST:SA6")
    assert "Set a status" not in titles(one)


def test_what_the_icb_signs_from(scene: Scene) -> None:
    form = scene.press("coordinator", scene.say("coordinator", "evidence SA6"), "Add evidence")
    scene.press("coordinator", form, "Save", title="Discussion", strength="observed", dated="12 August 2026")
    card = scene.press("chair", scene.say("chair", "frameworks SA6"), "For the ICB")
    assert "Q2 2026/27 | EVD-26-001 (12 August 2026)" in twin(card)
    assert "SA9: returns of Q2 2026/27" in twin(card)
    assert "August 2026 | not received | not received | not received" in twin(card)
    assert "returns of Q1 2026/27" in twin(scene.press("chair", card, "Quarter before"))
    asked = scene.say("nnuh-lead", "are we ok to sign off SBL for quarter 2")
    assert "Quarter | NNUH" in twin(asked)
    month = scene.ask("chair", "frameworks", framework="CNST:SA9", period="2026-10")
    assert "returns of Q3 2026/27" in twin(month)


def test_a_lead_who_lost_their_trusts_is_refused(scene: Scene) -> None:
    card = scene.say("jpuh-lead", "frameworks SA6")
    lead = scene.member("jpuh-lead")
    scene.run(lambda s: members.change(s, replace(lead, trusts=(TrustCode("GONE"),)), "move"))
    assert "A status is set by the trust's lead" in twin(scene.press("jpuh-lead", card, "Set a status"))


def test_what_is_not_there_is_not_found(scene: Scene) -> None:
    assert "I cannot find the framework" in twin(scene.ask("member", "frameworks", framework="NICE"))
    assert "not open to your role" in twin(scene.say("observer", "frameworks"))


def test_a_status_is_taken_back(scene: Scene) -> None:
    judge(scene)
    scene.say("jpuh-lead", "undo")
    assert "○ not judged yet" in twin(scene.say("member", "frameworks SA6 JPUH"))
    scene.later(minutes=11)
    judge(scene, standing="met")
    scene.later(minutes=11)
    judge(scene, standing="at_risk")
    scene.say("jpuh-lead", "undo")
    assert the(scene).latest.standing.words == "met"
