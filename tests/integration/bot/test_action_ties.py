"""Ties of an action that is there already: changed on its card or by words, found by lists, taken back."""

from __future__ import annotations

from typing import Any

from bot.contracts import Reply
from storage import actions as kept
from storage import decisions, history, risks
from storage.session import Session
from tests.actions_made import made
from tests.decisions_made import a_decision
from tests.sample_risks import a_risk
from tests.scene import Scene, inputs, titles, twin

RECORD = "ACT-26-001"


def plant(scene: Scene, **more: Any) -> None:
    tom = scene.member("jpuh-lead")

    def work(session: Session) -> None:
        kept.add(session, made(RECORD, owner=tom.object_id, owner_name=tom.name, deputy="", deputy_name="", **more))
        risks.add(session, a_risk("RSK-26-003"))
        decisions.add(session, a_decision("DEC-26-002"))

    scene.run(work)


def form(scene: Scene, who: str = "jpuh-lead") -> Reply:
    return scene.press(who, scene.ask(who, "action", record=RECORD), "What it is tied to")


def links(scene: Scene) -> tuple[str, ...]:
    return scene.run(lambda s: kept.get(s, RECORD)).links


def test_the_owner_ties_it_to_a_risk_a_decision_a_theme_and_a_requirement(scene: Scene):
    plant(scene)
    done = scene.press(
        "jpuh-lead", form(scene), "Save", ties="rsk-26-003, DEC-26-002", theme="bereavement", frameworks="cnst sa6"
    )
    assert "ties changed" in twin(done)
    assert links(scene) == ("RET-2026-10-JPUH", "RSK-26-003", "DEC-26-002", "theme:bereavement", "CNST:SA6")
    found: tuple[dict[str, Any], ...] = ({"record": "RSK-26-003"}, {"theme": "bereavement"}, {"framework": "CNST"})
    for asked in found:
        assert RECORD in twin(scene.ask("chair", "actions", **asked))
    assert "ties changed: tied to RSK-26-003, DEC-26-002" in twin(scene.ask("chair", "action", record=RECORD))
    line = scene.run(lambda s: history.last(s, RECORD))
    assert (line.verb, line.actor) == ("change ties", scene.member("jpuh-lead").object_id)


def test_undo_takes_it_back_with_the_lists(scene: Scene):
    plant(scene)
    scene.press("jpuh-lead", form(scene), "Save", ties="RSK-26-003")
    assert RECORD in twin(scene.say("jpuh-lead", "undo"))
    assert links(scene) == ("RET-2026-10-JPUH",)
    assert RECORD not in twin(scene.ask("chair", "actions", record="RSK-26-003"))


def test_by_words_the_form_is_filled_and_nothing_is_saved(scene: Scene):
    plant(scene, risk="RSK-26-003")
    said = scene.say("jpuh-lead", "link act 1 to DEC-26-002 and theme bereavement")
    shown = inputs(scene.content(said))
    assert (shown["ties"], shown["theme"]) == ("RSK-26-003, DEC-26-002", "bereavement")
    assert "Nothing is saved until you press Save." in twin(said)
    assert "DEC-26-002" not in links(scene)
    scene.press("jpuh-lead", said, "Save")
    assert links(scene) == ("RET-2026-10-JPUH", "RSK-26-003", "DEC-26-002", "theme:bereavement")
    asked = scene.say("chair", "act 1 is also linked to CNST SA6")
    assert inputs(scene.content(asked))["frameworks"] == "CNST:SA6"


def test_what_is_wrong_comes_back_with_the_form(scene: Scene):
    plant(scene)
    opened = form(scene, "coordinator")
    wrong = scene.press("coordinator", opened, "Save", ties="RSK-26-999", frameworks="PQSM")
    assert "I do not find RSK-26-999. Is the id right?" in twin(wrong)
    assert inputs(scene.content(wrong))["frameworks__r1"] == "PQSM"
    none = scene.press("coordinator", wrong, "Save", ties="that one")
    assert "please give ids only" in twin(none)
    same = scene.press("coordinator", opened, "Save")
    assert "nothing is different" in twin(same)
    scene.press("coordinator", none, "Save", ties="")
    assert links(scene) == ("RET-2026-10-JPUH", "PQSM")
    stale = scene.press("coordinator", opened, "Save", ties="RSK-26-003")
    assert "Please look at this first" in str(scene.content(stale))
    assert inputs(scene.content(stale))["ties__r1"] == "RSK-26-003"


def test_who_may_not_and_what_is_closed(scene: Scene):
    plant(scene)
    assert "What it is tied to" not in titles(scene.ask("nnuh-lead", "action", record=RECORD))
    assert "changed by its owner" in twin(scene.say("nnuh-lead", "link act 1 to DEC-26-002"))
    opened = form(scene)
    stop = scene.press("chair", scene.ask("chair", "action", record=RECORD), "Not doing")
    scene.press("chair", stop, "Not doing", reason="merged")
    closed = scene.press("jpuh-lead", opened, "Save", ties="RSK-26-003")
    assert "closed: not doing: merged" in twin(closed)
