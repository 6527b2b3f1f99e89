from datetime import timedelta

import pytest

from cards import action_forms, forms
from cards.kit import Card
from domain.action_dates import ask_time, discuss
from domain.action_steps import Note, deliver
from domain.actions import Action
from domain.brag import brag
from domain.refusals import Invalid, InvalidForm
from tests.actions_made import CHAIR, DUE, EVERYBODY, OWNER, TODAY, act, delivered, evidenced, made, person, shared
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import inputs, titles

FAULT = (Invalid("Reason", "please fill this in."),)


def update(action: Action, **more: object) -> Card:
    return check(action_forms.update(action, brag(action, TODAY, 30), more.pop("typed", {}), **more))  # pyright: ignore[reportArgumentType] options of the card


def asked(action: Action | None = None) -> Action:
    return ask_time(action or made(), act(), DUE + timedelta(14), "the auditor is on leave", "Dora covers")


def test_the_update_has_the_five_buttons_of_the_contract():
    card = golden("action_forms_update", update(made(progress=40, barrier="data", evidence_required="An audit")))
    assert titles(card) == ["No change", "On track", "At risk", "Delivered", "Ask for more time"]
    assert inputs(card.content) == {"text": "", "progress": "40", "barrier": "data", "evidence": ""}


def test_words_are_read_back_as_a_filled_form():
    card = update(made(), typed={"text": "30 of 50 done", "progress": 60}, understood="I understood: at risk.")
    assert inputs(card.content)["text"] == "30 of 50 done"
    assert inputs(card.content)["progress"] == "60"
    assert "I understood: at risk." in card.twin


def test_after_a_fault_everything_typed_is_there_again():
    card = update(made(), typed={"text": "word", "progress": "lots"}, faults=FAULT, revision=3)
    assert inputs(card.content)["text__r3"] == "word"
    assert inputs(card.content)["progress__r3"] == "lots"
    assert "please fill this in" in card.twin


def test_once_delivered_only_evidence_is_asked():
    card = golden("action_forms_evidence", update(delivered()))
    assert titles(card) == ["Give evidence"]
    assert set(inputs(card.content)) == {"text", "evidence"}


def test_a_shared_action_asks_for_the_trust():
    assert "trust" in inputs(update(shared()).content)


def test_an_update_reads_what_it_asked():
    typed = {"text": " new ", "progress": "60", "barrier": "none", "evidence": ""}
    read = forms.read(action_forms.update_fields(made()), typed)
    assert read == {"text": "new", "progress": 60, "barrier": "none", "evidence": None}
    with pytest.raises(InvalidForm):
        forms.read(action_forms.update_fields(made()), {**typed, "progress": "101"})


def test_more_time_asks_date_reason_and_what_is_agreed():
    card = golden(
        "action_forms_more_time", check(action_forms.more_time(made(), TODAY, {}, understood="I understood."))
    )
    assert titles(card) == ["Ask for more time", "Back"]
    assert "change number" not in card.twin


def test_the_third_change_is_said_beforehand():
    card = check(action_forms.more_time(made(slips=2), TODAY, {"reason": "x"}, faults=FAULT, revision=1))
    assert "This would be change number 3 of the date." in card.twin


def test_a_new_date_lies_after_the_old_one_and_today():
    fields = action_forms.time_fields(made(), TODAY)
    assert forms.read(fields, {"due": "2027-01-30", "reason": "x"})["due"] == DUE + timedelta(1)
    with pytest.raises(InvalidForm):
        forms.read(fields, {"due": "2027-01-29", "reason": "x"})
    with pytest.raises(InvalidForm):
        forms.read(action_forms.time_fields(made(), DUE + timedelta(9)), {"due": "2027-02-01", "reason": "x"})


def test_the_chair_sees_what_is_late_why_and_what_was_agreed():
    action = asked(made(slips=2))
    card = golden("action_forms_decide", check(action_forms.decide(action, brag(action, TODAY, 30))))
    assert titles(card) == ["Approve", "Decline", "Discuss"]
    for said in ("29 January 2027", "12 February 2027", "the auditor is on leave", "Dora covers", "change number 3"):
        assert said in card.twin


def test_a_request_under_discussion_says_so_and_one_without_agreement_too():
    action = discuss(ask_time(made(), act(), DUE + timedelta(1), "why", ""), act(CHAIR))
    card = check(action_forms.decide(action, brag(action, TODAY, 30), typed={"reason": "no"}, faults=FAULT, revision=1))
    assert "You wanted to discuss it first." in card.twin
    assert "nothing said" in card.twin
    assert inputs(card.content) == {"reason__r1": "no"}


def test_without_a_request_the_card_says_so():
    card = check(action_forms.decide(made(), brag(made(), TODAY, 30)))
    assert titles(card) == ["Open it"]


def test_a_second_person_looks_at_the_evidence():
    card = golden("action_forms_assure", check(action_forms.assure(evidenced(made(evidence_required="20 cases")))))
    assert titles(card) == ["Assured", "Not yet"]
    assert "Audit in the shared drive. 20 of 20 cases (Olive)" in card.twin


def test_a_shared_action_is_assured_by_line():
    action = deliver(shared(), act(OWNER), Note("all", source="Drive", trust="NNUH"))
    card = check(action_forms.assure(action, typed={"reason": "x"}, faults=FAULT))
    choices = next(n for n in card.content["body"] if n.get("id") == "trust")["choices"]
    assert [c["value"] for c in choices] == ["NNUH"]
    assert "NNUH: Drive. all (Olive)" in card.twin


def test_a_step_that_needs_a_reason_asks_for_it():
    card = action_forms.reasoned(made(), "Not doing", "action.stop", "It will be closed.", typed={"reason": "x"})
    golden("action_forms_not_doing", card)
    assert titles(card) == ["Not doing", "Leave it"]
    assert (
        "please fill" in check(action_forms.reasoned(made(), "A", "action.stop", "B.", faults=FAULT, revision=1)).twin
    )


def test_handing_over_offers_everybody_but_the_owner():
    card = golden("action_forms_hand_over", action_forms.hand_over(made(), EVERYBODY, TODAY, others=4))
    choices = next(n for n in card.content["body"] if n.get("id") == "owner")["choices"]
    assert OWNER.name not in {c["title"] for c in choices}
    assert len(choices) == len(EVERYBODY) - 1
    assert "All 5 open actions of Olive" in str(card.content)


def test_handing_over_a_single_one_and_what_was_typed():
    typed = {"reason": "moved"}
    card = check(action_forms.hand_over(made(), EVERYBODY, TODAY, typed=typed, faults=FAULT, revision=1))
    assert set(inputs(card.content)) == {"owner__r1", "reason__r1", "on__r1"}
    assert inputs(card.content)["reason__r1"] == "moved"


def test_handing_over_in_a_large_group_takes_a_typed_name():
    people = [person(f"Person {n}") for n in range(action_forms.MOST_PEOPLE + 1)]
    card = check(action_forms.hand_over(made(), people, TODAY))
    assert next(n for n in card.content["body"] if n.get("id") == "owner")["type"] == "Input.Text"
