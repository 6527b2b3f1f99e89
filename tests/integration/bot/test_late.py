"""The chair sees in one card what is late, why, and what was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.contracts import PlaceKind
from cards.late_actions import PAGE
from storage import actions as kept
from tests.actions_made import made
from tests.scene import Scene, titles, twin

LATE_DAY = date(2027, 2, 10)


def plant(scene: Scene, record: str, owner: str = "jpuh-lead", **more: Any) -> None:
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, "deputy": "", "deputy_name": "", **more}
    scene.run(lambda s: kept.add(s, made(record, **fields)))


def ask_for_time(scene: Scene, record: str, due: str = "2027-03-01") -> None:
    form = scene.press("jpuh-lead", scene.ask("jpuh-lead", "update_action", record=record), "Ask for more time")
    typed: dict[str, Any] = {"due": due, "reason": "the auditor is on leave", "agreed": "Ann counts until then"}
    scene.press("jpuh-lead", form, "Ask for more time", **typed)


@pytest.mark.parametrize("words", ["actions late", "what is late", "what's late", "actions overdue", "late actions"])
def test_one_card_says_what_is_late_why_and_what_was_agreed(scene: Scene, words: str):
    for record in ("ACT-26-001", "ACT-26-002", "ACT-26-003"):
        plant(scene, record)
    form = scene.ask("jpuh-lead", "update_action", record="ACT-26-001")
    scene.press("jpuh-lead", form, "At risk", text="30 of 50 done", barrier="staffing")
    ask_for_time(scene, "ACT-26-002")
    ask_for_time(scene, "ACT-26-003")
    scene.press("deputy", scene.card_for("deputy"), "Approve")
    scene.move_to(LATE_DAY)
    card = scene.say("chair", words)
    assert "2 actions are past their date: what stands in the way is known of all; 1 waits" in twin(card)
    assert "Why: Staffing: 30 of 50 done (Tom Bailey, 23 November 2026)" in twin(card)
    assert "More time asked for by Tom Bailey, until 1 March 2027: not answered yet" in twin(card)
    assert "29 January 2027 to 1 March 2027, by David Lowe: the auditor is on leave." in twin(card)
    assert "Meanwhile: Ann counts until then" in twin(card)
    decided = scene.press("chair", scene.press("chair", card, "Decide on the date"), "Approve")
    assert "due date moved" in twin(decided)
    assert "1 action is past its date" in twin(scene.say("chair", words))


def test_the_channel_gets_the_list_without_persons_and_without_reasons(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.ask("jpuh-lead", "update_action", record="ACT-26-001")
    scene.press("jpuh-lead", form, "At risk", text="the auditor is ill")
    scene.move_to(LATE_DAY)
    card = scene.say("chair", "what is late", where=PlaceKind.CHANNEL)
    assert "ACT-26-001" in twin(card)
    assert "Tom Bailey" not in twin(card)
    assert "the auditor is ill" not in twin(card)


def test_of_one_trust_of_one_person_and_page_after_page(scene: Scene):
    for n in range(1, PAGE + 3):
        plant(scene, f"ACT-26-{n:03}", title=f"Audit {n}")
    plant(scene, "ACT-26-050", "nnuh-lead", trust="NNUH")
    ask_for_time(scene, "ACT-26-001")
    scene.press("chair", scene.card_for("chair"), "Approve")
    scene.move_to(LATE_DAY)
    first = scene.say("chair", "actions late JPUH")
    assert twin(first).splitlines()[0] == "What is late, why, and what was agreed: JPUH"
    assert "1 to 8 of 9." in twin(first)
    assert "with a later one agreed" in twin(first)
    second = scene.press("chair", first, "Next")
    assert "9 to 9 of 9." in twin(second)
    assert "with a later one agreed" not in twin(second)
    assert "ACT-26-050" not in twin(first) + twin(second)
    hers = scene.ask("chair", "actions", status="overdue", owner="Priya")
    assert twin(hers).splitlines()[0].endswith("agreed: Priya Nair")
    assert "ACT-26-050" in twin(hers)
    assert "with a later one agreed" not in twin(hers), "that one is not hers"


def test_asked_for_more_than_lateness_it_stays_a_list(scene: Scene):
    plant(scene, "ACT-26-001", theme="pph")
    scene.move_to(LATE_DAY)
    listed = scene.ask("chair", "actions", status="overdue", theme="pph")
    assert twin(listed).startswith("Actions: red, past their date")
    assert "New action" in titles(listed)
