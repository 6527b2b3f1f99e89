"""The chair's card of what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import late_actions as cards
from cards.actions import Page
from cards.kit import BUDGET, size
from domain.action_dates import approve, ask_time, discuss
from domain.action_steps import Note, at_risk
from domain.lateness import Late, late
from tests.actions_made import CHAIR, OFFICE, OWNER, VICE, act, made
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

TODAY = date(2027, 2, 10)
AS_AT = "10 February 2027, 10:00"


def asked(record: str = "ACT-26-015", words: str = "the auditor is on leave") -> Late:
    return late(ask_time(made(record), act(OWNER), date(2027, 3, 1), words, "Ann covers until then"), TODAY)


def agreed(record: str = "ACT-26-016") -> Late:
    return late(approve(asked(record).action, act(VICE)), TODAY)


def told() -> Late:
    return late(at_risk(made(), act(OWNER), Note("30 of 50 done", barrier="staffing")), TODAY)


def test_the_whole_card_is_a_golden_file():
    again = replace(agreed("ACT-26-013"), action=replace(agreed("ACT-26-013").action, due=date(2027, 2, 9)))
    rows = [again, told(), asked(), late(made("ACT-26-019"), TODAY)]
    golden("late_actions", cards.show(rows, [agreed()], CHAIR, Page(), AS_AT))


def test_only_who_may_decide_is_offered_to():
    assert "Decide on the date" in titles(cards.show([asked()], [], CHAIR, Page(), AS_AT))
    assert "Decide on the date" not in titles(cards.show([asked()], [], OFFICE, Page(), AS_AT))


def test_a_date_to_be_discussed_says_so():
    talk = late(discuss(asked().action, act(CHAIR)), TODAY)
    assert "until 1 March 2027: to be discussed" in cards.show([talk], [], CHAIR, Page(), AS_AT).twin


def test_nothing_late_is_said_and_what_was_agreed_is_still_there():
    card = check(cards.show([], [agreed()], CHAIR, Page(), AS_AT, about="JPUH"))
    assert card.twin.splitlines()[:2] == [f"{cards.TITLE}: JPUH", "Nothing is past its date."]
    assert "29 January 2027 to 1 March 2027, by David: the auditor is on leave" in card.twin


def test_more_than_a_page_turns_and_more_agreed_are_counted():
    rows = [late(made(f"ACT-26-{n:03}"), TODAY) for n in range(cards.PAGE)]
    card = cards.show(rows, [agreed()] * 7, CHAIR, Page(0, more=True, total=9), AS_AT, everything=[*rows, asked()])
    assert "9 actions are past their date" in card.twin
    assert "1 to 8 of 9." in card.twin
    assert "And 2 more." in card.twin
    assert "Next" in titles(card)


def test_the_longest_words_in_every_line_still_fit():
    long = [asked(f"ACT-26-{n:03}", "\u00e9\u20ac\U0001f9d1" * 330) for n in range(cards.PAGE)]
    card = check(cards.show(long, long, CHAIR, Page(0, more=True, total=20), AS_AT))
    assert size(card.content) <= BUDGET
    assert titles(card).count("Decide on the date") == cards.PAGE
    assert "Open" not in titles(card)
