"""Steps about risks that several transcripts begin with."""

from __future__ import annotations

from typing import Any

from bot.contracts import Reply
from tests.scene import Scene

SENTENCE: dict[str, Any] = {
    "title": "Growth scan capacity",
    "cause": "Sonographer posts stay empty",
    "event": "scans may be late",
    "effect": "growth restriction may be missed",
}
SCORED: dict[str, Any] = {"likelihood": "4", "consequence": "4", "target_likelihood": "2", "target_consequence": "4"}


def raise_risk(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    """Somebody raises a risk of JPUH by the form; gives the card of the risk."""
    form = scene.ask(who, "new_risk", trusts=("JPUH",))
    return scene.press(who, form, "Save", **{**SENTENCE, **SCORED, **typed})


def review(scene: Scene, who: str, record: str, **typed: Any) -> Reply:
    """Somebody reviews a risk by the form."""
    form = scene.ask(who, "review_risk", record=record)
    return scene.press(who, form, "Save review", **typed)
