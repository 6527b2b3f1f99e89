"""Refusals in words: what was typed comes back as far as a card has room, and nobody is named to a stranger."""

from __future__ import annotations

from datetime import datetime

import pytest

from cards import talk
from cards.kit import BUDGET, TWIN, Card, actions, card, size, words
from domain.refusals import NotAllowed, NotFound, Stale
from tests.cards_check import check
from tests.goldens import golden

TYPED = (("worry", "Night cover"), ("asks", "Share the *checklist*"))


def test_a_stranger_is_told_nothing_and_the_office_who_it_was() -> None:
    shown = golden("talk_stranger", talk.stranger(told=True))
    assert "I have let the office know." in shown.twin
    assert "Please ask the office" in check(talk.stranger(told=False)).twin
    told = golden("talk_somebody_new", talk.somebody_new("Bo <at>x</at>", "99999999-0000-4000-8000-000000000001"))
    assert "say add member" in told.twin


def test_a_refusal_says_what_happened_and_gives_the_words_back() -> None:
    when = datetime(2026, 12, 3, 10, 32)  # noqa: DTZ001 a local moment, as the command makes it
    shown = golden("talk_refused", talk.refused(Stale("RSK-26-003", "Priya Nair", when), TYPED))
    assert "RSK-26-003. This changed while you were editing: Priya Nair updated it at 10:32." in shown.twin
    assert "What you typed:\nNight cover\nShare the *checklist*" in shown.twin
    assert "What you typed" not in check(talk.refused(NotFound("RSK-26-009"), ())).twin


def test_nothing_is_claimed_that_was_not_done() -> None:
    assert "nothing was changed" in golden("talk_not_saved", talk.not_saved(TYPED)).twin
    wrong = golden("talk_went_wrong", talk.went_wrong("3fa9c2d1", TYPED))
    assert "this reference: 3fa9c2d1" in wrong.twin
    assert "Night cover" in wrong.twin


@pytest.mark.parametrize("letter", ["a", "é", "😀", '"', "{", "\n"])
def test_any_amount_of_typed_text_fits_and_what_is_left_out_is_said(letter: str) -> None:
    typed = [(f"field{n}", letter * 100_000) for n in range(50)]
    shown = check(talk.refused(NotAllowed("That is not open to your role."), [("x", "first"), *typed]))
    assert size(shown.content) <= BUDGET
    assert "first" in shown.twin
    assert "There was more; it does not fit here." in str(shown.content)


def test_what_everybody_sees_ends_with_how_to_reach_the_bot_and_says_it_once() -> None:
    seen = talk.reachable(card("Returns", words("x" * 5_000), as_at="As at 7 December 2026, 09:00."))
    check(seen)
    assert seen.twin.endswith(f"\n{talk.REACH}")
    assert len(seen.twin) <= TWIN
    assert talk.reachable(seen) is seen


def test_what_was_not_understood_offers_the_nearest() -> None:
    shown = golden("talk_unknown", talk.unknown(["returns", "risks", "summary", "help", "one too many"]))
    titles = [a["title"] for a in actions(shown.content) if a["type"] == "Action.Execute"]
    assert titles == ["returns", "risks", "summary", "help"]


def test_a_card_without_a_body_ends_with_how_to_reach_the_bot_too() -> None:
    assert talk.reachable(Card({"body": []}, "")).content["body"]


def test_what_an_answer_is_without_is_said_under_its_heading():
    answer = card("Actions", words("ACT-26-001"))
    one = talk.incomplete(answer, "ACT-26-002", 1)
    assert one.twin.endswith("One record could not be read and is left out here: ACT-26-002. The office is told.")
    assert "One record" in str(one.content["body"][1])
    assert "2 records could not be read and are left out" in talk.incomplete(answer, "A and B", 2).twin


def test_the_office_reads_which_record_and_what_to_do():
    made = talk.unreadable("ACT-26-002")
    golden("talk_unreadable", made)
    assert "Your IT has the runbook" in made.twin
