"""Adding and changing evidence in conversation."""

from __future__ import annotations

from typing import Any

from bot.contracts import Reply
from domain.evidence import Item
from storage import evidence
from tests.scene import Scene, inputs, titles, twin

TYPED: dict[str, Any] = {
    "title": "MNVP workplan",
    "strength": "audit",
    "supports": "SA7, theme 3",
    "dated": "4 November 2026",
}


def the(scene: Scene, record: str = "EVD-26-001") -> Item:
    found = scene.run(lambda s: evidence.get(s, record))
    assert found is not None
    return found


def add(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    return scene.press(who, scene.say(who, "add evidence"), "Save", **{**TYPED, **typed})


def test_it_is_added_from_words_and_not_before_save(scene: Scene) -> None:
    form = scene.say("qehkl-lead", "log this as evidence for SA7 - MNVP workplan signed off 4/11")
    shown = inputs(scene.content(form))
    assert (shown["supports"], shown["trust"], shown["title"]) == ("CNST:SA7", "QEHKL", "MNVP workplan signed off 4/11")
    assert scene.run(evidence.listed) == ()
    done = scene.press("qehkl-lead", form, "Save", strength="observed", theme="pph")
    assert "✓ EVD-26-001 is on the register." in twin(done)
    kept = the(scene)
    assert kept.supports == ("CNST:SA7", "theme:pph")
    assert (kept.owner_name, kept.trust, kept.link) == ("Ann Clarke", "QEHKL", "")


def test_what_does_not_fit_comes_back_with_what_was_typed(scene: Scene) -> None:
    again = add(scene, supports="SA99", link="the shared drive")
    assert "I do not know 'SA99'" in twin(again)
    assert inputs(scene.content(again))["link__r1"] == "the shared drive"
    again = scene.press("jpuh-lead", again, "Save", supports="SA7", records="RSK-26-001")
    assert "I cannot find RSK-26-001" in twin(again)
    again = scene.press("jpuh-lead", again, "Save", records="", dated="soon")
    assert "please give a date" in twin(again)
    again = scene.press("jpuh-lead", again, "Save", dated="2025", status="superseded")
    assert "what took its place" in twin(again)
    assert "EVD-26-001 is on the register" in twin(scene.press("jpuh-lead", again, "Save", superseded_by="A newer one"))


def test_it_is_changed_reviewed_and_withdrawn_by_those_who_may(scene: Scene) -> None:
    add(scene, next_review="2026-12-01")
    one = scene.say("jpuh-lead", "evidence EVD-26-001")
    form, other = (
        scene.press("jpuh-lead", one, "Change"),
        scene.press("chair", scene.say("chair", "evidence EVD-26-001"), "Change"),
    )
    assert "Kept." in twin(scene.press("jpuh-lead", form, "Save", supports="SA7, SA9"))
    assert "Tom Bailey updated it" in twin(scene.press("chair", other, "Save", title="Mine"))
    assert the(scene).supports == ("CNST:SA7", "CNST:SA9")
    seen = scene.press("jpuh-lead", scene.say("jpuh-lead", "evidence EVD-26-001"), "Reviewed today")
    assert "Next review: 1 November 2027" in twin(seen)
    away = scene.press("jpuh-lead", seen, "Withdraw")
    again = scene.press("jpuh-lead", away, "Withdraw", reason="")
    assert "please fill this in" in twin(again)
    assert "off the register" in twin(scene.press("jpuh-lead", again, "Withdraw", reason="loaded twice"))
    assert scene.run(evidence.listed) == ()
    assert "supports: CNST:SA7; 3YDP:T3 to CNST:SA7; CNST:SA9" in twin(scene.say("member", "history EVD-26-001"))


def test_a_lead_who_lost_the_trust_is_refused_by_the_record(scene: Scene) -> None:
    add(scene, who="coordinator", trust="NNUH")
    card = scene.say("nnuh-lead", "evidence EVD-26-001")
    assert "Change" in titles(card)
    form = scene.press("coordinator", scene.say("coordinator", "evidence EVD-26-001"), "Change")
    scene.press("coordinator", form, "Save", trust="JPUH")
    assert "is changed by its owner" in twin(scene.press("nnuh-lead", card, "Change"))


def test_the_form_from_a_button_knows_what_it_is_for(scene: Scene) -> None:
    assert (
        inputs(scene.content(scene.press("member", scene.say("member", "evidence SA6"), "Add evidence")))["supports"]
        == "CNST:SA6"
    )
    page = scene.ask("member", "evidence", theme="pph")
    assert inputs(scene.content(scene.press("member", page, "Add evidence")))["theme"] == "pph"


def test_it_is_taken_back(scene: Scene) -> None:
    add(scene)
    scene.say("jpuh-lead", "undo")
    assert the(scene).status.words == "withdrawn"
    scene.later(minutes=11)
    add(scene)
    form = scene.press("jpuh-lead", scene.say("jpuh-lead", "evidence EVD-26-002"), "Change")
    scene.press("jpuh-lead", form, "Save", title="Other")
    scene.say("jpuh-lead", "undo")
    assert the(scene, "EVD-26-002").title == "MNVP workplan"
