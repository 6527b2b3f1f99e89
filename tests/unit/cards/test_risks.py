"""How a risk and the register read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cards import risks as cards
from cards.kit import Card, actions, size
from cards.risks import View
from domain.people import ObjectId
from domain.risk_changes import accepted, closed, reviewed
from domain.risks import Answer, Lines, Risk, Seen
from domain.scores import Score
from tests.cards_check import check
from tests.goldens import golden
from tests.sample_risks import GROUP, a_raised, sign

TODAY = date(2026, 11, 23)
WHEN = "23 November 2026, 10:00"
PLAIN = View(GROUP, TODAY, WHEN)
EVERY = View(
    GROUP,
    TODAY,
    WHEN,
    health=("its review day has passed",),
    triggers=("it scores 15 or more",),
    actions=("ACT-26-014: Agree a shared locum bank, open",),
    may=frozenset(verb for _, verb in cards.BUTTONS),
    note="Kept.",
)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def full() -> Risk:
    risk = reviewed(a_raised(likelihood=3), GROUP, sign(date(2026, 10, 5)), Score(4, 4), "two registrars left")
    return replace(
        risk,
        elsewhere=(Seen("NNUH", True, "", ObjectId("n"), TODAY, 3, 4), Seen("QEHKL", False, "", ObjectId("q"), TODAY)),
        board=(Answer("ESC-26-001", date(2026, 11, 2), "Agreed in part"),),
        assurance=Lines("Rota gap report monthly", "", "Trainee survey"),
    )


def test_a_risk_with_everything_there_is_to_say() -> None:
    card = golden("risks_show", cards.show(full(), EVERY))
    assert "● extreme, score 16 (likely 4 x major 4)" in card.twin
    assert "↑ up: 12 to 16 since June, 1 review. 10 over tolerance 6, 8 over target 8." in card.twin
    assert "- QEHKL: not seen here" in card.twin
    assert "- 2 November 2026 (ESC-26-001): Agreed in part" in card.twin
    assert titles(card)[:3] == ["Review", "Create action", "Escalate"]


def test_a_bare_risk_says_what_is_missing_and_offers_only_its_history() -> None:
    bare = replace(
        a_raised(),
        trust="ALL",
        controls=(),
        gaps=(),
        owner_name="",
        theme="",
        held_at="",
        reviews=(),
        category="odd",
        next_review=None,
    )
    card = golden("risks_bare", cards.show(bare, PLAIN))
    for said in (
        "Owner: nobody yet",
        "Theme: none chosen",
        "- none entered",
        "shared by all trusts",
        "16, no review is kept",
    ):
        assert said in card.twin
    assert titles(card) == ["History"]


@pytest.mark.parametrize(
    ("risk", "said"),
    [
        (accepted(a_raised(), sign(name="Helen Marsh"), date(2027, 1, 1), "until the rota"), "Accepted by Helen Marsh"),
        (accepted(a_raised(), sign(date(2026, 1, 1)), date(2026, 2, 1), "r"), "ran out on 1 February 2026"),
        (
            reviewed(accepted(a_raised(), sign(), date(2027, 1, 1), "r"), GROUP, sign(), Score(5, 4), "worse"),
            "that ended because the score is no longer 16",
        ),
        (closed(a_raised(), sign(), "filled", into="RSK-26-009"), "Closed: filled. It is part of RSK-26-009 now."),
        (closed(a_raised(), sign(), "filled"), "■ closed"),
    ],
)
def test_what_was_decided_is_said(risk: Risk, said: str) -> None:
    assert said in check(cards.show(risk, PLAIN)).twin


def test_a_page_of_the_register() -> None:
    late = replace(a_raised("RSK-26-002"), title="Growth scan capacity")
    held = accepted(a_raised("RSK-26-003", likelihood=2), sign(), date(2027, 1, 1), "r")
    gone = replace(a_raised("RSK-26-004"), next_review=None)
    view = replace(PLAIN, may=frozenset({"risk.new"}))
    more = {"trusts": "JPUH", "low": 12}
    card = golden("risks_listed", cards.listed("Risks", (late, held, gone), view, total=9, offset=0, more=more))
    assert "Shown: 1 to 3 of 9, the highest score first." in card.twin
    assert "Review by 1 July 2026. That day has passed." in card.twin
    assert "Accepted." in card.twin
    assert titles(card) == [
        "Open RSK-26-002",
        "Open RSK-26-003",
        "Open RSK-26-004",
        "More",
        "New risk",
        "Risk matrix",
        "Register health",
    ]
    onward = next(a for a in actions(card.content) if a["title"] == "More")
    assert onward["data"] == {"trusts": "JPUH", "low": 12, "offset": 3}


def test_the_last_page_and_an_empty_one() -> None:
    last = check(cards.listed("Risks", (full(),), PLAIN, total=500, offset=499, more={}, capped=True))
    assert "Shown: 500 to 500 of more than 500" in last.twin
    assert titles(last) == ["Open RSK-26-001", "Risk matrix", "Register health"]
    none = check(cards.listed("Risks", (), PLAIN, total=0, offset=0, more={}))
    assert "No risk on the register fits that." in none.twin


def test_a_page_of_the_past_offers_its_papers_and_nothing_new() -> None:
    view = replace(PLAIN, may=frozenset({"past.papers"}))
    page = check(cards.listed("Risks", (full(),), view, total=1, offset=0, more={"on": "2026-11-24"}))
    assert titles(page) == ["Open RSK-26-001", "Word and Excel"]


def test_a_full_page_of_the_longest_risks_stays_within_the_budget() -> None:
    long = [replace(full(), id=f"RSK-26-{n:03}", title="x" * 120) for n in range(cards.PAGE)]
    assert size(cards.listed("Risks", long, PLAIN, total=99, offset=0, more={}).content) < 28 * 1024
    wordy = replace(
        full(), cause="x" * 400, event="x" * 400, effect="x" * 400, controls=("x" * 1200,), gaps=("x" * 1200,)
    )
    assert size(cards.show(wordy, EVERY).content) < 28 * 1024


def test_the_matrix_shows_score_band_and_number_in_every_field_and_says_what_they_mean() -> None:
    card = golden("risks_heat", cards.heat(GROUP, {(4, 4): 2, (3, 4): 1}, "All trusts", WHEN))
    assert "All trusts: 3 live risks." in card.twin
    assert "4 | \u25cb 4 | \u25b2 8 | \u25b2 12 | \u25cf 16: 2 | \u25cf 20" in card.twin
    assert "\u25b2 high 8 to 12; \u25cf extreme 15 to 25." in card.twin
    assert "Likelihood (L): 1 rare, 2 unlikely, 3 possible, 4 likely, 5 almost certain." in card.twin
    assert "JPUH and shared: 1 live risk." in check(cards.heat(GROUP, {(1, 1): 1}, "JPUH and shared", WHEN)).twin


def test_register_health_says_what_is_lacking_and_never_whose_fault() -> None:
    found = [(a_raised(f"RSK-26-{n:03}"), ("nobody owns it", "its review day has passed")) for n in range(1, 9)]
    first = golden("risks_health", cards.health(found, 0, WHEN))
    assert "Shown: 1 to 6 of 8." in first.twin
    assert "- its review day has passed" in first.twin
    assert titles(first)[-1] == "More"
    last = check(cards.health(found, 6, WHEN))
    assert "Shown: 7 to 8 of 8." in last.twin
    assert titles(last) == ["Open RSK-26-007", "Open RSK-26-008"]
    assert "Every risk has what it needs." in check(cards.health((), 0, WHEN)).twin
