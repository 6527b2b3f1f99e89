"""Steps of a round in a scene, as people take them, for transcripts about what comes after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot import playground
from bot.contracts import Reply
from domain.returns import Return
from storage import members
from storage import returns as kept
from tests.returns_made import FIGURES, WORRY
from tests.scene import Scene, inputs

FIGURES_TYPED: dict[str, Any] = {key: str(value) for key, value in FIGURES.items()}
SECOND_LEAD = """
[[people]]
object_id = "00000000-0000-4000-8000-00000000000a"
name = "Mo Adeyemi"
roles = ["deputy", "trust_lead"]
trusts = ["JPUH", "QEHKL"]
"""
"""Somebody who leads two trusts, one of them beside Tom: the AS-name is `mo`, see `with_mo`."""


def with_mo(folder: Path) -> Scene:
    """The sample group with a second lead of JPUH who also leads QEHKL."""
    file = folder / "group.toml"
    file.write_text(playground.GROUP_FILE.read_text(encoding="utf-8") + SECOND_LEAD, encoding="utf-8")
    scene = Scene(folder, group_file=file)
    scene.cast["mo"] = next(m for m in scene.run(members.everybody) if m.name == "Mo Adeyemi")
    return scene


def open_round(scene: Scene) -> Reply:
    """The coordinator opens October's round."""
    return scene.say("coordinator", "open round")


def form(scene: Scene, person: str) -> Reply:
    """The step where this lead left off, from the words `submit`."""
    return scene.say(person, "submit")


def fill(scene: Scene, person: str, **figures: Any) -> Reply:
    """All four steps of a lead's own trust; gives the read-back."""
    at = scene.press(person, form(scene, person), "Save and continue", **{**FIGURES_TYPED, **figures})
    at = scene.press(person, at, "Save and continue", moderate="3", severe="1", fatal="0", themes="pph,escalation")
    at = scene.press(person, at, "Save and continue", worry=WORRY, external="no")
    return scene.press(person, at, "Save and continue", worked_well="Daily trolley check")


def submit(scene: Scene, person: str, **figures: Any) -> Reply:
    """The whole return, sent."""
    return scene.press(person, fill(scene, person, **figures), "Submit return")


def the_return(scene: Scene, trust: str = "JPUH", period: str = "2026-10") -> Return | None:
    """What is kept of a trust's return."""
    return scene.run(lambda s: kept.of_trust(s, period, trust))


def figures(scene: Scene, trust: str = "JPUH", period: str = "2026-10") -> dict[str, tuple[Any, Any]]:
    """The trust's figures of a month as kept: numerator and denominator by measure."""
    found = scene.run(lambda s: kept.figures_of(s, period, trust))
    return {key: (seen.numerator, seen.denominator) for key, seen in found.items()}


def shown(scene: Scene, reply: Reply) -> dict[str, Any]:
    """What the inputs of a card show, by their plain names."""
    return {name.split("__r")[0]: value for name, value in inputs(scene.content(reply)).items()}
