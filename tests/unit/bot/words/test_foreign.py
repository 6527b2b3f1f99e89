"""Orders about things that are none of ours are nobody's orders here."""

from __future__ import annotations

import pytest

from tests.understanding import WRITES, heard

ELSEWHERE = (
    """
submit my timesheet|finish my homework|open the window in bay 2|close the curtains|start the oxytocin infusion
review my CV|escalate the lift|undo my top button|cancel my clinic on Monday|cancel the milk|move my dentist to Thursday
set a timer for ten minutes|update windows|mute the television|turn the lights off|put the kettle on|let the dog out
snooze my alarm|wrong chat sorry|baby has a heart rate of 80|log me in|new shoes today|call the police
start the car|push harder|import duties on beds are a scandal|I want to know about the car park
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("said", ELSEWHERE)
@pytest.mark.parametrize(("role", "trust"), [("chair", None), ("trust_lead", "JPUH")])
def test_an_order_about_something_else_writes_nothing(said, role, trust):
    answer = heard(said, role, trust)
    assert answer["command"] not in WRITES
    assert not answer["confirm"]


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("submit", "submit"),
        ("time to open the November round", "open_round"),
        ("undo the last thing I did", "undo"),
        ("remind me again tomorrow", "snooze"),
        ("we have done the swab audit one", "update_action"),
        ("call time on the October round", "close_round"),
    ],
)
def test_an_order_about_ours_is_heard(said, command):
    assert heard(said, "trust_lead", "JPUH")["command"] == command
