"""The sample's themes: exactly the patterns, gaps and offers that were written into it."""

from __future__ import annotations

from datetime import datetime

from bot import playground, sample
from storage import learning, learning_events
from tests.scene import LONDON, Scene, twin


def test_a_chair_finds_the_patterns_that_are_in_the_sample(scene: Scene) -> None:
    scene.now = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE)
    said = twin(scene.say("chair", "themes"))
    assert "Themes, July to November 2026" in said
    assert (
        "Postpartum haemorrhage: in JPUH and QEHKL, from incidents, complaints and audit, "
        "August to September 2026 (2 trusts and 3 kinds of source)." in said
    )
    assert (
        "Triage and telephone advice: in NNUH, from incidents, women and families (MNVP), staff voice and concerns, "
        "August to October 2026 (4 kinds of source)." in said
    )
    assert said.count("kinds of source).") == 2
    assert "Covered: Postpartum haemorrhage: last learning event EVT-26-001 on 7 October 2026" in said
    assert "Gap: Triage and telephone advice: no learning event yet. EVT-26-002 is planned for 9 December 2026." in said
    assert "As at 23 November 2026, 10:00." in said
    assert [x.id for x in scene.run(learning.found)] == ["LRN-26-003", "LRN-26-002", "LRN-26-001"]
    assert [e.stage.words for e in scene.run(learning_events.listed)] == ["planned", "held"]
    assert scene.outbox() == []
