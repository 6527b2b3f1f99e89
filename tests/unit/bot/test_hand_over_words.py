"""What is no hand-over of everything, however near the words come. What is one is in test_handing_over."""

from __future__ import annotations

import pytest

from tests.scene import Scene, twin


@pytest.mark.parametrize(
    "words",
    [
        "actions of Tom",
        "all actions of Tom",
        "actions overdue for Tom",
        "hand over all actions to Priya",
        "move all the actions to the next meeting",
        "give me all the actions of Tom",
        "give me all Tom's actions to print",
        "can you pass me all of Tom's open actions",
    ],
)
def test_a_list_stays_a_list(scene: Scene, words: str):
    assert "Hand over what" not in twin(scene.say("chair", words))
