from typing import Any

import pytest

from cards import forms
from cards import new_actions as cards
from domain.refusals import Invalid, InvalidForm
from tests.actions_made import EVERYBODY, OWNER, TODAY, TRUSTS, person
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import buttons, inputs, titles

FIELDS = cards.fields(TRUSTS, EVERYBODY, TODAY)
TYPED = {
    "title": "Agree the swab count audit",
    "why": "RSK-26-003",
    "trust": "JPUH",
    "owner": OWNER.object_id,
    "due": "2027-01-15",
    "evidence_required": "The audit",
    "deputy": "",
    "theme": "theatre_safety",
    "framework": "CNST",
    "ties": "DEC-26-002",
    "equity": "By language in the audit",
}
NAMES: dict[str, str] = {OWNER.object_id: OWNER.name}


def given(**more: Any) -> dict[str, Any]:
    return forms.read(FIELDS, {**TYPED, **more})


def test_the_form_asks_and_marks_what_is_required():
    card = golden("new_actions_form", cards.ask(FIELDS, {}))
    assert titles(card) == ["Save"]
    assert {k for k, v in inputs(card.content).items() if v == ""} == set(TYPED)


def test_what_was_understood_is_filled_in_and_carried_for_comparison():
    card = check(cards.ask(FIELDS, {**TYPED, "unknown": "x"}, understood="I understood: the audit."))
    assert inputs(card.content) == TYPED
    assert "I understood: the audit." in card.twin
    assert buttons(card.content)[0]["data"]["shown"] == TYPED


def test_after_a_fault_what_was_typed_is_there():
    card = check(cards.ask(FIELDS, TYPED, faults=[Invalid("Due", "please give a real date.")], revision=2))
    assert inputs(card.content)["title__r2"] == TYPED["title"]
    assert "please give a real date" in card.twin


def test_it_reads_what_it_asks():
    read = given()
    assert read["title"] == TYPED["title"]
    assert read["deputy"] is None
    with pytest.raises(InvalidForm):
        given(due="2026-11-22")


def test_a_requirement_that_was_said_is_offered():
    fields = cards.fields(TRUSTS, EVERYBODY, TODAY, "CNST:SA8")
    assert forms.read(fields, {**TYPED, "framework": "CNST:SA8"})["framework"] == "CNST:SA8"
    with pytest.raises(InvalidForm):
        given(framework="CNST:SA8")


def test_in_a_large_group_names_are_typed():
    people = [person(f"Person {n}") for n in range(cards.MOST_PEOPLE + 1)]
    card = check(cards.ask(cards.fields(TRUSTS, people, TODAY), {}))
    kinds = {n["id"]: n["type"] for n in card.content["body"] if "id" in n}
    assert kinds["owner"] == kinds["deputy"] == "Input.Text"


def test_a_full_list_of_people_fits_the_card():
    people = [person(f"{'Person' * 4} {n}") for n in range(cards.MOST_PEOPLE)]
    check(cards.ask(cards.fields(TRUSTS, people, TODAY), {**TYPED, "title": "\N{BABY}" * 200}))


def test_the_read_back_says_everything_and_a_hint():
    card = golden("new_actions_read_back", cards.read_back(given(), NAMES, TYPED))
    assert titles(card) == ["Save", "Change"]
    for said in ("15 January 2027", "Olive", "nobody", "Theatre", "Strength: weak", "Nothing is saved yet."):
        assert said in card.twin


def test_the_read_back_of_little():
    card = check(
        cards.read_back(
            given(title="Agree", trust="ALL", deputy=OWNER.object_id, theme="", framework="", evidence_required=""),
            NAMES,
            TYPED,
        )
    )
    assert "all trusts together" in card.twin
    assert "Strength" not in card.twin
    assert "Evidence wanted: not said" in card.twin


def test_what_it_is_tied_to_and_ids_that_nobody_has_are_read_back():
    card = check(cards.read_back(given(), NAMES, TYPED, "RSK-26-999"))
    assert "Also tied to: DEC-26-002" in card.twin
    assert "I do not find RSK-26-999. Is the id right?" in card.twin
    assert "Also tied to" not in check(cards.read_back(given(ties=""), NAMES, TYPED)).twin
