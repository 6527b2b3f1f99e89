"""A coordinator can tell anyone why they did or did not get a message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import Rejected
from storage import conversations
from storage.conversations import Kind
from tests.days import Days
from tests.scene import twin

MONDAY = date(2026, 11, 23)
ASK = "why did Tom not get a reminder?"


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def test_because_nothing_is_due(days: Days):
    said = twin(days.scene.say("coordinator", "why didn't Priya get a message"))
    assert "Due or overdue for them now: nothing, so nothing is said" in said
    assert "Nothing was due for this person yet." in said


def test_it_is_asked_for_as_deliveries_and_a_name_by_the_office_alone(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.until(date(2026, 11, 25))
    for words in ("deliveries Tom", "delivery log for Tom Bailey", "what did you send Tom", "what was sent to Tom"):
        said = twin(days.scene.say("coordinator", words))
        assert "Reminders in the last seven days" in said, words
        assert "the action is due today. Delivery: sent 25 November 2026, 09:30" in said
    assert "Only the office sees what others were sent" in twin(days.scene.say("member", "deliveries Tom"))


def test_because_the_budget_was_spent(days: Days):
    for n in range(1, 6):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 11, 23 + n))
    days.until(date(2026, 11, 27))
    said = twin(days.scene.say("coordinator", ASK))
    assert "Reminders in the last seven days: 3 of at most 3" in said
    assert "the person's budget of messages is spent" in said
    assert "the action is due today. Delivery: sent 25 November 2026, 09:30" in said
    assert "another line about the same record says it" in said


def test_because_they_are_away(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away until 4 December, Sam covers"), "Save")
    days.until(date(2026, 11, 25))
    said = twin(days.scene.say("coordinator", ASK))
    assert "Away: until 4 December 2026; Sam Fielding covers" in said
    assert "sent to the cover, the person is away" in said
    assert "Due or overdue for them now: 1" in said


def test_because_nobody_covers(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away until 4 December"), "Save")
    days.until(date(2026, 11, 27))
    said = twin(days.scene.say("coordinator", ASK))
    assert "Away: until 4 December 2026; nobody covers" in said
    assert "without cover; one catch-up on return" in said


def test_because_teams_does_not_know_the_chat_or_refused_the_message(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.wire.answers = [Rejected("blocked by the person")] * 4
    days.at(MONDAY)
    tom = days.scene.member("jpuh-lead").object_id
    days.scene.run(lambda s: conversations.deactivate(s, Kind.PERSONAL, tom))
    said = twin(days.scene.say("coordinator", ASK))
    assert "Private chat: not known yet" in said
    assert "Delivery: given up" in said
    assert "blocked by the person" in said


def test_notices_are_listed_without_what_they_said(days: Days):
    tom = days.scene.member("jpuh-lead").object_id
    typed: dict[str, Any] = {
        "title": "Count the swabs", "why": "A walkabout", "trust": "JPUH", "owner": tom, "due": "2027-01-29",
    }  # fmt: skip
    days.scene.press("chair", days.scene.press("chair", days.scene.ask("chair", "new_action"), "Save", **typed), "Save")
    days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away until 4 December, Sam covers"), "Save")
    days.once()
    said = twin(days.scene.say("coordinator", ASK))
    assert "A notice about ACT-26-001" in said
    assert "Count the swabs" not in said
    assert "it goes at once, outside the budget. Delivery: sent" in said
    assert "A notice\n" in twin(days.scene.say("coordinator", "why did Sam get this?"))


def test_a_name_that_fits_nobody_is_said_so_and_the_others_log_is_the_offices(days: Days):
    assert "a member called Zoe" in twin(days.scene.say("coordinator", "why has Zoe not heard anything"))
    assert "Only the office sees what others were sent" in twin(days.scene.say("nnuh-lead", ASK))
    days.action("ACT-26-001", "jpuh-lead", date(2027, 3, 1))
    days.scene.say("jpuh-lead", "action ACT-26-001")
    own = days.scene.say("jpuh-lead", "why did Tom get this?")
    assert "I have not sent you a reminder yet" in twin(own), "that is about the speaker"
    assert "No reminder yet" in twin(days.scene.say("nnuh-lead", "why did I get this from Tom Bailey"))


def test_what_waits_is_not_called_sent(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.scene.press("coordinator", days.scene.ask("coordinator", "remind", owner="Tom"), "Send")
    said = twin(days.scene.say("coordinator", ASK))
    assert "▲ waits" in said
    assert "✓ sent" not in said
