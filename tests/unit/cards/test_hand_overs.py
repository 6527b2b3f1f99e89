"""Cards of handing over all that somebody owns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import hand_overs as cards
from cards.action_forms import MOST_PEOPLE
from cards.forms import Text
from domain.brag import brag
from domain.far_dates import ask_about
from domain.refusals import Invalid
from tests.actions_made import EVERYBODY, OWNER, TODAY, made
from tests.cards_check import check
from tests.goldens import golden
from tests.sample_risks import a_risk
from tests.scene import titles

ROWS = [(a, brag(a, TODAY, 30)) for a in (made(), made("ACT-26-015"))]
FIELDS = cards.fields(EVERYBODY, OWNER.object_id, TODAY)


def test_the_form_is_a_golden_file():
    said = "I understood: all open actions of Olive go to Tom, from 1 January 2027."
    golden(
        "hand_overs_everything",
        cards.everything(OWNER, cards.Owned(ROWS), FIELDS, {"on": "2027-01-01"}, understood=said),
    )


def test_somebody_who_left_one_action_and_what_is_not_the_readers():
    card = check(cards.everything(replace(OWNER, active=False), cards.Owned(ROWS[:1], others=2), FIELDS, {}))
    assert "Olive owns 1 open action. They are not in the group any more." in card.twin
    assert "2 more stay: they belong to another trust." in card.twin


def test_risks_go_along_and_are_listed_after_the_actions():
    owned = cards.Owned(ROWS[:1], [a_risk("RSK-26-003"), a_risk("RSK-26-004")])
    card = golden("hand_overs_risks", cards.everything(OWNER, owned, FIELDS, {}))
    assert "Olive owns 1 open action and 2 risks." in card.twin
    assert "RSK-26-004" in card.twin
    many = check(cards.everything(OWNER, cards.Owned([], [a_risk(f"RSK-26-{n:03}") for n in range(15)]), FIELDS, {}))
    assert "Olive owns 15 risks." in many.twin
    assert "And 3 more." in many.twin


def test_a_far_day_is_carried_to_the_next_press_and_faults_come_first():
    try:
        ask_about("From which day", date(2040, 1, 2), TODAY, 2, press="Hand over")
    except Invalid as asked:
        card = check(
            cards.everything(OWNER, cards.Owned(ROWS), FIELDS, {"on": "2040-01-02"}, faults=[asked], revision=1)
        )
        assert '"sure": "2040-01-02"' in str(card.content).replace("'", '"')
        assert "more than 2 years ahead" in card.twin.splitlines()[2]


def test_in_a_large_group_the_name_is_typed():
    many = [replace(OWNER, object_id=f"p{n}") for n in range(MOST_PEOPLE + 1)]
    assert isinstance(cards.fields(many, "x", TODAY)[0], Text)


def test_the_short_ones():
    assert titles(check(cards.whose([OWNER], {"on": "2027-01-01"}))) == ["Olive"]
    assert "Olive has no open action or risk." in check(cards.none_open("Olive")).twin
    assert "Both will get a card on that day." in check(cards.ordered("All actions go.")).twin
