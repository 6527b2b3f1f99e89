"""More time asked for: chair and deputy both have the card; whoever answers first has answered for both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cards.kit import Card
from tests.days import Days
from tests.scene import titles, twin

MONDAY = date(2026, 11, 23)
RECORD = "ACT-26-001"


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def ask(days: Days, who: str = "jpuh-lead", owner: str = "jpuh-lead") -> None:
    days.action(RECORD, owner, date(2026, 12, 2))
    form = days.scene.press(who, days.scene.ask(who, "update_action", record=RECORD), "Ask for more time")
    days.scene.press(who, form, "Ask for more time", due="2027-01-15", reason="The auditor is ill", agreed="Ann counts")
    days.once()


def newest(days: Days, who: str) -> Card:
    return days.to(who, edits=True)[-1].card


def test_chair_and_deputy_have_the_card_and_the_owner_hears_the_answer(days: Days):
    ask(days)
    for who in ("chair", "deputy"):
        assert titles(newest(days, who)) == ["Approve", "Decline", "Discuss"]
    days.scene.press("deputy", newest(days, "deputy"), "Approve")
    days.once()
    assert days.to("jpuh-lead")[-1].title == "ACT-26-001: more time granted"


def test_the_first_answer_wins_and_the_others_card_says_so(days: Days):
    ask(days)
    old = newest(days, "chair")
    days.scene.press("deputy", newest(days, "deputy"), "Approve")
    days.once()
    edited = days.to("chair", edits=True)[-1]
    assert edited.edits, "the card itself is changed; nothing new is sent"
    assert "David Lowe answered first: due date moved from 2 December 2026 to 15 January 2027" in edited.card.twin
    assert titles(edited.card) == ["Open it"]
    late = days.scene.press("chair", old, "Decline", reason="no")
    assert "David Lowe updated it" in twin(late)
    assert len(days.to("chair")) == 1


def test_a_word_to_discuss_leaves_the_other_free_to_answer(days: Days):
    ask(days)
    days.scene.press("chair", newest(days, "chair"), "Discuss", reason="let us talk on Monday")
    days.once()
    assert titles(newest(days, "deputy")) == ["Approve", "Decline", "Discuss"]
    form = days.scene.press("deputy", days.scene.ask("deputy", "action", record=RECORD), "Decide on the date")
    days.scene.press("deputy", form, "Approve")
    days.once()
    assert "answered first" in newest(days, "chair").twin


def test_a_card_that_had_not_gone_yet_never_goes(days: Days):
    days.action(RECORD, "jpuh-lead", date(2026, 12, 2))
    form = days.scene.press(
        "jpuh-lead", days.scene.ask("jpuh-lead", "update_action", record=RECORD), "Ask for more time"
    )
    days.scene.press("jpuh-lead", form, "Ask for more time", due="2027-01-15", reason="ill")
    decide = days.scene.press("deputy", days.scene.ask("deputy", "action", record=RECORD), "Decide on the date")
    days.scene.press("deputy", decide, "Decline", reason="the board meets before")
    days.once()
    assert days.to("chair", edits=True) == []


def test_nobody_is_asked_about_their_own_promise_while_the_other_is_there(days: Days):
    ask(days, "deputy", "deputy")
    assert days.to("deputy") == []
    assert titles(newest(days, "chair")) == ["Approve", "Decline", "Discuss"]


@pytest.mark.parametrize("presser", ["chair", "deputy"])
def test_after_discuss_the_card_that_lies_there_still_counts_at_the_first_press(days: Days, presser: str):
    """The chair wants to talk; afterwards Approve on the card that came first is enough, of chair or deputy."""
    ask(days)
    card = newest(days, presser)
    days.scene.press("chair", newest(days, "chair"), "Discuss", reason="Tomorrow at ten?")
    done = days.scene.press(presser, card, "Approve")
    assert "due date moved from 2 December 2026 to 15 January 2027" in twin(done)


def test_a_card_of_an_earlier_request_does_not_count_for_a_later_one(days: Days):
    ask(days)
    old = newest(days, "chair")
    days.scene.later(minutes=1)
    form = days.scene.press(
        "jpuh-lead", days.scene.ask("jpuh-lead", "update_action", record=RECORD), "Ask for more time"
    )
    days.scene.press("jpuh-lead", form, "Ask for more time", due="2027-02-26", reason="The auditor is still ill")
    again = days.scene.press("chair", old, "Approve")
    assert "from 2 December 2026 to 26 February 2027" in twin(again)
    assert "Please look at this first" in twin(again)
    done = days.scene.press("chair", again, "Approve")
    assert "due date moved from 2 December 2026 to 26 February 2027" in twin(done)


def test_each_move_is_shown_with_both_dates_the_reason_and_who_agreed(days: Days):
    ask(days)
    days.scene.press("chair", newest(days, "chair"), "Approve")
    days.scene.later(minutes=1)
    form = days.scene.press("chair", days.scene.ask("chair", "update_action", record=RECORD), "Ask for more time")
    days.scene.press("chair", form, "Ask for more time", due="2027-02-26", reason="Two wards are closed")
    shown = twin(days.scene.ask("chair", "action", record=RECORD))
    assert "Due 26 February 2027; first due 2 December 2026, moved twice." in shown
    assert "Moved twice" in shown.splitlines()
    assert "2 December 2026 to 15 January 2027, by Helen Marsh: The auditor is ill. Agreed: Ann counts" in shown
    assert "15 January 2027 to 26 February 2027, by Helen Marsh: Two wards are closed" in shown
