"""The equity check is added to an action that is there already, and counted as examined from then on."""

from __future__ import annotations

from typing import Any

from storage import actions, history
from tests.cards_check import check
from tests.scene import Scene, titles, twin

NEW: dict[str, Any] = {"title": "Weigh blood loss", "why": "A walkabout", "trust": "JPUH", "due": "2026-12-18"}
SAID = "Women who need an interpreter; we count who was offered one."


def an_action(scene: Scene) -> str:
    back = scene.press("jpuh-lead", scene.ask("jpuh-lead", "new_action"), "Save", **NEW)
    scene.press("jpuh-lead", back, "Save")
    return scene.run(actions.listed)[0].id


def test_the_owner_adds_it_by_a_button_on_the_action(scene: Scene) -> None:
    record = an_action(scene)
    shown = scene.ask("jpuh-lead", "action", record=record)
    assert "Equity check: not examined" in twin(shown)
    form = scene.press("jpuh-lead", shown, "Equity check")
    empty = scene.press("jpuh-lead", form, "Save", equity="")
    assert "please fill this in" in twin(check(empty.card))
    done = scene.press("jpuh-lead", empty, "Save", equity=SAID)
    assert "equity check added" in twin(check(done.card))
    assert scene.run(lambda s: actions.get(s, record)).equity == SAID
    again = twin(scene.ask("chair", "action", record=record))
    assert f"Equity check: {SAID}" in again
    assert "equity check added" in again, "it stands in the history of the action"
    line = scene.run(lambda s: history.last(s, record))
    assert (line.verb, line.actor) == ("equity check added", scene.member("jpuh-lead").object_id)


def test_two_at_once_and_others(scene: Scene) -> None:
    record = an_action(scene)
    mine = scene.press("jpuh-lead", scene.ask("jpuh-lead", "action", record=record), "Equity check")
    chairs = scene.press("chair", scene.ask("chair", "action", record=record), "Equity check")
    scene.press("jpuh-lead", mine, "Save", equity=SAID)
    assert "changed while you were editing" in twin(scene.press("chair", chairs, "Save", equity="Nobody"))
    assert "Equity check" not in titles(scene.ask("qehkl-lead", "action", record=record))
