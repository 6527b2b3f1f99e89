from __future__ import annotations

import json
from datetime import date, time

import pytest

from cards import reminders as cards
from cards.kit import BUDGET, Card, actions, button, words
from cards.kit import card as draw
from cards.reminders import Row
from domain.people import ObjectId
from domain.reminders import Due, Press
from tests.goldens import golden

OWN = (Press("Update", "say", {"say": "update ACT-26-001"}), Press("No change", "reminder.no_change", {"record": "A"}))


def a_row(number: int = 1, **more: object) -> Row:
    return Row(f"ACT-26-{number:03}", f"ACT-26-{number:03}: a title", "Due today.", OWN, **more)  # pyright: ignore[reportArgumentType] fields by name


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def data(card: Card, title: str) -> dict[str, object]:
    return next(a["data"] for a in actions(card.content) if a["title"] == title)


def test_one_matter_is_a_card_of_its_own_with_its_three_snoozes():
    card = cards.message([a_row()], "remind/1", "the action is due today")
    assert card.twin.splitlines()[:2] == ["ACT-26-001: a title", "Due today."]
    assert "You get this because the action is due today." in card.twin
    assert titles(card) == ["Update", "No change", "Remind me tomorrow", "In 3 working days", "Before the meeting"]


def test_every_button_of_a_message_carries_its_key():
    card = cards.message([a_row()], "remind/1", "x")
    assert data(card, "No change")["message"] == "remind/1"
    assert data(card, "Update")["message"] == "remind/1"
    assert data(card, "Before the meeting") == {"record": "ACT-26-001", "choice": "meeting", "message": "remind/1"}


def test_a_card_opened_from_a_message_leads_back_to_it():
    opened = draw("A form", words("x"), actions=[button("Save", "action.update", record="A")])
    there = cards.way_back(opened, "remind/1")
    assert titles(there) == ["Save", "Back to my reminders"]
    assert data(there, "Save") == {"record": "A", "message": "remind/1"}
    assert data(there, "Back to my reminders") == {"message": "remind/1"}
    assert titles(opened) == ["Save"], "the card itself is left alone"


def test_the_fifth_button_goes_under_the_others():
    opened = draw("x", actions=[button(f"B{n}", "x") for n in range(4)])
    assert cards.way_back(opened, "k").content["actions"][-1]["mode"] == "secondary"


def test_the_message_itself_a_card_without_buttons_and_a_full_one_stay_as_they_are():
    message, bare = cards.message([a_row()], "k", "x"), draw("x", words("y"))
    assert cards.way_back(message, "k") is message
    assert cards.way_back(bare, "k") is bare
    text = "word " * 1_000
    full = draw("x", *(words(text) for _ in range(5)), actions=[button("Save", "x")], twin="x")
    assert cards.way_back(full, "k" * 4_000) is full


def test_urgent_cannot_be_put_off():
    assert titles(cards.message([a_row()], "k", "x", urgent=True)) == ["Update", "No change"]


def test_a_digest_shows_five_rows_and_counts_the_rest():
    card = cards.message([a_row(n) for n in range(1, 8)], "k", "x")
    assert card.twin.splitlines()[0] == "7 things for you"
    assert "And 2 more." in card.twin
    assert titles(card).count("Later") == 5


def test_a_row_that_is_settled_has_no_buttons_and_a_word():
    card = cards.message([a_row(1, done="No change - thank you"), a_row(2)], "k", "x")
    assert titles(card).count("Later") == 1
    assert "No change - thank you" in card.twin


@pytest.mark.parametrize(
    ("done", "title"),
    [
        ("Done - thank you", "Done - thank you"),
        ("Put off to 3 March 2027", "Noted"),
        ("Nothing more to do: the round is closed, not received", "Noted"),
    ],
)
def test_when_all_is_settled_no_button_is_left(done: str, title: str):
    card = cards.message([a_row(1, done=done)], "k", "x")
    assert (card.twin.splitlines()[0], titles(card)) == (title, [])


def test_the_cover_reads_for_whom():
    card = cards.message([a_row(cover_for="Tom Bailey")], "k", "x")
    assert "You cover for Tom Bailey, who is away." in card.twin


def test_a_line_that_cannot_be_put_off_offers_no_later():
    assert "Later" not in titles(cards.message([a_row(1, snoozable=False), a_row(2, snoozable=False)], "k", "x"))
    assert titles(cards.message([a_row(snoozable=False)], "k", "x")) == ["Update", "No change"]


def test_back_says_welcome():
    assert cards.message([a_row(1), a_row(2)], "k", "x", back=True).twin.startswith("Welcome back: 2 things for you")
    assert cards.back([], "k").twin.startswith("Welcome back")
    assert cards.back([a_row()], "k").twin.startswith("ACT-26-001")
    assert cards.back([a_row(1), a_row(2)], "k").twin.startswith("Welcome back: 2")


