"""Slots by the rules of the contract: what was said, and no more."""

from __future__ import annotations

import pytest

from tests.understanding import heard


def slots(text, role="chair", trust=None):
    return heard(text, role, trust)["slots"]


@pytest.mark.parametrize(
    ("text", "trusts"),
    [
        ("risks at the Paget", ["JPUH"]),
        ("risks apart from the Paget", ["NNUH", "QEHKL"]),
        ("risks for all three except norwich", ["JPUH", "QEHKL"]),
        ("risks at the N&N but not the QE", ["NNUH"]),
        ("oasi rate not norwich", ["JPUH", "QEHKL"]),
        ("risks across all 3", ["NNUH", "JPUH", "QEHKL"]),
    ],
)
def test_trusts(text, trusts):
    assert slots(text)["trusts"] == trusts


def test_our_is_the_speakers_trust_and_a_write_takes_it_unsaid():
    assert slots("our risks", "trust_lead", "JPUH")["trusts"] == ["JPUH"]
    assert slots("new risk", "trust_lead", "JPUH")["trusts"] == ["JPUH"]
    assert "trusts" not in slots("risks", "trust_lead", "JPUH")
    assert "trusts" not in slots("what changed since we last met", "trust_lead", "JPUH")
    assert slots("actions at the other two trusts", "trust_lead", "JPUH")["trusts"] == ["NNUH", "QEHKL"]


def test_a_status_that_is_denied_is_not_a_status():
    assert "status" not in slots("actions not overdue at the Paget")
    assert slots("overdue actions")["status"] == "overdue"
    assert slots("my open actions", "member")["status"] == "open"


def test_a_record_says_its_trust():
    assert "trusts" not in slots("our action 14 is done", "trust_lead", "JPUH")


def test_a_part_of_a_framework_is_said_with_its_whole():
    assert slots("three year plan theme 3 progress")["framework"] == "3YDP:T3"
    assert slots("where are we with MIS, SA6")["framework"] == "CNST:SA6"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("JPUH October return not yet assured", "not assured"),
        ("RET-2026-10-JPUH can't be assured", "not assured"),
        ("RET-2026-10-JPUH not enough to assure", "not assured"),
        ("act 9 pretty much done", None),
        ("act 9: first audit done, second in January", None),
        ("act 9 might slip", "at risk"),
        ("act 9 all done", "delivered"),
    ],
)
def test_nearly_and_not_yet_are_not_the_thing_itself(said, status):
    assert heard(said)["slots"].get("status") == status


def test_a_day_that_has_passed_is_asked_about():
    answer = heard("actions before 1 January 1900")
    assert answer["slots"]["due_before"] == "1900-01-01"
    assert answer["ask"] == ["1 January 1900 has passed: due before which day?"]
    assert heard("actions before 1 January 2027")["ask"] == []
