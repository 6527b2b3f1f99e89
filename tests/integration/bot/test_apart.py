"""One record that fails stops itself alone: its reminder goes on with the others, it is named, and made up for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from app import Bot
from bot.catalogue import collect
from bot.contracts import Reminder, Watch
from bot.flows.apart import SubjectFailed, apart
from bot.reminders import actions as promise
from bot.tick import MOST_LEFT_OUT
from domain.people import ObjectId
from domain.reminders import Due, Shape
from storage import reminders as kept
from tests.days import Days
from tests.stores import *  # noqa: F403 - the fixtures, by name

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
GOOD, BAD = "ACT-26-001", "ACT-26-002"
TOM = ObjectId("00000000-0000-4000-8000-000000000003")


@pytest.fixture(params=["sqlite", "postgres"])
def days(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Days]:
    """Two actions are due on Tuesday, one of Sam's and one of Priya's."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    found = Days(tmp_path, MONDAY, by_calendar=False, url=url)
    found.action(GOOD, "member", TUESDAY)
    found.action(BAD, "nnuh-lead", TUESDAY)
    yield found
    found.scene.close()


def named(days: Days) -> tuple[str, ...]:
    return tuple(part.removeprefix(f"{days.group.id}: ") for part in days.tick.health.parts)


def broken_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line = promise.action_line

    def fails(watch: Watch, action: Any, **more: Any) -> Due:
        if action.id == BAD:
            raise RuntimeError("broken on purpose")
        return line(watch, action, **more)

    monkeypatch.setattr(promise, "action_line", fails)


def spoil(days: Days, mark: str) -> None:
    """Somebody changes the database by hand."""
    said = text("UPDATE actions SET mark = :mark WHERE id = :id")
    days.scene.store.run_sync(
        lambda s: s.connection.execute(said, {"mark": mark, "id": BAD}), group=days.scene.group.id
    )


def test_a_line_that_cannot_be_made_keeps_no_other_action_from_its_owner(
    days: Days, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken_line(broken)
        days.at(TUESDAY)
        assert [a.title for a in days.to("member")] == [f"{GOOD}: Audit 001"]
        assert days.to("nnuh-lead") == []
        assert named(days) == (f"actions ({BAD})",)
        assert {(getattr(r, "reminder", ""), getattr(r, "record", "")) for r in caplog.records} == {("actions", BAD)}
    days.at(TUESDAY, 15, 0)
    assert [a.title for a in days.to("nnuh-lead")] == [f"{BAD}: Audit 002"], "what it owed comes when it is mended"
    assert len(days.to("member")) == 1, "and nobody hears anything twice"
    assert named(days) == ()


def test_a_row_that_is_no_record_is_left_out_of_every_list_until_it_is_one(days: Days):
    spoil(days, "nonsense")
    days.at(TUESDAY)
    assert [a.title for a in days.to("member")] == [f"{GOOD}: Audit 001"]
    assert named(days) == (f"every reminder ({BAD})",)
    assert days.tick.health.failing == ()
    spoil(days, "none")
    days.at(TUESDAY, 15, 0)
    assert [a.title for a in days.to("nnuh-lead")] == [f"{BAD}: Audit 002"]
    assert named(days) == ()


def two(watch: Watch) -> list[Due]:
    once = Due("bad", "X-1", "first", watch.today, time(9), "A title", "Some text", "a rule", shape=Shape.WORK)
    return [once, replace(once, subject="X-2")]


def with_part(days: Days, part: Reminder) -> None:
    days.scene.run(lambda s: kept.advance(s, [part.name], s.now))
    days.tick.reminders = (part, *collect().reminders.values())


def test_work_that_fails_for_one_is_done_for_the_other(days: Days):
    done: list[str] = []

    def act(_: Watch, occurrence: Due) -> tuple[()]:
        if occurrence.subject == "X-1":
            raise RuntimeError("broken on purpose")
        done.append(occurrence.subject)
        return ()

    with_part(days, Reminder("bad", "fails", two, act=act, first=True))
    days.at(TUESDAY)
    assert done == ["X-2"]
    assert named(days) == ("bad (X-1)",)
    assert len(days.to("member")) == 1


def test_when_very_many_fail_it_is_the_reminder_that_does(days: Days):
    def due(watch: Watch) -> Iterator[Due]:
        for n in range(MOST_LEFT_OUT + 5):
            yield from apart(watch, f"X-{n}", (raising(n) for _ in (1,)))

    def raising(n: int) -> Due:
        raise RuntimeError(f"broken on purpose: {n}")

    with_part(days, Reminder("bad", "fails", due))
    days.at(TUESDAY)
    assert "bad" in named(days)
    assert len(days.to("member")) == 1


def test_ready_names_the_record(days: Days, monkeypatch: pytest.MonkeyPatch):
    broken_line(monkeypatch)
    days.at(TUESDAY)
    bot: Any = SimpleNamespace(store=days.scene.store, tick=days.tick)
    ready, facts = asyncio.run(Bot._ready(bot))  # pyright: ignore[reportPrivateUsage] what /readyz asks
    assert not ready
    assert facts["failing_reminders"] == (f"{days.group.id}: actions ({BAD})",)


def test_lines_of_a_record_that_is_left_out_are_none_and_a_fault_says_whose_it_is():
    watch: Any = SimpleNamespace(skipped=frozenset({"X-1"}))
    assert list(apart(watch, "X-1", [])) == []
    with pytest.raises(SubjectFailed, match="X-2"):
        list(apart(watch, "X-2", (1 // 0 for _ in (1,))))  # pyright: ignore[reportArgumentType] lines that fail
