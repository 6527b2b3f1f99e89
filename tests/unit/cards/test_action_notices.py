from datetime import timedelta

from cards import action_notices as notices
from domain.action_dates import approve, ask_time
from domain.action_steps import Note, assure, deliver
from domain.actions import Action
from domain.brag import Brag, brag
from domain.handovers import Handover
from tests.actions_made import CHAIR, DUE, LEAD, OWNER, TODAY, act, evidenced, made, shared
from tests.cards_check import check
from tests.goldens import golden
from tests.sample_risks import a_risk
from tests.scene import titles

BRAG = brag(made(), TODAY, 30)


def test_a_new_owner_reads_what_why_and_by_when():
    card = golden("action_notices_yours", notices.yours(made(), BRAG, "Helen"))
    assert "Helen gave you an action." in card.twin
    assert "Why: RET-2026-10-JPUH" in card.twin
    assert titles(card) == ["Acknowledge", "Open it", "My actions"]


def test_a_hand_over_tells_both():
    to = check(notices.yours(made(), BRAG, "Ruth", "Olive moved"))
    was = check(notices.not_yours(made(), "Ruth", "Olive moved"))
    assert "Ruth handed an action over to you." in to.twin
    assert "Olive moved" in to.twin
    assert "off your list. Thank you" in was.twin


def test_more_time_granted_keeps_the_first_date_in_view():
    action = approve(ask_time(made(), act(), DUE + timedelta(14), "why", ""), act(CHAIR))
    card = golden("action_notices_granted", notices.granted(action, "Helen"))
    assert "It is due 12 February 2027 now." in card.twin
    assert "The first date, 29 January 2027, stays on record." in card.twin
    assert "moved" not in card.twin


def test_the_third_change_is_said():
    assert "moved three times, so it is on the chair's list" in check(notices.granted(made(slips=3), "Helen")).twin
    assert notices.third_change(made()) == ""


def test_declined_gives_the_reason_and_the_next_step():
    card = check(notices.declined(made(), "Helen", "needed before the visit"))
    assert "It stays due 29 January 2027." in card.twin
    assert "needed before the visit" in card.twin
    assert titles(card) == ["Update", "Open it"]


def test_to_discuss_with_and_without_words():
    assert "would like to talk" in check(notices.to_discuss(made(), "Helen", "")).twin
    assert "on Monday" in check(notices.to_discuss(made(), "Helen", "on Monday")).twin


def test_the_other_chair_reads_who_answered_first():
    card = check(notices.already_answered(made(), "David", "due date moved"))
    assert "David answered first: due date moved. Nothing more is needed of you." in card.twin
    assert titles(card) == ["Open it"]


def test_assured_thanks_for_the_whole_or_for_a_line():
    whole = check(notices.assured(assure(evidenced(), act(CHAIR)), "Helen", "well done"))
    assert "ACT-26-014 is assured" in whole.twin
    assert "well done" in whole.twin
    one = deliver(shared(), act(OWNER), Note("all", source="Drive", trust="NNUH"))
    assert "a line is assured" in check(notices.assured(assure(one, act(CHAIR)), "Helen", "")).twin


def test_sent_back_says_what_is_missing_and_where_to_give_it():
    card = check(notices.sent_back(made(), "Helen", "which ward?"))
    assert "which ward?" in card.twin
    assert titles(card)[0] == "Give evidence"


def test_stopped_and_opened_again_give_the_reason():
    assert "nothing more is expected of you" in check(notices.stopped(made(), "Helen", "merged")).twin
    assert "it came back" in check(notices.opened_again(made(), "Helen", "it came back")).twin


def test_thanks_say_what_was_kept_and_what_comes_next():
    card = golden("action_notices_thanks", notices.thanks(made(), BRAG, "on track", "The chair has a card."))
    assert "ACT-26-014: on track." in card.twin
    assert "The chair has a card." in card.twin
    assert "green" in check(notices.thanks(made(), BRAG, "on track")).twin


def test_a_saved_action_shows_its_id():
    card = golden("action_notices_saved", notices.saved(made(), BRAG, "Olive has a card."))
    assert "Saved as ACT-26-014" in card.twin
    assert "Olive has a card." in card.twin
    assert "has a card" not in check(notices.saved(made(), BRAG, "")).twin


def rows(n: int) -> list[tuple[Action, Brag]]:
    return [(made(f"ACT-26-{i:03}"), BRAG) for i in range(1, n + 1)]


def test_many_that_change_hands_are_one_card_for_each_person():
    to = golden("action_notices_yours_all", notices.yours_all(rows(3), "Olive", "Ruth", "Olive moved"))
    assert "3 actions are yours" in to.twin
    assert "ACT-26-003" in to.twin
    was = check(notices.not_yours_all(rows(20), "Tom", "Ruth", "Olive moved"))
    assert "20 actions are with Tom now" in was.twin
    assert "And 5 more." in was.twin


def test_risks_stand_after_the_actions_and_are_not_acknowledged():
    risks = [a_risk("RSK-26-003")]
    to = check(notices.yours_all([], "Olive", "Ruth", "Olive moved", risks))
    assert to.twin.startswith("1 risk is yours")
    assert titles(to) == ["Risks"]
    was = check(notices.not_yours_all(rows(1), "Tom", "Ruth", "Olive moved", risks))
    assert was.twin.startswith("1 action and 1 risk are with Tom now")
    assert "RSK-26-003" in was.twin


def order(*moved: str) -> Handover:
    return Handover(
        "HND-26-001", OWNER.object_id, "Olive", CHAIR.object_id, "Helen", TODAY, "why", LEAD.object_id, moved=moved
    )


def test_whoever_ordered_it_reads_what_moved():
    assert "2 actions handed over from Olive to Helen." in check(notices.handed_over(order("A", "B"), "Olive")).twin
    assert "A handed over from Olive to Helen." in check(notices.handed_over(order("A"), "Olive")).twin
    assert "Olive had nothing open" in check(notices.handed_over(order(), "Olive")).twin
    both = check(notices.handed_over(order("ACT-26-001", "RSK-26-003", "RSK-26-004"), "Olive"))
    assert "1 action and 2 risks handed over from Olive to Helen." in both.twin
    assert titles(both) == ["Open ACT-26-001"]
    many = check(notices.handed_over(order(*(f"ACT-26-{n:03}" for n in range(1, 20))), "Olive"))
    assert f"ACT-26-{notices.SHOWN:03} and {19 - notices.SHOWN} more. Helen has a card." in many.twin
    assert "Both will get a card on that day" in check(notices.ordered("All go.", made())).twin


def test_what_was_acknowledged_is_said():
    assert "The history of ACT-26-014 shows" in check(notices.acknowledged(["ACT-26-014"])).twin
    assert "The history of 2 actions shows" in check(notices.acknowledged(["ACT-26-014", "ACT-26-015"])).twin
