"""Views that have a button may be asked for in words, too, as people say them; the channel sees none of them."""

from __future__ import annotations

import pytest

from bot.contracts import PlaceKind
from tests.risk_steps import raise_risk
from tests.scene import Scene, twin

SAID = {
    "incident meeting": "Incident meeting",
    "deep dive rota": "Incident meeting",
    "equity": "Equity: who is looked at",
    "register health": "Register health",
    "heat map": "Risk matrix",
    "ideas": "Ideas",
}


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("who", ["chair", "jpuh-lead", "member"])
def test_a_view_is_asked_for_by_its_name(scene: Scene, who: str, words: str) -> None:
    raise_risk(scene)
    assert twin(scene.say(who, words)).startswith(SAID[words])


def test_rules_for_escalation_are_the_offices_and_an_observer_sees_none_of_it(scene: Scene) -> None:
    raise_risk(scene)
    assert "RSK-26-001" in twin(scene.say("chair", "rules for escalation"))
    assert "not open to your role" in twin(scene.say("member", "rules for escalation"))
    for words in SAID:
        assert "not open to your role" in twin(scene.say("observer", words))


def test_in_the_channel_it_is_answered_privately(scene: Scene) -> None:
    reply = scene.say("member", "incident meeting", where=PlaceKind.CHANNEL)
    assert reply.private
