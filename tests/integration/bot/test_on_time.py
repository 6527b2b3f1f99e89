"""On time, from the list of actions."""

from __future__ import annotations

from datetime import date

import pytest

from bot.contracts import PlaceKind
from storage import actions as kept
from tests.actions_made import made
from tests.scene import Scene, twin


def test_the_group_sees_what_was_kept_by_its_first_date(scene: Scene):
    first = date(2026, 10, 30)
    scene.run(
        lambda s: kept.add_many(
            s,
            [
                made("ACT-26-001", original_due=first, delivered_on=first),
                made("ACT-26-002", original_due=first, due=date(2027, 1, 1), slips=1),
                made("ACT-26-003", original_due=date(2025, 10, 1)),
            ],
        )
    )
    reply = scene.press("member", scene.ask("member", "actions"), "On time")
    said = twin(reply)
    assert "1 of 2 actions were delivered by their first date. In October 2026: 1 of 2." in said
    assert said.index("NNUH") < said.index("JPUH") < said.index("QEHKL")
    assert "ACT-26-001" in twin(scene.press("member", reply, "Open actions"))


@pytest.mark.parametrize("words", ["ageing of actions", "how old are our actions", "are actions delivered on time"])
def test_it_is_asked_for_in_words_too_and_answered_privately_in_the_channel(scene: Scene, words: str):
    assert twin(scene.say("chair", words)).startswith("On time")
    said = scene.say("chair", words, where=PlaceKind.CHANNEL)
    assert twin(said) == "I have replied to you privately."
    assert scene.card_for("chair").twin.startswith("On time")
