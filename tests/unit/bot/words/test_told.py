"""Stretches of the message as said."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "new action: N&N + JPH to swap PPH trolley checklists, both HoMs, by 2nd week jan",
            "swap PPH trolley checklists",
        ),
        ("raise a risk - growth scan capacity. prob a 4x4", "growth scan capacity"),
        ("action 14 done, evidence is in the shared drive", "evidence is in the shared drive"),
        ("minute this: group agreed to pool PROMPT places", "pool PROMPT places"),
        ("MOSS amber came thru this am for our site", "MOSS amber"),
        ("what does ATAIN stand for", "ATAIN"),
        ("whats the diff between PQSM and PQOM", "PQSM and PQOM"),
        ("PSII? what's that", "PSII"),
        ("reassign all of Priya's to Tom from mon, she's moved on", "reassign all of Priya's to Tom from mon"),
        ("add Alison Drew as trust lead for JPUH", "Alison Drew"),
        ("new letter from NHSE about MOSS came out fri, what does it mean for us", "new letter from NHSE about MOSS"),
        ("chase Jo re the triage audit would you", "triage audit"),
    ],
)
def test_the_words_are_kept_as_said(text, kept):
    assert heard(text)["slots"].get("text") == kept


@pytest.mark.parametrize(
    "text",
    [
        "new action",
        "I want to raise a concern",
        "I'd like to share some good practice",
        "policy register",
        "settings",
        "signal",
        "action 14 done since june",
        "add someone to the group",
        "nudge Bev about ACT-12",
    ],
)
def test_a_bare_command_keeps_no_words(text):
    assert "text" not in heard(text)["slots"]
