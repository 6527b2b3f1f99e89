"""What people complain about in other reminder bots, each a test of that name. The whole table: docs/complaints.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import PlaceKind
from bot.delivery import Uncertain
from domain.actions import Status
from storage import actions as kept
from tests.days import Days
from tests.scene import Scene, inputs, titles, twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def action(scene: Scene, record: str) -> Any:
    return scene.run(lambda s: kept.get(s, record))


def test_typed_text_lost_after_an_update(days: Days):
    """A fault, or somebody else's press in between, brings back what was typed; nobody's open form is redrawn."""
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 11))
    scene = days.scene
    form = scene.ask("jpuh-lead", "update_action", record="ACT-26-001")
    before = len(days.arrived)
    scene.press("chair", scene.ask("chair", "update_action", record="ACT-26-001"), "At risk", text="waiting")
    days.once()
    assert [a for a in days.arrived[before:] if a.to == "jpuh-lead" and a.edits] == []
    again = scene.press("jpuh-lead", form, "On track", text="28 of 31 days", progress="ninety")
    assert inputs(scene.content(again))["text__r1"] == "28 of 31 days"
    assert inputs(scene.content(again))["progress__r1"] == "ninety"


def test_snooze_or_update_hit_the_wrong_record(days: Days):
    """Two open lines in one message: each button acts on its own record, and an old one is refused politely."""
    for n in (1, 2):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 11, 25))
    days.at(date(2026, 11, 24))
    card = days.to("jpuh-lead")[-1].card
    scene = days.scene
    scene.press("jpuh-lead", card, "On track", nth=1)
    assert action(scene, "ACT-26-001").updates == ()
    assert action(scene, "ACT-26-002").updates[0].what == "on track"
    old = scene.press("jpuh-lead", card, "No change", nth=1)
    assert "changed while you were editing" in twin(old)
    assert action(scene, "ACT-26-002").updates[0].what == "on track"


def test_reminder_sent_twice(days: Days):
    """Neither a doubtful delivery, nor a second bot, nor the next look sends a reminder again."""
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.wire.answers = [Uncertain("no answer")] * 2
    days.at(MONDAY)
    other = days.replica()
    for tick in (days.tick, other, days.tick):
        days.once(tick)
    assert days.to("jpuh-lead") == []
    log = twin(days.scene.say("coordinator", "why did Tom not get a reminder?"))
    assert "Teams did not confirm it; it may have arrived" in log


def test_reminder_never_sent_and_the_log_says_why(days: Days):
    """Whoever asks finds a reason for each reminder that did not come."""
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away until 4 December"), "Save")
    days.until(date(2026, 11, 27))
    assert days.to("jpuh-lead") == []
    log = twin(days.scene.say("coordinator", "why did Tom not get a reminder?"))
    assert "away until 4 December 2026 without cover; one catch-up on return" in log


def test_nagging_without_a_way_out(days: Days):
    """Everything late for a month: three messages a week at most, and one word stops them."""
    for n in range(1, 9):
        days.action(f"ACT-26-00{n}", "jpuh-lead", MONDAY + timedelta(days=n))
    days.until(date(2026, 12, 18))
    weeks = Counter(a.at.date().isocalendar().week for a in days.to("jpuh-lead"))
    assert weeks
    assert max(weeks.values()) <= 3
    assert max(Counter(a.at.date() for a in days.to("jpuh-lead")).values()) == 1
    days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away until 31 December"), "Save")
    before = len(days.to("jpuh-lead"))
    days.until(date(2026, 12, 31))
    assert len(days.to("jpuh-lead")) == before


def test_reminded_with_nothing_to_do(days: Days):
    """Done, handed over or given more time before its day: nobody is reminded of it."""
    for n in (1, 2, 3):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 12, 2))
    scene = days.scene
    scene.press("jpuh-lead", scene.ask("jpuh-lead", "update_action", record="ACT-26-001"), "Delivered")
    form = scene.press("chair", scene.ask("chair", "action", record="ACT-26-002"), "Hand over")
    scene.press("chair", form, "Hand over", owner=scene.member("member").object_id, reason="a new post")
    form = scene.press("chair", scene.ask("chair", "update_action", record="ACT-26-003"), "Ask for more time")
    scene.press("chair", form, "Ask for more time", due="2027-02-26", reason="estate")
    days.until(date(2026, 12, 8))
    said = "\n".join(a.card.twin for a in days.to("jpuh-lead") if "granted" not in a.title and "is with" not in a.title)
    assert not [r for r in ("ACT-26-001", "ACT-26-002", "ACT-26-003") if r in said]
    assert "ACT-26-002" in "\n".join(a.card.twin for a in days.to("member") if "working day" in a.card.twin)


def test_a_late_person_named_where_others_read(days: Days):
    """In the channel neither the list of what is late nor the week's list names anybody or says why."""
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 20), title="Tom Bailey audits the swabs")
    for words in ("what is late", "actions overdue", "late actions JPUH"):
        said = twin(days.scene.say("chair", words, where=PlaceKind.CHANNEL))
        assert "red: due date passed" in said
        assert "Owner" not in said


def test_closed_without_evidence(days: Days):
    """Delivered is not assured: that takes evidence, and somebody who had no hand in it."""
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 11))
    scene = days.scene
    scene.press("jpuh-lead", scene.ask("jpuh-lead", "update_action", record="ACT-26-001"), "Delivered")
    assert "Assure" not in titles(scene.ask("chair", "action", record="ACT-26-001"))
    form = scene.ask("chair", "update_action", record="ACT-26-001")
    scene.press("chair", form, "Give evidence", evidence="Audit in the shared drive")
    assert "Assure" not in titles(scene.ask("chair", "action", record="ACT-26-001")), "the chair gave the evidence"
    assert "Assure" in titles(scene.ask("deputy", "action", record="ACT-26-001"))
    assert action(scene, "ACT-26-001").status == Status.EVIDENCED


def test_dates_quietly_moved(days: Days):
    """The first date stays in sight, each change with its reason and who agreed; the third is the chair's."""
    scene = days.scene
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 11))
    for due in ("2027-01-15", "2027-02-12"):
        form = scene.press(
            "jpuh-lead", scene.ask("jpuh-lead", "update_action", record="ACT-26-001"), "Ask for more time"
        )
        scene.press("jpuh-lead", form, "Ask for more time", due=due, reason="theatre is closed", agreed="Ann counts")
        assert action(scene, "ACT-26-001").due != date.fromisoformat(due), "asking moves nothing"
        decide = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Decide on the date")
        scene.press("chair", decide, "Approve")
    form = scene.press("jpuh-lead", scene.ask("jpuh-lead", "update_action", record="ACT-26-001"), "Ask for more time")
    assert "This would be change number 3 of the date." in twin(form)
    shown = twin(scene.ask("chair", "action", record="ACT-26-001"))
    assert "first due 11 December 2026, moved twice" in shown
    assert "11 December 2026 to 15 January 2027, by Helen Marsh: theatre is closed. Agreed: Ann counts" in shown


def test_read_receipts_wanted_and_not_possible(days: Days):
    """A hand-over has a button to say that it was seen; Teams gives no receipts to bots."""
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 11))
    scene = days.scene
    form = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Hand over")
    scene.press("chair", form, "Hand over", owner=scene.member("member").object_id, reason="a new post")
    scene.press("member", scene.card_for("member"), "Acknowledge")
    assert "Sam Fielding: acknowledged" in twin(scene.ask("chair", "action", record="ACT-26-001"))
