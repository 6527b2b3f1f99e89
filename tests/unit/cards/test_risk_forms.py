"""Forms of a risk: what they ask, and that what is shown can be read back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import forms
from cards import risk_forms as cards
from cards.kit import Card, actions, size
from domain.refusals import Invalid, InvalidForm
from domain.risks import Lines
from domain.scores import Score
from tests.cards_check import check, nodes
from tests.goldens import golden
from tests.sample_risks import GROUP, a_raised

CHOICES = cards.Choices(cards.trusts_open(GROUP, ("JPUH",)), (("lead", "Tom Bailey"), ("chair", "Helen Marsh")))
NEW = cards.new_fields(CHOICES, GROUP)
DETAILS = cards.details_fields(CHOICES, GROUP)
FILLED = {
    "title": "Rota gaps",
    "trust": "JPUH",
    "cause": "posts are empty",
    "event": "women wait",
    "effect": "delay",
    "likelihood": "4",
    "consequence": "4",
    "target_likelihood": "2",
    "target_consequence": "4",
    "owner": "lead",
}


def typed(card: Card) -> dict[str, Any]:
    return {n["id"]: n.get("value", "") for n in nodes(card.content) if n["type"].startswith("Input.")}


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_new_form_asks_both_parts_apart_in_words() -> None:
    card = golden("risk_new", cards.new(NEW, {"title": "Rota gaps"}, ask="12 is 3 x 4 or 4 x 3."))
    assert "Likelihood now, with the controls (required)" in card.twin
    likelihood = next(n for n in nodes(card.content) if n.get("id") == "likelihood")
    assert likelihood["choices"][2]["title"] == "3 possible: might happen occasionally"
    assert titles(card) == ["Save"]
    assert "▲ 12 is 3 x 4 or 4 x 3." in card.twin


def test_a_risk_that_may_be_there_already_is_asked_about_with_what_was_typed() -> None:
    pairs = [("RSK-26-001", "RSK-26-001: Rota gaps (JPUH)")]
    card = golden(
        "risk_new_alike", cards.new(NEW, FILLED, alike=pairs, revision=1, faults=(Invalid("If", "say more."),))
    )
    assert titles(card) == ["Save as a new risk", "Open RSK-26-001"]
    assert typed(card)["title__r1"] == "Rota gaps"
    assert "● If: say more." in card.twin


def test_what_is_filled_in_can_be_read_and_what_is_missing_is_named() -> None:
    read = forms.read(NEW, typed(cards.new(NEW, FILLED)))
    assert (cards.score(read), cards.score(read, "target_")) == (Score(4, 4), Score(2, 4))
    with pytest.raises(InvalidForm) as refusal:
        forms.read(NEW, {"title": "x"})
    assert {f.field for f in refusal.value.faults} >= {"If", "Then", "Leading to", "Owner", "Target: likelihood"}


@given(st.integers(1, 5), st.integers(1, 5), st.lists(st.text("ab c", min_size=1, max_size=9), max_size=4))
def test_details_read_back_what_they_show(likelihood: int, consequence: int, controls: list[str]) -> None:
    held = tuple(c.strip() for c in controls if c.strip())
    risk = replace(
        a_raised(),
        controls=held,
        initial=Score(likelihood, consequence),
        assurance=Lines("a", "b", "c"),
        held_at="SQOG",
    )
    read = forms.read(DETAILS, typed(cards.details(risk, DETAILS, cards.typed(risk))))
    assert cards.as_lines(read["controls"]) == held
    assert cards.score(read, "initial_") == risk.initial
    assert cards.lines_of(read) == risk.assurance
    assert (read["owner"], read["appetite"], read["held_at"]) == ("lead", "minimal", "SQOG")


def test_a_review_shows_where_it_stands_and_takes_no_change() -> None:
    risk = a_raised()
    card = golden("risk_review", cards.review(risk, GROUP, cards.typed(risk), ask="Please choose both parts."))
    assert titles(card) == ["Save review", "No change"]
    assert "Due by 1 July 2026." in card.twin
    assert typed(card)["likelihood"] == 4 or typed(card)["likelihood"] == "4"
    again = check(
        cards.review(replace(risk, next_review=None), GROUP, {}, faults=(Invalid("Rationale", "why?"),), revision=2)
    )
    assert "● Rationale: why?" in again.twin
    assert "rationale__r2" in typed(again)
    assert "Due by" not in again.twin


def test_details_acceptance_and_closing() -> None:
    risk = a_raised()
    details = golden(
        "risk_details", cards.details(risk, DETAILS, cards.typed(risk), faults=(Invalid("Target", "too high."),))
    )
    assert "The score is changed by a review only." in details.twin
    accept = golden("risk_accept", cards.decide(risk, "accept", {}))
    assert "It ends by itself on that day" in accept.twin
    close = golden(
        "risk_close", cards.decide(risk, "close", {"reason": "done"}, faults=(Invalid("x", "y"),), revision=1)
    )
    assert titles(close) == ["Close the risk"]
    assert typed(close) == {"reason__r1": "done"}


def test_what_is_ambiguous_is_asked_back_with_buttons() -> None:
    card = golden(
        "risk_which",
        cards.which(
            "Which risk?",
            [("RSK-26-001: Rota", "risk.open", {"record": "RSK-26-001"}), ("All risks", "say", {"say": "risks"})],
        ),
    )
    assert titles(card) == ["RSK-26-001: Rota", "All risks"]


def test_forms_with_sixty_owners_and_forty_trusts_fit() -> None:
    many = cards.Choices(
        tuple((f"T{n}", f"T{n}: A trust with a rather long name, NHS Foundation Trust") for n in range(40)),
        tuple((f"00000000-0000-4000-8000-{n:012}", f"Somebody with a long name {n}") for n in range(60)),
    )
    texts = dict.fromkeys(("cause", "event", "effect"), "x" * 400) | dict.fromkeys(("controls", "gaps"), "x" * 1200)
    assert size(cards.new(cards.new_fields(many, GROUP), {**FILLED, **texts}).content) < 28 * 1024
    long = replace(
        a_raised(), controls=("x" * 1200,), gaps=("x" * 1200,), assurance=Lines("x" * 300, "x" * 300, "x" * 300)
    )
    assert size(cards.details(long, cards.details_fields(many, GROUP), cards.typed(long)).content) < 28 * 1024


def test_trusts_are_offered_with_their_names_and_the_shared_risk_last() -> None:
    assert cards.trusts_open(GROUP, ("JPUH", "OLD")) == (
        ("JPUH", "JPUH: JPUH"),
        ("OLD", "OLD: OLD"),
        ("ALL", "Shared by all trusts"),
    )
    assert cards.as_lines(None) == ()
