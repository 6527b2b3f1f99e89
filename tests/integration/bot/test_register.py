"""Register health: once a week to the office, while any risk lacks something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.risk_changes import raised
from domain.risks import Status as RiskStatus
from storage import risks
from tests.days import Days
from tests.sample_risks import a_risk, sign
from tests.scene import twin

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    yield found
    found.scene.close()


def a_risk_without_actions(days: Days, record: str) -> None:
    owner = days.scene.member("jpuh-lead")
    kept = replace(a_risk(record), owner=owner.object_id, owner_name=owner.name)
    days.scene.run(lambda s: risks.add(s, raised(kept, days.group, sign(MONDAY))))


def register(days: Days) -> list[tuple[str, str]]:
    return [(f"{a.at:%d %b}", a.to) for a in days.arrived if "Register health" in a.card.twin and not a.edits]


def test_the_office_hears_once_a_week_while_something_is_lacking(days: Days):
    for n in range(1, 8):
        a_risk_without_actions(days, f"RSK-26-00{n}")
    days.until(MONDAY + timedelta(days=9))
    assert register(days) == [("24 Nov", "coordinator"), ("01 Dec", "coordinator")]
    first = next(a for a in days.to("coordinator") if "Register health" in a.card.twin)
    assert "7 risks lack something" in first.card.twin
    assert "RSK-26-005 and 2 more" in first.card.twin
    shown = days.scene.press("coordinator", first.card, "Register health")
    assert "Shown: 1 to" in twin(shown)


def test_nobody_hears_of_a_register_that_is_well(days: Days):
    days.until(MONDAY + timedelta(days=9))
    assert register(days) == []


def test_one_risk_is_named_alone_and_what_was_put_right_meanwhile_is_not_sent(days: Days):
    a_risk_without_actions(days, "RSK-26-001")
    days.at(TUESDAY, 9, 0)
    days.tick.sender = None
    days.at(TUESDAY, 9, 30)
    (waiting,) = [s for s in days.scene.outbox("coordinator") if "Register health" in s.card.twin]
    assert "1 risk lacks something" in waiting.card.twin
    assert "RSK-26-001." in waiting.card.twin
    closed = days.scene.run(lambda s: risks.get(s, "RSK-26-001"))
    days.scene.run(lambda s: risks.change(s, replace(closed, status=RiskStatus.CLOSED), "close"))
    days.scene.later(minutes=1)
    days.once(days.replica())
    assert register(days) == []
