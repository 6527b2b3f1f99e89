"""Learning habits: held-out messages are left out, and what is written can be read."""

from __future__ import annotations

import json
import math
from pathlib import Path

from tools import habits

DATA = Path(__file__).resolve().parents[2] / "data"


def test_held_out_messages_are_not_learned_from():
    learned = {text for text, *_ in habits.messages()}
    held_out = [
        json.loads(line)["text"]
        for path in DATA.glob("understanding*held_out*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert held_out
    assert len(learned) > 1000
    # What everybody says ("good morning all") may stand in two sets: one in a hundred; the bare name of a command
    # ("trusts", "add member") is what the contract says and stands in any set.
    sentences = [text for text in held_out if len(text.split()) > 2]
    assert sum(text in learned for text in sentences) <= len(sentences) / 100


def test_a_phrase_has_a_command_and_a_role_in_turn():
    rows = list(habits.phrases())
    assert {role for _, role, _, _ in rows} == set(habits.ROLES)
    assert {role for _, role, _, command in rows if command in habits.LEADS_ONLY} == {"trust_lead"}
    assert all(command for *_, command in rows)


def test_what_is_learned_tells_two_commands_apart():
    found = [(frozenset({"who", "sent"}), "returns", 1.0), (frozenset({"what", "risk"}), "risks", 0.3)] * 4
    made = habits.learned(found)
    assert made["commands"] == ["returns", "risks"]
    steps = dict(zip(made["weights"]["risk"][::2], made["weights"]["risk"][1::2], strict=True))
    assert steps[1] > 0 > steps[0]
    assert math.isclose(made["step"], habits.STEP)


def test_messages_are_drawn_from_grammars_always_the_same():
    first = list(habits.drawn())
    assert first == list(habits.drawn())
    assert not any(mark in text for text, *_ in first for mark in "{}$|")
    assert len(first) > 4000
