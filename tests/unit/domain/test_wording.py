"""Neutral words are proposed, never demanded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wording import BLAME, MOST, NEUTRAL, Sort, in_words, look


@pytest.mark.parametrize(
    ("text", "sort", "found"),
    [
        ("The team failed to escalate", Sort.NEUTRAL, "failed to"),
        ("Failure to record the swab count", Sort.NEUTRAL, "Failure to"),
        ("they didn't bother to call", Sort.NEUTRAL, "didn't bother to"),
        ("somebody should have checked", Sort.NEUTRAL, "should have"),
        ("put down to human error", Sort.NEUTRAL, "human error"),
        ("nights were careless", Sort.BLAME, "careless"),
        ("the ward is to blame", Sort.BLAME, "is to blame"),
        ("it was NEGLIGENT", Sort.BLAME, "NEGLIGENT"),
        ("Dr Patel left early", Sort.NAME, "Dr Patel"),
        ("midwife Jane Smith left the drip", Sort.NAME, "midwife Jane Smith"),
        ("the drip was left by Jane Smith", Sort.NAME, "Jane Smith"),
        ("Sister O'Brien said no", Sort.NAME, "Sister O'Brien"),
    ],
)
def test_what_is_pointed_out(text: str, sort: Sort, found: str) -> None:
    assert [(h.sort, h.found) for h in look(text)] == [(sort, found)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Escalation did not happen because the bleep was down",
        "Midwife led care is closed at night",
        "Consultant cover is thin on Sundays",
        "One midwife on the ward at night at the James Paget",
        "Queen Elizabeth has no second theatre",
        "Norfolk and Norwich asked for help with growth scans",
        "Registrar Rota gaps on nights",
        "We could not fill the rota",
        "Hope Ward and Rose Ward share one coordinator",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert look(text) == ()


def test_the_proposal_is_said_in_words() -> None:
    neutral, blame = look("They failed to call and were careless")
    assert neutral.words == '"failed to": perhaps "did not happen because".'
    assert blame.words == '"careless": what was going on around it?'


def test_each_phrase_once_in_reading_order_and_only_a_few() -> None:
    hints = look("careless, failed to, careless, failed to")
    assert [h.found for h in hints] == ["careless", "failed to"]
    wordy = "careless lazy useless reckless negligent incompetent culprit"
    assert len(look(wordy)) == MOST


def test_every_phrase_of_the_lists_is_found_by_an_example_of_its_own() -> None:
    for phrase in (*NEUTRAL, *BLAME):
        assert re.compile(phrase.pattern)
        assert phrase.instead


def test_it_never_says_its_own_proposals_are_blame() -> None:
    for phrase in (*NEUTRAL, *BLAME):
        assert look(phrase.instead) == ()


@given(st.text(max_size=300))
def test_any_text_may_be_looked_at_and_what_is_found_is_in_it(text: str) -> None:
    for hint in look(text):
        assert hint.found in text


def test_what_is_said_of_several_texts_names_each_phrase_once_and_begins_softly() -> None:
    lines = in_words("They failed to call", "and failed to write; careless").splitlines()
    assert lines[0] == "Only a thought about the words; you can leave them as they are."
    assert lines[1:] == ['"failed to": perhaps "did not happen because".', '"careless": what was going on around it?']
    assert in_words("Escalation was slow") == ""
