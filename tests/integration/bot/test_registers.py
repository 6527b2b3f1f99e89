"""Pages of the register: what a page is asked for and called. Those of a past day: `test_past.py`."""

from __future__ import annotations

from tests.risk_steps import raise_risk
from tests.scene import Scene, twin


def test_a_page_says_what_it_was_asked_for(scene: Scene) -> None:
    raise_risk(scene)
    for words, title in (
        ("risks", "Risks"),
        ("risks at JPUH", "Risks of JPUH and shared"),
        ("risks 12 or more", "Risks at 12 or more"),
        ("risks over appetite", "Risks over appetite"),
        ("risks due", "Risks due for review"),
        ("risks at JPUH as at 23 November 2026", "Risks of JPUH and shared"),
    ):
        assert twin(scene.say("member", words)).split("\n")[0] == title, words
