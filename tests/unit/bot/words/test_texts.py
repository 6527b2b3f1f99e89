"""Where a stretch begins and ends."""

from __future__ import annotations

from bot.words import texts


def test_courtesies_are_cut_off():
    assert texts.trimmed(" AAR helped. happy for others to nick it 🎉") == "AAR helped"
    assert texts.trimmed("triage audit would you please") == "triage audit"


def test_a_grade_is_cut_off():
    assert texts.without_grade("roof props, prob a 4x3") == "roof props"
    assert texts.without_grade("roof props") == "roof props"
