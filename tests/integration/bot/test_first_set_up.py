"""A new group, set up in Teams by its coordinator: from a file of ten lines to the first round within a quarter hour.

Nobody was timed. What is counted is what hands do: messages, presses, fields. At ten seconds for a press or a message
and fifteen for a field (slow, with copying ids) it must fit into fifteen minutes. docs/coordinator.md has it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.contracts import Reply
from storage import members
from tests.scene import Scene, twin

FILE = """
[group]
name = "Fenland Maternity Oversight Group"
short = "FMOG"
lmns = "Fenland LMNS"
tenant_id = "5f1c8a52-0000-4000-8000-00000000cccc"
channel_id = "19:fenland@thread.tacv2"
[[trusts]]
code = "FEN"
name = "Fenland Hospitals NHS Trust"
ods = "ZZ7"
[[people]]
object_id = "00000000-0000-4000-a000-000000000001"
name = "Cass Orme"
roles = ["coordinator"]
[[people]]
object_id = "00000000-0000-4000-a000-000000000002"
name = "Ruby Vale"
roles = ["chair"]
"""
PRESS, FIELD = 10, 15
"""Seconds."""


class Hands:
    """The coordinator at work; counts seconds of slow hands."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.seconds = scene, 0

    def say(self, words: str) -> Reply:
        self.seconds += PRESS
        return self.scene.say("coordinator", words)

    def press(self, card: Reply, title: str, **typed: Any) -> Reply:
        self.seconds += PRESS + FIELD * len(typed)
        return self.scene.press("coordinator", card, title, **typed)

    def form(self, said: str, opens: str, **typed: Any) -> str:
        """Say something, open its form, fill in and save; what the bot answered."""
        return twin(self.press(self.press(self.say(said), opens), "Save", **typed))


@pytest.fixture
def hands(tmp_path):
    (tmp_path / "group.toml").write_text(FILE, encoding="utf-8")
    scene = Scene(tmp_path, group_file=tmp_path / "group.toml")
    yield Hands(scene)
    scene.close()


def person(number: int) -> str:
    return f"00000000-0000-4000-a000-{number:012d}"


def test_a_group_is_ready_for_its_first_round_within_a_quarter_of_an_hour(hands: Hands):
    assert "Roles: LMNS office" in twin(hands.say("who am I"))
    hands.form("settings", "Change", appetite="open", weekly="monday")
    hands.form("calendar", "Change", meeting_weekday="thursday", meeting_week="2", meeting_time="14:00")
    for code, name in (("MARSH", "Marshland General Hospital NHS Trust"), ("WASH", "Wash Coast NHS Foundation Trust")):
        hands.form("trusts", "Add trust", code=code, name=name, aliases=code.lower())
    for number, (name, trust) in enumerate((("Ada Finch", "FEN"), ("Bo Lark", "MARSH"), ("Cy Wren", "WASH")), 11):
        added = hands.press(
            hands.say("add member"), "Save", object_id=person(number), name=name, roles="trust_lead", trusts=trust
        )
        assert name in twin(added)
    hands.press(hands.say("add member"), "Save", object_id=person(21), name="Di Swift", roles="member")
    listed = twin(hands.say("members"))
    assert "6 people are on the list." in listed
    opened = twin(hands.say("open round"))
    assert "is open" in opened
    assert hands.seconds <= 15 * 60, f"{hands.seconds / 60:.1f} minutes"

    scene = hands.scene
    leads = {str(m.object_id) for m in scene.run(members.everybody) if m.trusts}
    assert leads == {person(11), person(12), person(13)}
    assert leads <= {sent.to for sent in scene.outbox() if "October 2026" in twin(sent.card)}, "each has the request"
    assert scene.groups.all()[0].rhythm.meeting(2026, 12) == date(2026, 12, 10)
    assert "0 of 3 trusts received" in twin(scene.say("chair", "returns"))
