"""A reminder is answered where it stands: a form opened from it leads back to its other lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cards.kit import Card
from domain.actions import Status
from storage import actions as kept
from tests.days import Days
from tests.scene import titles, twin

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    yield found
    found.scene.close()


def digest(days: Days, *due: date) -> Card:
    for n, day in enumerate(due, 1):
        days.action(f"ACT-26-00{n}", "jpuh-lead", day)
    days.at(TUESDAY)
    return days.to("jpuh-lead")[-1].card


def test_an_update_comes_back_to_the_other_lines(days: Days):
    card = digest(days, date(2026, 11, 26), date(2026, 11, 27))
    form = days.scene.press("jpuh-lead", card, "Update")
    assert titles(form)[-1] == "Back to my reminders"
    assert "ACT-26-002" in twin(days.scene.press("jpuh-lead", form, "Back to my reminders"))
    done = days.scene.press("jpuh-lead", form, "At risk", text="waiting for the auditor")
    assert "At risk - thank you" in twin(done)
    assert [t for t in titles(done) if t != "My actions"] == ["On track", "No change", "Update", "Later"], (
        "the second line is still open"
    )


def test_what_was_typed_wrongly_keeps_the_way_back(days: Days):
    card = digest(days, date(2026, 11, 26), date(2026, 11, 27))
    form = days.scene.press("jpuh-lead", card, "Update")
    wrong = days.scene.press("jpuh-lead", form, "At risk", progress="300")
    assert "Progress in per cent" in twin(wrong)
    assert titles(wrong)[-1] == "Back to my reminders"
    assert "At risk - thank you" in twin(days.scene.press("jpuh-lead", wrong, "At risk", progress="30"))


def test_past_its_date_one_tap_says_delivered_or_opens_more_time(days: Days):
    card = digest(days, date(2026, 11, 20), date(2026, 11, 26))
    assert [t for t in titles(card) if t != "My actions"][:4] == ["Delivered", "No change", "Update", "Later"]
    days.scene.press("jpuh-lead", card, "No change")
    days.until(date(2026, 12, 1))
    again = next(a.card for a in reversed(days.to("jpuh-lead")) if "ACT-26-001" in a.card.twin)
    at = titles(again)
    assert "No change" not in at[: at.index("Update")], "not twice running past its date"
    form = days.scene.press("jpuh-lead", again, "Ask for more time")
    asked = days.scene.press("jpuh-lead", form, "Ask for more time", due="2026-12-18", reason="The auditor is ill")
    assert "Asked for more time, until 18 December 2026 - thank you" in twin(asked)
    old = days.scene.press("jpuh-lead", again, "Delivered")
    assert "changed while you were editing" in twin(old), "the first tap drew the card anew; this one is old"


def test_delivered_in_one_tap_says_what_comes_next(days: Days):
    card = digest(days, date(2026, 11, 20))
    done = days.scene.press("jpuh-lead", card, "Delivered")
    assert "Delivered - thank you. Evidence can follow, on its card" in twin(done)
    action = days.scene.run(lambda s: kept.get(s, "ACT-26-001"))
    assert action.status == Status.DELIVERED


def test_my_actions_opened_from_a_reminder_leads_back(days: Days):
    card = digest(days, date(2026, 11, 26), date(2026, 11, 27))
    mine = days.scene.press("jpuh-lead", card, "My actions")
    assert "Back to my reminders" in titles(mine)
    assert "2 things for you" in twin(days.scene.press("jpuh-lead", mine, "Back to my reminders"))
