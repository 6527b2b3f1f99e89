"""What a planning run reads: once, and anew after something was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import Watch
from bot.flows import facts
from bot.tick import watch_of
from storage import members
from storage.session import Session
from tests.days import Days


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    yield found
    found.scene.close()


def ask(days: Days, work: Callable[..., Any]) -> Any:
    def run(session: Session) -> Any:
        session.as_system("test")
        return work(watch_of(session, days.group))

    return days.scene.run(run)


def test_facts_are_read_once_a_run_and_forgotten_when_written(days: Days):
    days.scene.say("coordinator", "open round")

    def work(watch: Watch) -> tuple[int, int]:
        first = facts.rounds(watch)
        assert facts.rounds(watch) is first
        facts.forget(watch)
        again = facts.rounds(watch)
        assert again is not first
        return len(first), len(again)

    assert ask(days, work) == (1, 1)


def test_where_there_is_no_coordinator_the_chairs_are_the_office(days: Days):
    assert [m.name for m in ask(days, facts.office)] == ["Ruth Okafor"]
    ruth = days.scene.member("coordinator")
    days.scene.run(lambda s: members.change(s, replace(ruth, active=False, version=1), "left"))
    assert {m.name for m in ask(days, facts.office)} == {"Helen Marsh", "David Lowe"}


def test_outstanding_actions_by_day(days: Days):
    for n, day in enumerate((date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 1)), 1):
        days.action(f"ACT-26-00{n}", "member", day)
    assert [a.id for a in ask(days, lambda w: facts.actions(w, date(2026, 11, 25)))] == ["ACT-26-001", "ACT-26-002"]
    on = [date(2026, 12, 1), date(2026, 12, 2)]
    assert [a.id for a in ask(days, lambda w: facts.actions_due(w, on))] == ["ACT-26-003"]
