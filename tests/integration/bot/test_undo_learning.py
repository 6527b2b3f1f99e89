"""Undo of entries under themes, learning, learning events and deep dives."""

from __future__ import annotations

from typing import Any

from domain.deep_dives import Stage as DiveStage
from domain.learning import Stage
from domain.learning_events import Stage as EventStage
from storage import deep_dives, learning, learning_events, theme_notes
from tests.scene import Scene, twin

TYPED: dict[str, Any] = {"kind": "good_practice", "title": "Trolley check", "text": "Each morning.", "trust": "JPUH"}
PLAN: dict[str, Any] = {"title": "Weighing", "themes": "pph", "on": "2026-12-03", "hosts": "JPUH"}


def test_an_entry_under_a_theme_is_taken_back_and_put_back_as_it_was(scene: Scene) -> None:
    form = scene.press("chair", scene.say("chair", "themes"), "Add theme entry")
    back = scene.press("chair", form, "Read it back", source="mnvp", trust="ALL", themes="pph")
    kept = scene.press("chair", back, "Save")
    why = scene.press("chair", kept, "It does not count")
    scene.press("chair", why, "Take it out", why="a slip")
    assert scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12")) == ()
    scene.say("chair", "undo")
    assert len(scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12"))) == 1, "the taking out was taken back"
    back = scene.press("chair", form, "Read it back", source="audit", trust="ALL", themes="sepsis")
    scene.press("chair", back, "Save")
    scene.say("chair", "undo")
    assert [n.themes for n in scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12"))] == [("pph",)]


def test_learning_that_waits_is_taken_back_and_what_is_in_the_channel_is_not(scene: Scene) -> None:
    def write() -> None:
        back = scene.press("jpuh-lead", scene.say("jpuh-lead", "share learning"), "Read it back", **TYPED)
        scene.press("jpuh-lead", back, "Send to the chair")

    write()
    scene.say("jpuh-lead", "undo")
    assert scene.run(lambda s: learning.get(s, "LRN-26-001")).stage == Stage.WITHDRAWN
    scene.later(minutes=1)
    write()
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    assert "is on its way to the channel" in twin(scene.say("chair", "undo"))
    assert scene.run(lambda s: learning.get(s, "LRN-26-002")).stage == Stage.SHARED
    scene.press("nnuh-lead", scene.ask("nnuh-lead", "share_learning", record="LRN-26-002"), "NNUH tries it, too")
    scene.say("nnuh-lead", "undo")
    assert scene.run(lambda s: learning.get(s, "LRN-26-002")).taken_up == ()


def test_events_and_deep_dives_are_taken_back(scene: Scene) -> None:
    scene.press("chair", scene.ask("chair", "learning_event"), "Save", **PLAN)
    scene.say("chair", "undo")
    assert scene.run(lambda s: learning_events.get(s, "EVT-26-001")).stage == EventStage.CANCELLED
    meeting = scene.press("deputy", scene.say("deputy", "themes"), "Incident meeting")
    scene.press("deputy", scene.press("deputy", meeting, "Plan deep dive"), "Save", theme="pph")
    scene.say("deputy", "undo")
    assert scene.run(lambda s: deep_dives.get(s, "DIV-26-001")).stage == DiveStage.DROPPED
