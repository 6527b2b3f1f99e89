"""How decisions are asked for and read."""

from __future__ import annotations

from datetime import date

from cards import decisions as cards
from cards.forms import Refill
from cards.kit import Card, actions
from domain.decisions import Status
from domain.refusals import Invalid
from tests.decisions_made import a_decision
from tests.goldens import golden

TODAY = date(2026, 11, 23)
WHEN = "23 November 2026, 10:00"


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_empty_form_asks_the_three_questions_and_shows_the_latest() -> None:
    card = golden("decisions_form", cards.form({"decided_on": "2026-11-23"}, latest=(a_decision(),)))
    assert "Who could be harmed (required)" in card.twin
    assert "- DEC-26-001, 20 November 2026: Pool training places across the three trusts" in card.twin


def test_a_form_put_right_says_what_was_typed_and_what_is_wrong() -> None:
    refill = Refill({"title": "typed"}, (Invalid("Why", "please fill this in."),), 1)
    card = golden(
        "decisions_form_again",
        cards.form(
            cards.typed(a_decision(look_on=None)), record="DEC-26-001", version=2, said="Read back.", refill=refill
        ),
    )
    assert "Change DEC-26-001" in card.twin
    assert "Why: please fill this in." in card.twin
    assert card.content["body"][-1] is not None


def test_one_decision_says_everything_and_opens_what_it_is_about() -> None:
    card = golden("decisions_show", cards.show(a_decision(), TODAY, WHEN, note="Kept.", may=True))
    assert "■ stands" in card.twin
    assert "Look at it again on: 1 February 2027" in card.twin
    assert titles(card) == ["Open RSK-26-003", "Open ACT-26-014", "Change", "Set aside", "History", "Latest decisions"]


def test_one_set_aside_says_why_and_offers_no_change() -> None:
    aside = a_decision(
        status=Status.SET_ASIDE, reason="the board decided otherwise", ended_on=TODAY, links=(), look_on=None
    )
    card = golden("decisions_aside", cards.show(aside, TODAY, WHEN, may=True))
    assert "Set aside on 23 November 2026: the board decided otherwise" in card.twin
    assert "no day set" in card.twin
    assert titles(card) == ["History", "Latest decisions"]


def test_the_list_says_which_wait_to_be_looked_at() -> None:
    found = [
        a_decision(look_on=TODAY, links=()),
        a_decision("DEC-26-002"),
        a_decision("DEC-26-003", links=(), look_on=None),
    ]
    card = golden("decisions_listed", cards.listed(found, TODAY, WHEN, offset=0, more=True))
    assert card.twin.count("has come") == 1
    assert "About RSK-26-003, ACT-26-014." in card.twin
    assert titles(card)[-2:] == ["More", "Log a decision"]
    empty = cards.listed((), TODAY, WHEN, offset=0, more=False)
    assert "No decision is kept yet." in empty.twin
    assert "has come" in cards.show(a_decision(look_on=TODAY), TODAY, WHEN).twin


def test_setting_aside_asks_why() -> None:
    card = golden("decisions_set_aside", cards.aside(a_decision()))
    assert "Why it is set aside (required)" in card.twin
