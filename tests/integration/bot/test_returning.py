"""What comes back to people: thanks when all is done, the word they asked for, and what became of their return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.actions import Status
from domain.returns import Return
from storage import members, returns
from tests.days import Days

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    yield found
    found.scene.close()


def test_the_card_becomes_thanks_when_everything_on_it_is_done(days: Days):
    days.action("ACT-26-001", "member", MONDAY)
    days.until(MONDAY)
    (reminder,) = days.to("member")
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(MONDAY + timedelta(days=1), 9, 0)
    edit = days.to("member", edits=True)[-1]
    assert (edit.edits, edit.title) == (reminder.id, "Done - thank you")


def test_who_only_hears_of_it_keeps_their_card_until_it_is_done(days: Days):
    days.action("ACT-26-001", "member", date(2026, 11, 16), trust="JPUH")
    days.until(date(2026, 12, 3))
    assert days.titles("chair") == [("03 Dec 09:30", "ACT-26-001: Audit 001")], "after the patience for a fair warning"
    days.at(date(2026, 12, 4), 8, 0)
    assert not [a for a in days.to("chair", edits=True) if a.edits]
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(date(2026, 12, 4), 8, 10)
    assert [a.title for a in days.to("chair", edits=True) if a.edits] == ["Done - thank you"]


def test_nobody_is_thanked_for_a_return_that_never_came(days: Days):
    days.until(date(2026, 12, 14))
    days.at(date(2026, 12, 14), 17, 0)
    edit = days.to("jpuh-lead", edits=True)[-1]
    assert edit.title == "Noted"
    assert "Nothing more to do: the round is closed, not received" in edit.card.twin
    assert not [a for a in days.arrived if a.title == "Done - thank you"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": Status.NOT_DOING}, "the action is not doing"),
        ({"owner": "00000000-0000-4000-8000-000000000003"}, "the action has another owner now"),
    ],
)
def test_nobody_is_thanked_for_an_action_that_was_taken_from_them(days: Days, fields: dict[str, Any], why: str):
    days.action("ACT-26-001", "member", MONDAY)
    days.until(MONDAY)
    days.change("ACT-26-001", **fields)
    days.at(MONDAY + timedelta(days=1), 9, 0)
    edit = days.to("member", edits=True)[-1]
    assert edit.title == "Noted"
    assert f"Nothing more to do: {why}" in edit.card.twin


def test_nothing_came_back(days: Days):
    """Each trust whose return came hears after the meeting that it was part of the pack."""
    days.at(MONDAY, 9, 0)

    def sent(session: object) -> None:
        person = days.scene.member("jpuh-lead")
        ret = Return("RET-2026-10-JPUH", "2026-10", "JPUH", submission=1, submitted_at=days.scene.now)
        ret = replace(ret, submitted_by=person.object_id, sent=ret.draft)
        returns.keep(session, ret, "submit")  # pyright: ignore[reportArgumentType] a session

    days.scene.run(sent)
    days.until(date(2026, 12, 22))
    thanks = [
        a for a in days.to("jpuh-lead") if "It was in the pack for the meeting on 21 December 2026." in a.card.twin
    ]
    assert [f"{a.at:%d %b}" for a in thanks] == ["22 Dec"]
    assert all("in the pack" not in a.card.twin for a in days.to("nnuh-lead"))


def test_urgent_lines_of_a_digest_are_not_thanked_while_one_is_put_off(days: Days):
    days.action("ACT-26-001", "member", MONDAY)
    days.until(MONDAY)
    days.scene.now = days.scene.now.replace(day=23, hour=10)
    days.scene.press("member", days.to("member")[0].card, "In 3 working days")
    days.at(MONDAY, 10, 30)
    assert not [a for a in days.to("member", edits=True) if a.edits]


def test_downtime_over_the_day_of_a_snooze_keeps_the_promise_on_the_next_look(days: Days):
    days.action("ACT-26-001", "member", MONDAY)
    days.at(MONDAY)
    days.scene.press("member", days.to("member")[0].card, "Remind me tomorrow")
    days.at(date(2026, 11, 26), 11, 0)
    assert [a.title for a in days.to("member")][1:] == ["ACT-26-001: Audit 001"]


def test_owners_who_left_are_handed_to_the_office_once_a_month(days: Days):
    days.action("ACT-26-001", "member", date(2027, 3, 1))
    sam = days.scene.member("member")
    days.scene.run(lambda s: members.change(s, replace(sam, active=False, version=1), "left"))
    days.until(date(2026, 12, 2))
    told = [a for a in days.to("coordinator") if "Its owner is no longer in the group." in a.card.twin]
    assert [f"{a.at:%d %b %H:%M}" for a in told] == ["01 Dec 09:30"]
