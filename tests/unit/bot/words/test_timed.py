"""Which slot a date fills."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("actions due before January", "due_before", "2027-01-01"),
        ("actions due by January", "due_before", "2027-01-31"),
        ("actions due this week", "due_before", "2026-11-27"),
        ("actions overdue by more than 30 days", "due_before", "2026-10-24"),
        ("actions more than two weeks overdue", "due_before", "2026-11-09"),
        ("new action: audit swab counts by 15 jan", "due", "2027-01-15"),
        ("can I have more time on act 9, till 18 december", "due", "2026-12-18"),
        ("away until 4 December", "until", "2026-12-04"),
        ("I am off next week", "until", "2026-12-04"),
        ("snooze for 3 working days", "until", "2026-11-26"),
        ("snooze for two working days", "until", "2026-11-25"),
        ("decision: accept the risk until january", "until", "2027-01-31"),
        ("build the pack for december's meeting", "period", "2026-12"),
        ("stillbirths in august and october", "period", "2026-08-01/2026-10-31"),
        ("open round for october", "period", "2026-10"),
        ("returns for the last quarter", "period", "2026-07-01/2026-09-30"),
    ],
)
def test_dates_fill_their_slot(text, name, value):
    assert heard(text)["slots"].get(name) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mark ACT-31 green and remind Bev on weds", "due"),
        ("act 14 done since june", "due"),
        ("away since friday", "until"),
        ("chase Bev about the audit from july", "due_before"),
        ("actions since april", "due_before"),
        ("new action: review the audit from april", "due"),
        ("new action: review everything this year", "due"),
    ],
)
def test_dates_that_fill_nothing(text, name):
    assert name not in heard(text)["slots"]
