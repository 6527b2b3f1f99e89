from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.actions import PAGE, Page, faults_first, link_words, listing, show, trust_words, which
from cards.kit import Card
from domain.action_dates import approve, ask_time
from domain.action_steps import Note, assure, at_risk, give_evidence, stop
from domain.actions import Action, Slip
from domain.brag import brag
from domain.people import Member
from domain.refusals import Invalid
from tests.actions_made import (
    BYSTANDER,
    CHAIR,
    DUE,
    LEAD,
    NOW,
    OBSERVER,
    OFFICE,
    OWNER,
    TODAY,
    VICE,
    act,
    delivered,
    evidenced,
    made,
    shared,
)
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

WHEN = "23 November 2026, 10:00"


def one(action: Action, member: Member = OWNER, today: date = TODAY, **more: object) -> Card:
    return check(show(action, brag(action, today, 30), member, WHEN, **more))  # pyright: ignore[reportArgumentType] options of the card


def rich() -> Action:
    action = made(theme="pph", frameworks=("CNST:SA8",), description="All three theatres", evidence_required="An audit")
    action = approve(ask_time(action, act(), DUE + timedelta(7), "sickness", "Dora covers"), act(CHAIR))
    action = at_risk(action, act(), Note("the bank is late", 30, "staffing"))
    return ask_time(
        give_evidence(action, act(), Note("a draft", source="Drive")), act(), DUE + timedelta(21), "more", ""
    )


def test_one_action_with_everything():
    golden("actions_one", one(rich(), CHAIR))


def test_an_assured_action_shows_by_whom():
    golden("actions_one_assured", one(assure(evidenced(), act(CHAIR)), BYSTANDER))


def test_a_shared_action_shows_each_trust():
    card = golden("actions_one_shared", one(shared(), LEAD))
    assert "NNUH open; JPUH open; QEHKL open" in card.twin


TIES = ("What it is tied to", "Equity check")


@pytest.mark.parametrize(
    ("action", "member", "offered"),
    [
        (made(), OWNER, ["Update", "Ask for more time", *TIES]),
        (made(), LEAD, ["Update", "Ask for more time", "Hand over", *TIES]),
        (made(), OFFICE, ["Hand over", *TIES]),
        (made(), CHAIR, ["Update", "Ask for more time", "Hand over", "Not doing", *TIES]),
        (made(), BYSTANDER, []),
        (made(), OBSERVER, []),
        (delivered(), OWNER, ["Give evidence", *TIES]),
        (evidenced(), CHAIR, ["Assure", "Give evidence", "Hand over", "Not doing", "Open again", *TIES]),
        (
            evidenced(by=CHAIR, action=made()),
            CHAIR,
            ["Give evidence", "Hand over", "Not doing", "Open again", *TIES],
        ),
        (assure(evidenced(), act(VICE)), CHAIR, ["Open again"]),
        (stop(made(), act(CHAIR), "merged"), OWNER, []),
        (
            rich(),
            CHAIR,
            ["Decide on the date", "Update", "Ask for more time", "Hand over", "Not doing", *TIES],
        ),
    ],
)
def test_each_person_is_offered_what_they_may_do(action: Action, member: Member, offered: list[str]):
    assert titles(one(action, member)) == offered


def test_from_a_list_there_is_a_way_back():
    assert titles(one(made(), BYSTANDER, query={"trusts": ["JPUH"]}, offset=10)) == ["Back to the list"]


def test_the_channel_sees_no_person_and_no_button():
    for action in (rich(), assure(evidenced(), act(CHAIR)), stop(made(), act(CHAIR), "Olive said so")):
        card = one(action, CHAIR, public=True)
        assert titles(card) == []
        assert not any(name in str(card.content) for name in ("Olive", "Dora", "Helen"))
    few = made(title="Review of three women who waited")
    assert "Review of a small number of women who waited" in one(few, CHAIR, public=True).twin
    assert "Review of three women who waited" in one(few, CHAIR).twin


def test_why_a_press_did_not_count_stands_first():
    card = one(made(), before=faults_first((Invalid("", "This changed."),)))
    assert "This changed." in str(card.content["body"][1])
    assert faults_first(()) is None


def many(n: int) -> list[tuple[Action, object]]:
    found = [made(f"ACT-26-{i:03}", due=TODAY + timedelta(i - 3)) for i in range(1, n + 1)]
    return [(a, brag(a, TODAY, 30)) for a in found]


def test_a_list_with_a_button_for_each_and_pages():
    rows = many(3)
    card = golden("actions_list", listing("Actions: JPUH", rows, Page(10, True), WHEN, {"trusts": ["JPUH"]}))  # pyright: ignore[reportArgumentType] rows of the test
    assert titles(card) == ["Open", "Open", "Open", "Next", "Previous", "New action", "On time"]
    assert "11 to 13" in card.twin


def test_a_list_in_the_channel_has_no_names_and_no_buttons():
    card = golden("actions_list_public", listing("Actions: red", many(2), Page(0, True), WHEN, {}, public=True))  # pyright: ignore[reportArgumentType] rows of the test
    assert titles(card) == []
    assert "Olive" not in str(card.content)
    assert "There are more; ask me directly" in card.twin
    assert "There are more" not in listing("A", many(2), Page(), WHEN, {}, public=True).twin  # pyright: ignore[reportArgumentType] rows of the test


def test_an_empty_list_says_so():
    assert "Nothing on this list." in check(listing("Actions: red", [], Page(), WHEN, {})).twin


def test_a_full_page_fits():
    rows = [(replace(a, title="\N{BABY}" * 200, slips=3), b) for a, b in many(PAGE)]
    check(listing("Open actions", rows, Page(10, True), WHEN, {"words": "w" * 100, "trusts": ["JPUH"]}))  # pyright: ignore[reportArgumentType] rows of the test


def test_several_that_could_be_meant_are_buttons():
    card = golden("actions_which", which("Which action?", many(6), "action.open", {"step": "delivered"}))  # pyright: ignore[reportArgumentType] rows of the test
    assert titles(card)[:2] == ["ACT-26-001", "ACT-26-002"]
    assert "I find none that fits" in check(which("Which action?", [], "action.open", {})).twin


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("RSK-26-003", "RSK-26-003"),
        ("theme:pph", "theme Postpartum haemorrhage"),
        ("theme:gone", "theme:gone"),
        ("equity", "equity"),
    ],
)
def test_links_in_words(link: str, said: str):
    assert link_words(link) == said


def test_frameworks_are_named():
    assert link_words("CNST").startswith("CNST (")
    assert link_words("CNST:SA8").startswith("CNST:SA8 (")


def test_trusts_in_words():
    assert trust_words(made()) == "JPUH"
    assert trust_words(shared()) == "all trusts: NNUH, JPUH, QEHKL"


def test_many_moves_are_shown_from_the_latest_and_the_rest_is_counted():
    moves = tuple(Slip(DUE, DUE, f"reason {n}", "", "Helen", NOW) for n in range(8))
    said = show(made(slips=8, changes=moves), brag(made(), TODAY, 30), CHAIR, "now").twin
    assert "Moved eight times" in said
    assert "reason 2" in said
    assert "reason 1" not in said
    assert "And twice before; its history has all." in said


def test_a_line_at_risk_is_said_by_trust():
    said = show(at_risk(shared(), act(LEAD)), brag(shared(), TODAY, 30), CHAIR, "now").twin
    assert "NNUH open; JPUH open, at risk; QEHKL open" in said
