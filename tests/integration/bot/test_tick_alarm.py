"""Due and none sent: the office is told in Teams, `/readyz` turns red and names the group, the metric counts; once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import Bot
from bot.delivery import Gone, Outcome, RetryAfter, Uncertain
from bot.web import Web, make_app
from storage import outbox
from storage.outbox import State
from tests.days import Days
from tests.stores import *  # noqa: F403 - the fixtures, by name

MONDAY = date(2026, 11, 23)
"""The October round opens: three leads have a return, and one member an action."""


@pytest.fixture(params=["sqlite", "postgres"])
def days(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Days]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    found = Days(tmp_path, MONDAY, url=url)
    found.action("ACT-26-001", "member", MONDAY)
    yield found
    found.scene.close()


@pytest.fixture
def sqlite_days(tmp_path: Path) -> Iterator[Days]:
    """Where the test's clock is the database's, too."""
    found = Days(tmp_path, MONDAY)
    found.action("ACT-26-001", "member", MONDAY)
    yield found
    found.scene.close()


def refuse(days: Days, outcome: Outcome | None) -> None:
    """What becomes of every reminder from now on; notices arrive."""
    take = type(days.wire)._take  # pyright: ignore[reportPrivateUsage] the fake's own

    def taken(place: Any, card: Any, edits: str) -> Any:
        passes = outcome is None or card.twin.startswith(("Reminders are not", "A post may", "October 2026: returns"))
        return take(days.wire, place, card, edits) if passes else outcome

    days.wire._take = taken  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue] the fake's own


def alarms(days: Days) -> list[str]:
    return [a.card.twin for a in days.to("coordinator") if a.title.startswith("Reminders are not going out")]


def readyz(days: Days) -> tuple[int, dict[str, Any]]:
    """What the door itself answers."""
    bot: Any = SimpleNamespace(store=days.scene.store, tick=days.tick)
    web: Any = Web(process=None, metrics=None, ready=lambda: Bot._ready(bot))  # pyright: ignore[reportPrivateUsage, reportArgumentType] only its readiness is asked
    routes = {(r.method, r.resource.canonical if r.resource else ""): r for r in make_app(web).router.routes()}
    door: Any = routes["GET", "/readyz"].handler
    answer: Any = asyncio.run(door(None))
    return answer.status, json.loads(answer.body)


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (RetryAfter(60.0, "503"), "Due today: 4"),
        (Gone("403 BotDisabledByAdmin"), "Given up: 4"),
        (Uncertain("502"), "In doubt: 4"),
    ],
)
def test_due_and_none_sent(days: Days, outcome: Outcome, why: str):
    counted: list[tuple[str, str]] = []
    days.tick.count = lambda name, label: counted.append((name, label))
    refuse(days, outcome)
    days.at(MONDAY, 9, 30)
    days.at(MONDAY, 9, 45)
    assert alarms(days) == [], "not yet: the first is due since a quarter of an hour"
    for minute in (1, 10, 30):
        days.at(MONDAY, 10, minute)
    (alarm,) = alarms(days)
    assert why in alarm
    assert days.tick.health.silent == (days.group.id,)
    assert ("reminders", "alarm") in counted
    status, said = readyz(days)
    assert (status, said["ready"], said["silent"]) == (503, False, [days.group.id])
    refuse(days, None)
    days.action("ACT-26-002", "chair", MONDAY + timedelta(days=1))
    for hour, minute in ((9, 5), (9, 30), (10, 30)):
        days.at(MONDAY + timedelta(days=1), hour, minute)
    assert days.tick.health.silent == (), "it goes again"
    assert readyz(days)[1]["silent"] == []


def test_what_has_not_gone_since_yesterday_is_said_again_in_the_morning_and_not_at_night(sqlite_days: Days):
    days = sqlite_days
    refuse(days, RetryAfter(60.0, "503"))
    for hour, minute in ((9, 30), (12, 0), (14, 0), (17, 0)):
        days.at(MONDAY, hour, minute)
    for hour, minute in ((0, 10), (3, 0), (9, 5), (9, 40), (9, 41)):
        days.at(MONDAY + timedelta(days=1), hour, minute)
        assert days.tick.health.silent == ((days.group.id,) if (hour, minute) > (9, 5) else ())
    told = [f"{a.at:%d %b %H:%M}" for a in days.to("coordinator") if a.title.startswith("Reminders are not going")]
    assert told == ["23 Nov 12:00", "24 Nov 09:40"]


def test_each_due_message_ends_in_one_of_four_ways_and_is_listed(sqlite_days: Days):
    days = sqlite_days
    outcomes = iter([RetryAfter(1.0, "busy"), Gone("403 ConversationBlockedByUser"), Uncertain("reset")])
    days.wire.answers = [None, *outcomes]
    days.at(MONDAY, 9, 0)
    days.at(MONDAY, 9, 30)
    days.change("ACT-26-001", owner=days.scene.member("chair").object_id, owner_name="Helen Marsh")
    for minute in range(31, 50, 2):
        days.at(MONDAY, 9, minute)
    rows = days.scene.run(lambda s: outbox.listed(s, *State))
    ended = {State.SENT, State.CANCELLED, State.UNCERTAIN, State.DEAD}
    assert {r.state for r in rows} <= ended
    assert {State.SENT, State.DEAD, State.UNCERTAIN} <= {r.state for r in rows}
    assert all(r.last_error for r in rows if r.state in {State.DEAD, State.UNCERTAIN})
