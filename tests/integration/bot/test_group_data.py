"""Two people of the office change the group's data from cards drawn at the same moment: the second is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scene import Scene, twin


@pytest.mark.parametrize("second", ["settings", "themes"])
def test_a_card_of_the_groups_data_that_somebody_was_faster_on_says_who_and_when(scene: Scene, second: str):
    typed: dict[str, Any]
    if second == "settings":
        mine, typed = scene.press("chair", scene.ask("chair", "calendar"), "Change"), {"due_working_days": "4"}
    else:
        listed = scene.press(
            "chair", scene.press("chair", scene.say("chair", "themes"), "All themes"), "The list of themes"
        )
        mine, typed = scene.press("chair", listed, "New theme"), {"name": "Night transfers"}
    theirs = scene.press("coordinator", scene.ask("coordinator", "calendar"), "Change")
    scene.press("coordinator", theirs, "Save", meeting_weekday="tuesday", meeting_week="2", due_working_days="3")
    said = twin(scene.press("chair", mine, "Save", **typed))
    assert "The group's data" in said
    assert "This changed while you were editing" in said
    assert "Ruth Okafor" in said