def test_choosing_when_says_how_often_that_is_still_possible():
    assert "You can put it off once more." in cards.choose_later(a_row(), "k", 1).twin
    assert "You can put it off twice." in cards.choose_later(a_row(), "k", 2).twin


def test_the_longest_digest_stays_within_the_budget():
    rows = [Row(f"ACT-26-{n:03}", f"ACT-26-{n:03}: {'x' * 300}", "y" * 600, OWN) for n in range(40)]
    card = cards.message(rows, "remind/00000000-0000-4000-8000-000000000001/2026-12-07/0123456789ab", "z" * 300)
    assert len(json.dumps(card.content)) < BUDGET


def test_a_due_becomes_a_row():
    due = Due("actions", "ACT-26-001", "today", date(2026, 12, 7), time(9, 30), "t", "x", "y", ObjectId("a"))
    assert cards.row(due, "Tom", "done") == Row("ACT-26-001", "t", "x", (), "done", "Tom")


def test_the_channel_ends_with_how_to_reach_the_bot():
    card = cards.channel(["Returns are due today."], "7 December 2026, 09:00")
    assert card.twin.splitlines()[-2:] == [
        "As at 7 December 2026, 09:00.",
        "Start with @Oversight here, or message me directly.",
    ]
    assert "Everything on this list is done. Thank you." in cards.channel([], "x").twin


def test_why_names_the_record_and_the_rule_of_five_lines():
    card = cards.reason("7 things", "today", [(f"ACT-{n}", "it is due") for n in range(7)], "")
    assert "ACT-4: it is due." in card.twin
    assert "ACT-5" not in card.twin
    assert "And 2 more by the same rules." in card.twin
    assert "More of it." in cards.reason("x", "today", [], "More of it.").twin


def test_the_log_says_state_and_reason_in_words():
    rows = [("7 December 2026, 09:30", "ACT-26-001: a title", "waits", "outside the send window")]
    said = cards.log("Tom Bailey", rows).twin
    assert "waits" in said
    assert "outside the send window" in said
    assert "Nothing was due for this person yet." in cards.log("Tom", []).twin


def test_a_preview_counts_whom_it_does_not_show():
    rows = [(f"Person {n}", "a thing", "now") for n in range(14)]
    card = cards.preview(rows, "JPUH", {"trusts": "JPUH"})
    assert "And 2 more." in card.twin
    assert titles(card) == ["Send", "Not now"]
    assert titles(cards.preview([], "JPUH", {})) == []


def test_small_cards_say_what_happened():
    assert "1 person" in cards.asked(1, []).twin
    assert "2 people" in cards.asked(2, ["Tom: no."]).twin
    assert "Nobody gets a message now." in cards.asked(0, []).twin
    assert "On its way again" in cards.doubt_settled(again=True).twin
    assert "in the channel" in cards.doubt_settled(again=False).twin
    assert titles(cards.in_doubt("Risk summary", 7)) == ["It is there", "Post again"]
    assert "3 March 2027" in cards.put_off("ACT-26-001", date(2027, 3, 3)).twin
    assert "Given up: 1" in cards.alarm(3, 0, 2, 1, date(2027, 3, 3)).twin
    assert cards.nothing_sent().twin.startswith("No reminder yet")
    assert "Nobody was written to." in cards.not_sent().twin


def test_the_heading_of_a_message():
    assert [cards.title(1, "One"), cards.title(3, "One"), cards.title(3, "One", back=True)] == [
        "One",
        "3 things for you",
        "Welcome back: 3 things for you",
    ]


def test_reminder_cards_as_files():
    rows = [a_row(1), a_row(2, cover_for="Tom Bailey"), a_row(3, done="On track - thank you")]
    golden("reminders_one", cards.message([a_row()], "remind/1", "the action is due today"))
    golden("reminders_digest", cards.message(rows, "remind/1", "it is due soon or its date has passed (weekly digest)"))
    golden("reminders_done", cards.message([a_row(1, done="Done - thank you")], "remind/1", "x"))
    golden("reminders_later", cards.choose_later(a_row(), "remind/1", 2))
    said = [
        "Returns for October 2026 are due today. 2 of 3 trusts received.",
        "Due this week",
        "- ACT-26-001 Audit (JPUH)",
    ]
    golden("reminders_channel", cards.channel(said, "7 December 2026, 09:00"))
    rules = [("ACT-26-001, today", "the action is due today")]
    golden("reminders_why", cards.reason("ACT-26-001: a title", "7 December 2026, 09:30", rules, ""))
    golden("reminders_log", cards.log("Tom Bailey", [("7 December 2026, 09:30", "ACT-26-001", "sent", "due today")]))
    preview = [("Tom Bailey", "ACT-26-001: a title (due 7 December 2026)", "now")]
    golden("reminders_preview", cards.preview(preview, "JPUH", {"trusts": "JPUH"}))
    golden("reminders_in_doubt", cards.in_doubt("Risk summary", 7))
    golden("reminders_alarm", cards.alarm(3, 0, 2, 1, date(2026, 12, 7)))
