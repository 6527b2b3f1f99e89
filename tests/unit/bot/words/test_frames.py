"""What stands around the words that are kept: words of asking alone."""

from __future__ import annotations

import pytest

from bot.words.frames import bare


@pytest.mark.parametrize(
    ("command", "said", "kept"),
    [
        (
            "share_learning",
            "hi, I'd like to share some learning, we moved the trolley, thanks all",
            "we moved the trolley",
        ),
        ("new_risk", "please, no registrar on Sundays, please", "no registrar on Sundays"),
        ("concern", "I need to tell someone that nobody checks the trolley", "nobody checks the trolley"),
        ("concern", "students are alone. please don't use my name", "students are alone. please don't use my name"),
        ("new_action", "buy scales. ta x", "buy scales"),
        ("policy", "new NICE guidance, please", "new NICE guidance"),
        ("remind", "please, the audit, thanks", "please, the audit, thanks"),
    ],
)
def test_clauses_that_only_ask_are_cut(command, said, kept):
    assert bare(command, said) == kept
