"""A soft word about blaming words, wherever people write about what happened; it never stands in the way."""

from __future__ import annotations

from typing import Any

from storage import learning, risks, theme_notes
from tests.returns_steps import FIGURES_TYPED, form, open_round
from tests.risk_steps import raise_risk, review
from tests.scene import Scene, twin

BLAMING = "The registrar failed to escalate"
SOFT = 'perhaps "did not happen because"'


def test_a_risk_and_its_review_are_kept_as_written(scene: Scene):
    assert SOFT in twin(raise_risk(scene, cause=BLAMING))
    assert scene.run(lambda s: risks.get(s, "RSK-26-001")).cause == BLAMING
    assert SOFT in twin(review(scene, "jpuh-lead", "RSK-26-001", rationale=BLAMING))
    assert SOFT not in twin(review(scene, "jpuh-lead", "RSK-26-001", rationale="Two posts are filled"))


def test_learning_and_entries_under_themes_are_read_back_with_it(scene: Scene):
    typed: dict[str, Any] = {"kind": "learning", "title": "Escalation", "text": BLAMING, "trust": "JPUH"}
    back = scene.press("jpuh-lead", scene.say("jpuh-lead", "share learning"), "Read it back", **typed)
    assert SOFT in twin(back)
    scene.press("jpuh-lead", back, "Send to the chair")
    assert scene.run(lambda s: learning.get(s, "LRN-26-001")).text == BLAMING
    entry = scene.press("chair", scene.say("chair", "themes"), "Add theme entry")
    noted = scene.press("chair", entry, "Read it back", source="staff", trust="ALL", themes="escalation", text=BLAMING)
    assert SOFT in twin(noted)
    scene.press("chair", noted, "Save")
    assert len(scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12"))) == 1


def test_a_return_is_read_back_with_it_and_can_be_sent(scene: Scene):
    open_round(scene)
    lead = "jpuh-lead"
    at = scene.press(lead, form(scene, lead), "Save and continue", **FIGURES_TYPED)
    at = scene.press(lead, at, "Save and continue", moderate="1", severe="0", fatal="0", story=BLAMING)
    at = scene.press(lead, at, "Save and continue", worry="Night cover", external="no")
    back = scene.press(lead, at, "Save and continue", worked_well="Daily trolley check")
    assert SOFT in twin(back)
    assert "Submit return" in str(scene.content(back))
