"""A decision is kept with its three questions answered, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from domain.decisions import QUESTIONS, Status, answered, checked, links_in, set_aside
from domain.refusals import Invalid, InvalidForm, NotAllowed
from tests.decisions_made import DECIDED, a_decision

TODAY = date(2026, 11, 23)


def test_a_whole_decision_is_tidied_and_stands() -> None:
    kept = checked(a_decision(title="  Pool places ", harmed=" Nobody, because both lists stay open "), TODAY)
    assert (kept.title, kept.harmed) == ("Pool places", "Nobody, because both lists stay open")
    assert kept.stands
    assert [label for label, _ in kept.answers] == list(QUESTIONS.values())


def test_everything_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(InvalidForm) as refused:
        checked(a_decision(title=" ", rationale="", harmed="", asked="n/a", know="tbc."), TODAY)
    assert [f.field for f in refused.value.faults] == [
        "What was decided",
        "Why",
        "Who could be harmed",
        "Who was asked",
        "How will we know",
    ]


@pytest.mark.parametrize("text", ["", "  ", "-", "...", "N/A", "none", "TBC", "don't know", "x", "?", "No."])
def test_what_gets_past_a_question_is_no_answer(text: str) -> None:
    assert not answered(text)


def test_a_decision_lies_in_the_past_and_is_looked_at_after_it() -> None:
    with pytest.raises(InvalidForm, match="still to come"):
        checked(a_decision(decided_on=date(2026, 11, 24), look_on=None), TODAY)
    with pytest.raises(InvalidForm, match="after the decision"):
        checked(a_decision(look_on=DECIDED), TODAY)


def test_ids_are_read_in_any_case_and_words_alone_are_asked_about() -> None:
    assert links_in("rsk-26-003, ACT-26-014 and RSK-26-003") == ("RSK-26-003", "ACT-26-014")
    assert links_in("  ") == ()
    with pytest.raises(Invalid, match="ids"):
        links_in("the locum risk")


def test_its_day_comes_only_while_it_stands() -> None:
    assert a_decision(look_on=TODAY).to_look_at(TODAY)
    assert not a_decision(look_on=None).to_look_at(TODAY)
    assert not a_decision(look_on=TODAY, status=Status.SET_ASIDE).to_look_at(TODAY)


def test_it_is_set_aside_once_and_with_a_reason() -> None:
    aside = set_aside(a_decision(), " the board decided otherwise ", TODAY)
    assert (aside.status.words, aside.reason, aside.ended_on) == ("set aside", "the board decided otherwise", TODAY)
    assert Status.STANDING.words == "stands"
    with pytest.raises(Invalid, match="few words"):
        set_aside(a_decision(), " ", TODAY)
    with pytest.raises(NotAllowed, match="already"):
        set_aside(aside, "again", TODAY)
