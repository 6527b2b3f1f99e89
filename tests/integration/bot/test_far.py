"""A date far ahead may be a slip of the hand: asked about once wherever one is typed, and kept when it is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.contracts import Reply
from storage import actions
from tests.actions_made import made
from tests.integration.bot import test_decisions as decisions
from tests.integration.bot import test_learning_events as events
from tests.integration.bot import test_new_evidence as evidence
from tests.integration.bot import test_policies as policies
from tests.integration.bot import test_risk_board as board
from tests.risk_steps import raise_risk
from tests.scene import Scene, inputs, twin

FAR = "2036-11-30"
ASKS = "30 November 2036 is more than 2 years ahead. If that is right, press"


def decision(scene: Scene) -> Reply:
    return decisions.log(scene, look_on=FAR)


def policy(scene: Scene) -> Reply:
    return policies.log(scene, answer_by=FAR)


def escalation(scene: Scene) -> Reply:
    raise_risk(scene)
    form = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    return scene.press("chair", form, "Save draft", **{**board.DRAFT, "needed_by": FAR})


def item(scene: Scene) -> Reply:
    return evidence.add(scene, next_review=FAR)


def event(scene: Scene) -> Reply:
    return events.plan(scene, on=FAR)


def moved(scene: Scene) -> Reply:
    events.plan(scene)
    form = scene.press("chair", scene.ask("chair", "learning_event", record="EVT-26-001"), "Move it")
    return scene.press("chair", form, "Save", on=FAR)


def handed_over(scene: Scene) -> Reply:
    tom = scene.member("jpuh-lead")
    scene.run(lambda s: actions.add(s, made("ACT-26-001", owner=tom.object_id, owner_name=tom.name)))
    form = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Hand over")
    return scene.press("chair", form, "Hand over", owner=scene.member("member").object_id, reason="a new post", on=FAR)


def more_time(scene: Scene) -> Reply:
    tom = scene.member("jpuh-lead")
    scene.run(lambda s: actions.add(s, made("ACT-26-001", owner=tom.object_id, owner_name=tom.name)))
    form = scene.press("jpuh-lead", scene.ask("jpuh-lead", "action", record="ACT-26-001"), "Ask for more time")
    return scene.press("jpuh-lead", form, "Ask for more time", due=FAR, reason="the board meets later")


def signal(scene: Scene) -> Reply:
    kinds = scene.ask("chair", "signal", trusts=("JPUH",), text="a letter came")
    form = scene.press("chair", kinds, "CQC letter")
    return scene.press("chair", form, "Read it back", level="enforcement", asked=FAR)


ROOMS: Mapping[str, tuple[Callable[[Scene], Reply], str, str, str]] = {
    "decision": (decision, "chair", "Save", "DEC-26-001 is in the log."),
    "policy": (policy, "coordinator", "Save", "POL-26-001 is on the register"),
    "escalation": (escalation, "chair", "Save draft", "Kept as a draft."),
    "evidence": (item, "jpuh-lead", "Save", "EVD-26-001 is on the register."),
    "event": (event, "coordinator", "Save", "EVT-26-001"),
    "event moved": (moved, "chair", "Save", "Moved."),
    "signal": (signal, "chair", "Read it back", "Read it back: CQC letter"),
    "hand-over": (handed_over, "chair", "Hand over", "from 30 November 2036 on"),
    "more time": (more_time, "jpuh-lead", "Ask for more time", "The chair decides"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_it_is_asked_about_once_and_then_kept(scene: Scene, room: str):
    begin, who, press, kept = ROOMS[room]
    asked = begin(scene)
    assert ASKS in twin(asked)
    assert kept not in twin(asked)
    assert kept in twin(scene.press(who, asked, press))


@pytest.mark.parametrize("room", ROOMS)
def test_another_far_date_is_asked_about_anew(scene: Scene, room: str):
    begin, who, press, kept = ROOMS[room]
    asked = begin(scene)
    (field,) = (key.split("__")[0] for key, value in inputs(scene.content(asked)).items() if value == FAR)
    typed: dict[str, Any] = {field: "2037-01-05"}
    again = scene.press(who, asked, press, **typed)
    assert "5 January 2037 is more than 2 years ahead." in twin(again)
    assert kept not in twin(again)


def test_a_date_within_two_years_is_taken_as_it_is(scene: Scene):
    assert ASKS not in twin(decisions.log(scene, look_on="2028-11-20"))
