"""What happened may be said before the record it belongs to."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("48 of 50 swab counts compliant, 2 recounts, act 9 delivered", "48 of 50 swab counts compliant, 2 recounts"),
        ("Kath moved on 30 September, reassign ACT-26-009 to Ewa", "Kath moved on 30 September"),
        ("the new kit is in, please mark action 30 as done", "the new kit is in"),
        ("the locum has started, risk 7 down to a 9", "the locum has started"),
    ],
)
def test_the_words_before_the_record_are_the_reason(said, text):
    assert heard(said)["slots"]["text"] == text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("right, act 9 delivered", None),
        ("please update this one now, act 9 delivered", None),
        ("act 9 delivered, 48 of 50 compliant", "48 of 50 compliant"),
        ("one thing, act 9 slipped because the audit lead has left", "the audit lead has left"),
        ("the kit is late", None),
    ],
)
def test_words_that_only_lead_to_it_are_none(said, text):
    assert heard(said)["slots"].get("text") == text


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("the MNVP heard from three families that nobody explained induction delays", "concern"),
        ("stop emailing me", "settings"),
        ("nobody told me about this", "unknown"),
    ],
)
def test_families_who_were_not_told_are_heard(said, command):
    assert heard(said, "member")["command"] == command
