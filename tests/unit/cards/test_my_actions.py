from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.actions import Coloured, Page
from cards.kit import BUDGET, size
from cards.my_actions import ROWS, answered, mine, note
from domain.action_steps import Note, at_risk, deliver, no_change, on_track
from domain.actions import Action
from domain.brag import brag
from domain.refusals import Invalid
from tests.actions_made import CHAIR, DEPUTY, DUE, LEAD, OBSERVER, OWNER, TODAY, act, delivered, evidenced, made, shared
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import inputs, titles

EARLIER = TODAY - timedelta(9)
LATE = DUE + timedelta(3)


def coloured(*found: Action, today: date = TODAY) -> list[Coloured]:
    return [(a, brag(a, today, 30)) for a in found]


def test_an_open_action_offers_the_four_answers():
    card = check(mine(coloured(made()), OWNER, TODAY, Page()))
    assert titles(card) == ["No change", "On track", "At risk", "Delivered"]


def test_past_its_date_more_time_takes_the_place_of_on_track():
    card = check(mine(coloured(made(), today=LATE), OWNER, LATE, Page()))
    assert titles(card) == ["No change", "At risk", "Delivered", "Ask for more time"]


def test_no_change_is_not_offered_twice_running_past_the_date():
    once = no_change(made(), act(on=LATE))
    later = LATE + timedelta(2)
    card = check(mine(coloured(once, today=later), OWNER, later, Page()))
    assert titles(card) == ["At risk", "Delivered", "Ask for more time", "Update"]


def test_an_answered_row_says_thank_you_and_asks_no_more():
    after = on_track(made(), act())
    card = check(mine(coloured(after), OWNER, TODAY, Page()))
    assert titles(card) == ["Update"]
    assert "Done, thank you. Noted today: on track." in str(card.content)


def test_a_shared_action_is_delivered_on_its_form():
    card = check(mine(coloured(shared()), OWNER, TODAY, Page()))
    assert titles(card) == ["No change", "On track", "At risk", "Update"]


def test_a_delivered_one_asks_for_evidence_and_an_evidenced_one_for_nothing():
    card = check(mine(coloured(delivered(), replace(evidenced(), id="ACT-26-015")), OWNER, TODAY, Page()))
    assert titles(card) == ["Give evidence"]


def test_each_row_has_a_box_of_its_own_and_what_was_typed_stays():
    rows = coloured(made("ACT-26-001", heard_on=EARLIER), made("ACT-26-002", heard_on=EARLIER))
    typed = {"note_ACT-26-002": "the bank is late"}
    card = check(mine(rows, OWNER, TODAY, Page(), typed=typed, revision=1))
    assert inputs(card.content) == {"note_ACT-26-001__r1": "", "note_ACT-26-002__r1": "the bank is late"}


def test_faults_stand_first():
    card = check(mine(coloured(made()), OWNER, TODAY, Page(), faults=[Invalid("No change", "not twice running.")]))
    assert "Please look at this first" in str(card.content["body"][1])


def test_without_actions_it_is_kind():
    card = golden("actions_mine_empty", mine([], OWNER, TODAY, Page()))
    assert "You have no open actions. Thank you." in card.twin


def test_pages_say_where_they_are_and_turn():
    rows = coloured(*(made(f"ACT-26-{n:03}") for n in range(ROWS)))
    first = mine(rows, OWNER, TODAY, Page(0, True, 12))
    second = mine(rows, OWNER, TODAY, Page(5, True, 12))
    assert titles(first)[-1] == "Next"
    assert titles(second)[-2:] == ["Next", "Previous"]
    assert "6 to 10 of 12" in str(second.content)


def test_a_deputy_reads_whose_it_is():
    card = check(mine(coloured(made()), DEPUTY, TODAY, Page()))
    assert "Olive owns it, you are deputy." in str(card.content)


