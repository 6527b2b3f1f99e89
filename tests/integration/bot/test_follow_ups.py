"""What refers to the last answer, in one conversation, for ten minutes."""

from __future__ import annotations

import pytest

from bot import playground, sample
from bot.contracts import PlaceKind
from tests.scene import Scene, twin

TOLD = "I took this to follow your last question"


@pytest.fixture(autouse=True)
def month(scene: Scene):
    """The sample group's two past months."""
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE)


def test_another_trust_is_asked_of_the_same_question(scene: Scene):
    first = twin(scene.say("chair", "actions for NNUH"))
    assert TOLD not in first
    said = twin(scene.say("chair", "and the Paget?"))
    assert f"{TOLD}: actions, JPUH" in said
    assert "ACT-26-009" in said
    assert "ACT-26-002" not in said


def test_the_second_one_is_the_second_record_of_the_answer(scene: Scene):
    said = twin(scene.say("chair", "actions overdue"))
    assert said.index("ACT-26-009") < said.index("ACT-26-004")
    assert "Agree system mutual aid" in twin(scene.say("chair", "the second one"))


def test_a_write_is_understood_anew_and_saved_by_a_press_only(scene: Scene):
    scene.say("jpuh-lead", "action 12")
    said = twin(scene.say("jpuh-lead", "that one is on track"))
    assert "Nothing is saved yet" in said


def test_after_ten_minutes_elsewhere_or_for_somebody_else_there_is_nothing_to_follow(scene: Scene):
    scene.say("chair", "actions for NNUH")
    assert TOLD not in twin(scene.say("deputy", "and the Paget?"))
    assert TOLD not in twin(scene.say("chair", "and the Paget?", where=PlaceKind.CHANNEL))
    scene.later(minutes=11)
    assert TOLD not in twin(scene.say("chair", "and the Paget?"))
