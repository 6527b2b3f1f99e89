"""Three months after a learning event each trust that came is asked what changed, until it has said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.flows.matters import gone as moot
from bot.tick import watch_of
from domain.learning_events import Changed, FollowUp, followed_up
from domain.people import ObjectId
from storage import learning_events as kept
from storage import members
from storage.session import Session
from tests.days import Days
from tests.learning_made import an_event


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    made = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    made.scene.run(lambda s: an_event(s, "pph", on=date(2026, 8, 26), came={"JPUH": 4, "NNUH": 2}))
    yield made
    made.scene.close()


def says(days: Days, trust: str) -> None:
    def answer(session: Session) -> None:
        event = kept.get(session, "EVT-26-001")
        assert event is not None
        said = FollowUp(trust, Changed.YES, "scales", ObjectId("x"), date(2026, 11, 27))
        kept.change(session, followed_up(event, said), "follow up")

    days.scene.run(answer)


def asked(days: Days) -> list[tuple[str, str]]:
    found = [a for a in days.arrived if a.title == "EVT-26-001: did it change practice?"]
    return [(a.to, f"{a.at:%d %b}") for a in sorted(found, key=lambda a: (a.at, a.to))]


def test_leads_are_asked_on_the_day_and_again_only_where_nothing_was_said(days: Days) -> None:
    days.until(date(2026, 11, 27))
    assert asked(days) == [("jpuh-lead", "26 Nov"), ("nnuh-lead", "26 Nov")]
    card = days.to("jpuh-lead")[0].card
    assert "was held on 26 August 2026, 92 days ago. Did it change practice at your trust?" in card.twin
    says(days, "JPUH")
    days.until(date(2026, 12, 16))
    assert asked(days)[2:] == [("nnuh-lead", "10 Dec")]


def test_nobody_is_asked_of_an_event_that_all_have_answered(days: Days) -> None:
    says(days, "JPUH")
    says(days, "NNUH")
    days.until(date(2026, 12, 16))
    assert asked(days) == []


def test_the_office_is_asked_for_a_trust_without_a_lead(days: Days) -> None:
    def leave(session: Session) -> None:
        lead = members.by_object_id(session, days.scene.member("jpuh-lead").object_id)
        assert lead is not None
        members.change(session, replace(lead, active=False), "leave")

    days.scene.run(leave)
    days.until(date(2026, 11, 27))
    assert [to for to, _ in asked(days)] == ["coordinator", "nnuh-lead"]


def test_when_it_is_pointless(days: Days) -> None:
    def why(person: str, record: str = "EVT-26-001") -> str:
        return days.scene.run(lambda s: moot(watch_of(s, days.group), record, person))

    lead = days.scene.member("jpuh-lead").object_id
    assert why(lead) == why("") == ""
    assert why(lead, "EVT-26-099") == "every trust that came has answered"
    says(days, "JPUH")
    assert why(lead) == "your trust has answered"
    says(days, "NNUH")
    assert why("") == "every trust that came has answered"