@pytest.mark.parametrize("today", [TODAY, LATE])
def test_five_long_rows_with_everything_typed_fit_a_card(today: date):
    long = "Étandardise measured blood loss from the first suspicion of haemorrhage in all three units and write " * 2
    found = [
        replace(on_track(made(f"ACT-26-{n:03}"), act(), Note("x" * 300)), title=long[:200], heard_on=EARLIER, slips=3)
        for n in range(ROWS)
    ]
    for word in ("w", "\N{BABY}"):
        typed = {note(a.id).key: word * 200 for a in found}
        rows = coloured(*found, today=today)
        faults = [Invalid("No change", "y" * 200)]
        card = check(mine(rows, CHAIR, today, Page(5, True, 99), typed=typed, faults=faults, revision=2))
        assert size(card.content) <= BUDGET
        assert set(inputs(card.content).values()) == {word * 200}


def test_when_space_is_short_rows_without_words_shrink_to_one_button():
    found = [made(f"ACT-26-{n:03}", title="\N{BABY}" * 200, heard_on=EARLIER) for n in range(ROWS)]
    typed = {note("ACT-26-003").key: "\N{BABY}" * 200}
    faults = [Invalid("No change", "\N{BABY}" * 2_000)]
    card = check(mine(coloured(*found), CHAIR, TODAY, Page(5, True, 99), typed=typed, faults=faults))
    assert titles(card).count("Update") == ROWS - 1
    assert list(inputs(card.content)) == ["note_ACT-26-003"]


def test_answered_is_today_and_not_by_making_it():
    assert not answered(made(), TODAY)
    assert not answered(made(updates=()), TODAY)
    assert answered(on_track(made(), act()), TODAY)
    assert not answered(on_track(made(), act()), TODAY + timedelta(1))


def test_the_card_of_five():
    found = (
        made("ACT-26-001", heard_on=EARLIER),
        made("ACT-26-002", due=TODAY - timedelta(3), slips=2, heard_on=EARLIER),
        on_track(made("ACT-26-003"), act()),
        delivered(made("ACT-26-004")),
        replace(shared("ACT-26-005"), heard_on=EARLIER),
    )
    golden("actions_mine", mine(coloured(*found), OWNER, TODAY, Page(0, True, 7)))


def test_who_may_not_make_actions_is_not_offered_to():
    assert titles(check(mine([], OBSERVER, TODAY, Page()))) == ["Help"]


def test_a_trusts_lead_answers_for_its_line_of_a_shared_action_in_place():
    card = check(mine(coloured(shared()), LEAD, TODAY, Page()))
    assert titles(card) == ["On track", "At risk", "Delivered", "Update"]
    assert "JPUH: your line is open." in str(card.content)
    assert "Olive owns it, you answer for your trust's line." in str(card.content)
    golden("actions_mine_line", card)
    late = mine(coloured(shared(), today=LATE), LEAD, LATE, Page())
    assert titles(late) == ["At risk", "Delivered", "Update"]


def test_a_line_that_was_answered_or_delivered_asks_for_what_is_next():
    said = at_risk(shared(), act(LEAD), Note("No theatre time"))
    card = mine(coloured(said), LEAD, TODAY, Page())
    assert titles(card) == ["Update"]
    assert "JPUH: your line is open, at risk." in str(card.content)
    given = mine(coloured(deliver(shared(), act(LEAD))), LEAD, TODAY, Page())
    assert titles(given) == ["Give evidence"]


def test_somebody_who_leads_two_trusts_answers_for_each():
    both = replace(LEAD, trusts=("JPUH", "NNUH"))
    card = mine(coloured(shared()), both, TODAY, Page())
    assert titles(card).count("Delivered") == 2
    owner = replace(both, object_id=OWNER.object_id)
    assert "your line" not in str(mine(coloured(shared()), owner, TODAY, Page()).content)


def test_lines_shrink_when_space_is_short_but_what_was_typed_stays():
    found = [replace(shared(f"ACT-26-{n:03}"), title="\N{BABY}" * 200) for n in range(ROWS)]
    typed = {note("ACT-26-003").key: "\N{BABY}" * 200}
    faults = [Invalid("At risk", "\N{BABY}" * 2_000)]
    card = check(mine(coloured(*found), LEAD, TODAY, Page(5, True, 99), typed=typed, faults=faults))
    assert list(inputs(card.content)) == [note("ACT-26-003").key]
