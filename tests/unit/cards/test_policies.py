"""How policy changes are asked for and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import policies as cards
from cards.forms import Refill
from cards.kit import BUDGET, Card, actions, size
from cards.policies import View
from domain.policies import Level, Status, answered, closed
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden
from tests.policies_made import a_policy, an_impact

TODAY = date(2026, 11, 23)
WHEN = "23 November 2026, 10:00"
ASKED = cards.fields((("NNUH", "NNUH: Norwich"), ("JPUH", "JPUH: James Paget")), (("chair", "Helen Marsh"),), TODAY)
HALF = answered(answered(a_policy(), an_impact("JPUH", Level.LARGE, "two more posts")), an_impact("NNUH", Level.NONE))


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_empty_form_asks_source_date_and_owner_and_shows_the_latest() -> None:
    card = golden("policies_form", cards.form(ASKED, {"trusts": "NNUH,JPUH"}, latest=(a_policy(),)))
    for said in ("Source (required)", "From when (required)", "Owner (required)", "- POL-26-001, from 4 January 2027"):
        assert said in card.twin


def test_a_form_put_right_says_what_is_wrong() -> None:
    refill = Refill({"title": "typed"}, (Invalid("Source", "please fill this in."),), 1)
    form = cards.form(ASKED, cards.typed(a_policy()), record="POL-26-001", version=2, said="Read.", refill=refill)
    card = golden("policies_form_again", form)
    assert "Source: please fill this in." in card.twin


def test_one_change_says_what_each_trust_said_and_who_did_not() -> None:
    view = View(TODAY, WHEN, ("JPUH",), keeps=True, actions=("ACT-26-001: Plan huddles, open",), note="Kept.")
    card = golden("policies_show", cards.show(HALF, view))
    assert "○ open, 2 of 3 trusts have answered" in card.twin
    assert "▲ a large change" in card.twin
    assert "Needs: two more posts" in card.twin
    assert "QEHKL\n○ not answered" in card.twin
    assert titles(card) == ["What it means for JPUH", "Create action", "Change", "Close", "History"]


def test_its_state_is_told_by_the_day_and_when_closed() -> None:
    late = cards.show(a_policy(answer_by=date(2026, 11, 20), summary="", link=""), View(TODAY, WHEN))
    assert "0 of 3 trusts have answered; the day for it has passed" in check(late).twin
    assert titles(late) == ["History"]
    whole = answered(HALF, an_impact("QEHKL"))
    assert "✓ open, 3 of 3" in cards.show(whole, View(TODAY, WHEN)).twin
    done = golden("policies_closed", cards.show(closed(whole, "in the plan", TODAY), View(TODAY, WHEN, keeps=True)))
    assert "■ closed" in done.twin
    assert "What came of it: in the plan" in done.twin
    assert titles(done) == ["History"]


def test_forty_trusts_fit_on_a_card() -> None:
    trusts = tuple(f"TR{n:02d}" for n in range(40))
    policy = a_policy(trusts=trusts)
    for trust in trusts[1:]:
        policy = answered(policy, replace(an_impact(trust, Level.LARGE, "n" * 400), text="w" * 800))
    card = check(cards.show(policy, View(TODAY, WHEN, trusts, keeps=True)))
    assert size(card.content) < BUDGET
    assert "TR00: not answered" in card.twin


def test_the_register_names_the_trusts_that_have_not_answered() -> None:
    view = View(TODAY, WHEN)
    card = golden(
        "policies_listed", cards.listed((HALF, a_policy("POL-26-002")), view, offset=0, more=True, closed=False)
    )
    assert "Not answered: QEHKL." in card.twin
    assert titles(card)[-3:] == ["More", "Log a policy change", "Closed changes"]
    empty = check(cards.listed((), view, offset=0, more=False, closed=True))
    assert "No change stands here." in empty.twin
    assert titles(empty) == ["Log a policy change", "Open changes"]
    whole = a_policy(status=Status.CLOSED)
    assert "Not answered" not in cards.listed((whole,), view, offset=0, more=False, closed=True).twin


def test_a_lead_is_asked_and_answers_privately() -> None:
    card = golden("policies_asked", cards.asked(a_policy(), ("JPUH", "QEHKL"), "Ruth Okafor"))
    assert "what does this mean for JPUH and QEHKL?" in card.twin
    assert "'Nothing changes' is an answer." in card.twin
    form = golden("policies_impact", cards.impact_form(a_policy(), "JPUH"))
    assert "Answer wanted by 7 December 2026" in form.twin
    again = check(cards.impact_form(HALF, "JPUH", Refill({"text": "typed"}, (), 1)))
    assert "typed" in str(again.content)
    assert "two more posts" in str(again.content)
    bare = a_policy(summary="")
    assert "Amber" not in cards.impact_form(bare, "JPUH").twin + cards.asked(bare, ("JPUH",), "R").twin


def test_closing_says_who_has_not_answered() -> None:
    card = golden("policies_close", cards.close(HALF))
    assert "Not answered: QEHKL. It stays on the register as closed." in card.twin
    assert "Not answered" not in cards.close(answered(HALF, an_impact("QEHKL"))).twin
