"""Signals and concerns: who changed what when for those who may read it, and taking back one's own last step."""

from __future__ import annotations

from typing import Any

from domain.concerns import Concern
from domain.signals import Signal
from storage import concerns, signals
from tests.scene import Scene, twin

MOSS: dict[str, Any] = {"site": "Gorleston", "level": "amber", "what": "Amber for term stillbirth"}


def log(scene: Scene) -> None:
    form = scene.say("jpuh-lead", "signal MOSS")
    scene.press("jpuh-lead", scene.press("jpuh-lead", form, "Read it back", **MOSS), "Save")


def the_signal(scene: Scene) -> Signal:
    found = scene.run(lambda s: signals.get(s, "SIG-26-001"))
    assert found is not None
    return found


def the_concern(scene: Scene) -> Concern:
    found = scene.run(lambda s: concerns.get(s, "CON-26-001"))
    assert found is not None
    return found


def test_a_signal_logged_by_mistake_is_taken_back_and_nobody_is_reminded(scene: Scene):
    log(scene)
    assert "SIG-26-001" in twin(scene.say("jpuh-lead", "undo"))
    assert (the_signal(scene).status.value, the_signal(scene).live) == ("withdrawn", False)


def test_an_outcome_is_taken_back_and_put_back_as_it_was(scene: Scene):
    log(scene)
    shown = scene.press("chair", scene.card_for("chair"), "Open")
    form = scene.press("chair", shown, "Record the outcome")
    scene.press("chair", form, "Save", outcome="Nothing was found", on="2026-11-23")
    assert the_signal(scene).status.value == "checked"
    scene.say("chair", "undo")
    assert (the_signal(scene).status.value, the_signal(scene).outcome) == ("logged", "")


def test_its_history_is_for_those_who_see_it(scene: Scene):
    log(scene)
    for who in ("chair", "coordinator", "jpuh-lead"):
        assert "log signal" in twin(scene.say(who, "history SIG-26-001")), who
    absent = twin(scene.say("nnuh-lead", "history SIG-26-999")).replace("SIG-26-999", "it")
    for who in ("nnuh-lead", "member"):
        assert twin(scene.say(who, "history SIG-26-001")).replace("SIG-26-001", "it") == absent, who
    stood = scene.say("chair", "history SIG-26-001")
    assert "Amber for term stillbirth" in twin(scene.press("chair", stood, "Show as it stood", on="2026-11-23"))


def test_learning_is_told_once_it_is_shared(scene: Scene):
    typed: dict[str, Any] = {"kind": "learning", "title": "Trolley check", "text": "Each morning.", "trust": "JPUH"}
    back = scene.press("jpuh-lead", scene.say("jpuh-lead", "share learning"), "Read it back", **typed)
    scene.press("jpuh-lead", back, "Send to the chair")
    assert "Trolley" not in twin(scene.say("member", "history LRN-26-001"))
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    assert "share with the group" in twin(scene.say("member", "history LRN-26-001"))


def raise_one(scene: Scene) -> None:
    back = scene.press(
        "member", scene.say("member", "concern"), "Read it back", text="Nights", trust="JPUH", urgency="usual"
    )
    scene.press("member", back, "Send with my name")


def test_a_concern_with_a_name_is_taken_back_by_who_raised_it(scene: Scene):
    raise_one(scene)
    scene.say("member", "undo")
    assert (the_concern(scene).live, the_concern(scene).outcome) == (False, "taken back by the person who wrote it")


def test_a_step_of_its_reader_is_taken_back_alone(scene: Scene):
    raise_one(scene)
    shown = scene.press("chair", scene.card_for("chair"), "Open")
    scene.press("chair", shown, "Acknowledge")
    scene.say("chair", "undo")
    assert (the_concern(scene).status.value, the_concern(scene).text) == ("raised", "Nights")


def test_an_anonymous_one_is_nobodys_last_write_and_has_no_history(scene: Scene):
    back = scene.press(
        "member", scene.say("member", "concern"), "Read it back", text="Nights", trust="JPUH", urgency="usual"
    )
    scene.press("member", back, "Send anonymously")
    assert "find none" in twin(scene.say("member", "undo"))
    assert the_concern(scene).live
    assert "Nights" not in twin(scene.say("chair", "history CON-26-001"))
