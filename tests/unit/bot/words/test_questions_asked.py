"""What is asked back, and that what was said is not asked."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("whats red", "Actions or risks?"),
        ("escalate the staffing risk", "Which risk?"),
        ("drop our staffing risk to a 12", "Likelihood 3 and consequence 4 or likelihood 4 and consequence 3?"),
        ("need more time on action 4", "To which date?"),
        ("push act 23 back to 28 february", "28 February 2027 is a Sunday: that day, or the Friday before?"),
        ("new action: N&N and JPH to swap checklists", "One action, or one for each trust?"),
        ("nil return for november", "November has not ended: keep this as a draft until then?"),
        ("partial assurance for the QE", "Which month's return?"),
        ("close actions 14 and 15", "And ACT-26-015 too?"),
        ("chase Jo", "Which Jo, if more than one?"),
        ("remind", "Whom shall I remind?"),
        ("out of office", "Until which day?"),
        ("history", "Of which record?"),
        ("review the paget october return", "Assured, partially assured or not assured?"),
        ("pph", "Which trust, or all of them?"),
        ("review risk 5", "Likelihood and consequence, each from 1 to 5?"),
        ("review risk 5 score 12", "Likelihood 3 and consequence 4 or likelihood 4 and consequence 3?"),
    ],
)
def test_asked(text, asked):
    assert asked in heard(text)["ask"]


def test_what_was_said_is_not_asked():
    assert heard("away until 4 December")["ask"] == []
    assert heard("push act 23 back to 26 february, procurement is slow")["ask"] == []
