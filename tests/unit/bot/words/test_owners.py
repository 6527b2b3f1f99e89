"""Who is meant, as said."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("chase Jo re the triage audit", "Jo"),
        ("give Bev Adams a nudge", "Bev Adams"),
        ("pause reminders for Kath shes on leave til 7th", "Kath"),
        ("what are Priya's actions", "Priya"),
        ("new action for Sue Carter to audit swab counts by 15 jan", "Sue Carter"),
        ("new action: swap checklists, both HoMs, by 15 jan", "both HoMs"),
        ("reassign act 3 to Tom", "Tom"),
        ("nudge everyone who is overdue", None),
        ("chase the Paget", None),
        ("actions overdue for Tom", "Tom"),
        ("I am on leave", None),
        ("new action: all three trusts to send audits by 4 dec", None),
    ],
)
def test_owner(text, owner):
    assert heard(text)["slots"].get("owner") == owner


@pytest.mark.parametrize(
    ("text", "cover"),
    [
        ("away until 14 Dec, Priya covers", "Priya"),
        ("away until friday, covered by Sam Reed", "Sam Reed"),
        ("away until friday", None),
    ],
)
def test_cover(text, cover):
    assert heard(text)["slots"].get("cover") == cover
