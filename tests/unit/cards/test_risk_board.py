"""The question to the other trusts, and the way to the Programme Board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cards import forms
from cards import risk_board as cards
from cards.kit import Card, actions
from domain.escalations import Escalation, answered, approved
from domain.people import ObjectId
from domain.refusals import Invalid, InvalidForm
from domain.risks import Seen
from tests.cards_check import check
from tests.goldens import golden
from tests.sample_risks import a_raised, sign

DRAFT = Escalation(
    "ESC-26-001",
    "RSK-26-001",
    "Obstetric middle grade rota gaps",
    "16 extreme, 10 over tolerance 6",
    ("it scores 15 or more",),
    "Agree a shared locum bank",
    "Each on its own; one for all",
    "Consultants act down",
    date(2026, 12, 21),
)
SEEN = Seen("NNUH", True, "nights above all", ObjectId("n"), date(2026, 11, 23), 3, 4)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_question_is_neutral_and_short() -> None:
    card = golden("risk_elsewhere", cards.question(a_raised(), "NNUH"))
    assert "a no helps as much as a yes" in card.twin
    assert titles(card) == ["Send answer"]
    again = check(
        cards.question(a_raised(), "NNUH", faults=(Invalid("Score", "both."),), given={"seen": "yes"}, revision=1)
    )
    assert "● Score: both." in again.twin
    with pytest.raises(InvalidForm):
        forms.read(cards.SEEN, {"seen": "perhaps"})


def test_who_was_asked_who_answered_and_who_hears_of_it() -> None:
    assert "The leads of NNUH, QEHKL have" in golden("risk_asked", cards.asked(a_raised(), ("NNUH", "QEHKL"))).twin
    assert "NNUH: seen here too" in golden("risk_thanked", cards.thanked(a_raised(), SEEN)).twin
    assert "nights above all" in golden("risk_heard", cards.heard(a_raised(), SEEN)).twin
    assert "nights" not in check(cards.heard(a_raised(), replace(SEEN, note=""))).twin
    assert titles(check(cards.told("RSK-26-001: changed", "It changed.", "RSK-26-001"))) == ["Open RSK-26-001"]


def test_a_small_number_is_pointed_out_while_the_text_can_change() -> None:
    few = replace(DRAFT, ask="Fund a scanner after two deaths")
    said = "The text names a small number of people or events: 'two deaths'. The board may read it"
    typed = {"ask": few.ask, "needed_by": "2027-01-04"}
    for card in (cards.draft(few, typed, may_approve=True), cards.drafted(few, "Kept."), cards.for_chair(few)):
        assert said in card.twin
        check(card)
    assert said not in cards.for_chair(DRAFT).twin


def test_only_the_chair_can_approve_a_draft() -> None:
    given = {"ask": DRAFT.ask, "needed_by": "2026-12-21"}
    chair = golden("risk_draft", cards.draft(DRAFT, given, may_approve=True, note="Kept."))
    assert titles(chair) == ["Approve", "Save draft"]
    assert "Why now: it scores 15 or more." in chair.twin
    lead = check(
        cards.draft(replace(DRAFT, rules=()), given, may_approve=False, faults=(Invalid("a", "b"),), revision=1)
    )
    assert titles(lead) == ["Save draft"]
    assert "No rule for escalation has fired" in lead.twin


def test_a_draft_read_back_and_handed_to_the_chair() -> None:
    assert "Needed by: 21 December 2026" in golden("risk_drafted", cards.drafted(DRAFT, "Kept as a draft.")).twin
    assert "waits for you" in golden("risk_for_chair", cards.for_chair(DRAFT)).twin


def test_the_approved_text_is_shown_exactly_as_it_was_frozen() -> None:
    done = approved(DRAFT, sign(name="Helen Marsh"))
    card = golden("risk_frozen", cards.frozen(done, may_answer=True, when="23 November 2026, 10:00"))
    assert done.text in card.twin
    assert f"Fingerprint of the text: {done.digest[:12]}" in card.twin
    assert titles(card) == ["Record the board's answer", "Word file", "Open RSK-26-001"]
    chairs = check(cards.frozen(done, may_answer=False, may_post=True, when="x"))
    assert titles(chairs) == ["Post to channel", "Word file", "Open RSK-26-001"]
    out = check(cards.frozen(done, may_answer=False, may_post=True, when="x", in_channel="24 November 2026, 9:00"))
    assert titles(out) == ["Word file", "Open RSK-26-001"]
    assert "In the channel since 24 November 2026, 9:00." in out.twin
    late = check(cards.frozen(done, may_answer=False, when="x", today_late=True))
    assert "has not answered, and the day has passed" in late.twin
    settled, _ = answered(done, a_raised(), sign(), "Agreed", date(2026, 11, 20))
    told = golden("risk_answered", cards.frozen(settled, may_answer=False, when="x"))
    assert "The board's answer, 20 November 2026\nAgreed" in told.twin


def test_the_channel_gets_the_approved_text_and_the_chair_sees_it_first() -> None:
    done = approved(DRAFT, sign(name="Helen Marsh"))
    seen = golden("risk_before_posting", cards.before_posting(done))
    assert titles(seen) == ["Post to channel", "Not now"]
    sent = golden("risk_in_channel", cards.public(done))
    assert sent.twin.split("\n", 1)[1].startswith(f"{done.text}\nStart with @Oversight")
    assert titles(sent) == [], "nothing to press that only some may"
    assert "On its way to the channel" in golden("risk_on_its_way", cards.on_its_way(done)).twin


def test_the_boards_answer_is_asked_for() -> None:
    card = golden(
        "risk_board_answer", cards.answer_form(DRAFT, {"on": "2026-11-23"}, faults=(Invalid("a", "b"),), revision=1)
    )
    assert titles(card) == ["Save"]
