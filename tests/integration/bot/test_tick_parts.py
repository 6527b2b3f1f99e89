"""A reminder that fails stops itself alone: the others go on, it is said, and what it owes comes when it is mended."""

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
from bot.contracts import Post, Reminder, Watch
from cards.kit import card, words
from domain.people import ObjectId
from domain.reminders import Due, Shape
from storage import reminders as kept
from storage.engine import Busy
from tests.days import Days
from tests.stores import *  # noqa: F403 - the fixtures, by name

MONDAY = date(2026, 11, 23)
"""The October round opens on this day, and an action is due."""


@pytest.fixture(params=["sqlite", "postgres"])
def days(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Days]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    found = Days(tmp_path, MONDAY, url=url)
    found.action("ACT-26-001", "member", MONDAY)
    yield found
    found.scene.close()


class Counted(list[tuple[str, str]]):
    def __call__(self, name: str, label: str) -> None:
        self.append((name, label))


def with_part(days: Days, *parts: Reminder) -> Counted:
    """The bot has these reminders besides its own, and planned them at eight."""
    days.scene.run(lambda s: kept.advance(s, [p.name for p in parts], s.now))
    days.tick.reminders = (*parts, *collect().reminders.values())
    days.tick.count = counted = Counted()
    return counted


def raising(_: object, *__: object) -> Any:
    raise RuntimeError("broken on purpose")


def failing_statement(watch: Watch, *_: object) -> Any:
    watch.session.connection.execute(text("SELECT nothing FROM nowhere"))


def once(day: date, shape: Shape = Shape.WORK, name: str = "bad") -> Due:
    to = ObjectId("") if shape is Shape.WORK else ObjectId("00000000-0000-4000-8000-000000000003")
    return Due(name, "X-1", "first", day, time(9), "A title", "Some text", "a rule", to=to, shape=shape)


@pytest.mark.parametrize("fault", [raising, failing_statement])
@pytest.mark.parametrize("where", ["due", "act", "upkeep"])
def test_the_others_go_on(days: Days, where: str, fault: Any, caplog: pytest.LogCaptureFixture):
    parts = {
        "due": Reminder("bad", "fails", fault),
        "act": Reminder("bad", "fails", lambda w: [once(w.today)], act=fault, first=True),
        "upkeep": Reminder("bad", "fails", lambda _: (), upkeep=fault),
    }
    counted = with_part(days, parts[where])
    with caplog.at_level(logging.ERROR):
        days.at(MONDAY)
    assert [a.title for a in days.to("member")] == ["ACT-26-001: Audit 001"]
    assert days.tick.health.parts == (f"{days.group.id}: bad{' (X-1)' if where == 'act' else ''}",)
    assert days.tick.health.failing == ()
    assert ("reminders", "failed") in counted
    assert [getattr(r, "reminder", "") for r in caplog.records] == ["bad"]


def test_what_it_had_written_is_undone(days: Days):
    def act(watch: Watch, _: Due) -> tuple[Post, ...]:
        days.tick.put(watch.session, days.group, Post("notice", "half", card("Half", words("?")), to_channel=True))
        raise RuntimeError("broken on purpose")

    with_part(days, Reminder("bad", "fails", lambda w: [once(w.today)], act=act))
    days.at(MONDAY)
    assert "half" not in {s.key for s in days.scene.outbox()}
    assert len(days.to("member")) == 1


def test_a_post_that_cannot_be_put_is_its_parts_fault(days: Days):
    nowhere = Post("notice", "nowhere", card("Nowhere", words("?")))
    with_part(days, Reminder("bad", "fails", lambda w: [once(w.today)], act=lambda *_: (nowhere,)))
    days.at(MONDAY)
    assert days.tick.health.parts == (f"{days.group.id}: bad",)
    assert len(days.to("member")) == 1


def test_a_line_that_cannot_be_drawn_keeps_no_other_from_its_reader(days: Days):
    """Tom has a return and a line whose button cannot be drawn in one message: the return is said."""
    spoilt: Any = (object(),)
    with_part(days, Reminder("bad", "fails", lambda w: [replace(once(w.today, Shape.PERSON), presses=spoilt)]))
    days.at(MONDAY)
    assert [a.title for a in days.to("jpuh-lead")] == ["October 2026: the return of JPUH"]
    assert days.tick.health.parts == (f"{days.group.id}: bad (X-1)",)


def test_what_it_owes_comes_when_it_is_mended(days: Days):
    """Also of a reminder that failed from its first day on: nothing falls between."""
    wanted = [once(MONDAY, Shape.PERSON)]
    days.tick.reminders = (Reminder("bad", "fails", raising), *collect().reminders.values())
    days.at(MONDAY, 8, 30)
    days.at(MONDAY, 9, 0)
    mended = days.replica()
    mended.reminders = (Reminder("bad", "mended", lambda _: wanted), *collect().reminders.values())
    assert days.tick.health.parts
    days.scene.later(minutes=6)
    days.once(mended)
    assert "A title" in [a.title for a in days.to("jpuh-lead")]
    assert mended.health.parts == ()
    days.once()
    assert days.tick.health.parts == (), "the other replica sees that it is mended"


def test_a_busy_database_is_nobodys_fault(days: Days):
    def busy(_: Watch) -> Any:
        raise Busy("locked")

    with_part(days, Reminder("bad", "is in the way", busy))
    days.at(MONDAY)
    assert days.tick.health.failing == (days.group.id,)
    assert days.tick.health.parts == ()
    assert days.to("member") == []


def test_ready_says_which(days: Days):
    with_part(days, Reminder("bad", "fails", raising))
    days.at(MONDAY)
    bot: Any = SimpleNamespace(store=days.scene.store, tick=days.tick)
    ready, facts = asyncio.run(Bot._ready(bot))  # pyright: ignore[reportPrivateUsage] what /readyz asks
    assert not ready
    assert facts["failing_reminders"] == (f"{days.group.id}: bad",)
