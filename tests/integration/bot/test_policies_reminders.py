"""Reminders of what a change means: fair, only while it is missing, the office after the lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.policies import Policy, Status, answered
from storage import policies
from tests.days import Days
from tests.policies_made import a_policy, an_impact
from tests.scene import titles, twin

DUE = date(2026, 12, 7)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    yield found
    found.scene.close()


def logged(days: Days, **changes: Any) -> Policy:
    policy = a_policy(**{"answer_by": DUE, "trusts": ("JPUH", "QEHKL"), **changes})
    return days.scene.run(lambda s: policies.add(s, policy))


def test_the_lead_hears_before_on_and_after_the_day_then_the_office(days: Days) -> None:
    logged(days)
    days.at(date(2026, 12, 2), 9, 30)
    first = days.to("jpuh-lead")[-1]
    assert "What it means for JPUH: due 7 December 2026, in 3 working days." in first.card.twin
    assert titles(first.card)[:2] == ["Say what it means for us", "Open"]
    for day in (DUE, date(2026, 12, 8), date(2026, 12, 9)):
        days.at(day, 9, 30)
    assert len(days.to("jpuh-lead")) == 3
    assert [a.card.twin.count("POL-26-001") > 0 for a in days.to("coordinator")] == [True]


def test_nobody_hears_after_the_answer(days: Days) -> None:
    policy = logged(days)
    done = answered(policy, an_impact("JPUH"))
    days.scene.run(lambda s: policies.change(s, done, "answer policy"))
    days.at(date(2026, 12, 2), 9, 30)
    assert days.to("jpuh-lead") == []
    assert len(days.to("qehkl-lead")) == 1


def test_the_answer_is_given_from_the_reminder(days: Days) -> None:
    logged(days, trusts=("JPUH",))
    days.at(date(2026, 12, 2), 9, 30)
    card = days.to("jpuh-lead")[-1].card
    form = days.scene.press("jpuh-lead", card, "Say what it means for us")
    done = days.scene.press("jpuh-lead", form, "Save", level="none", text="Nothing changes")
    assert "The answer of JPUH is kept" in twin(done)
    days.at(DUE, 9, 30)
    assert len(days.to("jpuh-lead")) == 1


def test_a_reminder_put_off_comes_back_while_the_answer_is_missing(days: Days) -> None:
    logged(days, trusts=("JPUH",))
    days.at(date(2026, 12, 2), 9, 30)
    card = days.to("jpuh-lead")[-1].card
    days.scene.press("jpuh-lead", card, "Remind me tomorrow")
    days.at(date(2026, 12, 3), 9, 30)
    assert "You asked me to remind you today." in days.to("jpuh-lead")[-1].card.twin


def test_a_closed_change_reminds_nobody(days: Days) -> None:
    policy = logged(days)
    gone = replace(policy, status=Status.CLOSED)
    days.scene.run(lambda s: policies.change(s, gone, "close policy"))
    days.at(date(2026, 12, 2), 9, 30)
    assert days.to("jpuh-lead") == []
