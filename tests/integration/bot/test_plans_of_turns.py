"""Every command, every button and the tick, in a group with its year of data: no query of theirs reads a whole table.

Each is asked for by everybody who may, in the private chat and in the channel; what the answers' buttons ask for is
pressed, too. Every statement that went to the database meanwhile is explained, on both databases.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import playground, sample
from bot.catalogue import collect
from bot.contracts import PlaceKind, Reply
from bot.delivery import RetryAfter, Sent
from bot.outbox import Sender
from bot.tick import Tick
from storage.raw import Selector
from storage.session import Session
from storage.tables import outbox
from tests.plans import heard, plans, scanned
from tests.scene import Scene, buttons
from tests.stores import empty_postgres_url, postgres_server, postgres_url  # noqa: F401 fixtures

WHOLE = {
    "groups": "a handful of rows, read as a whole when the groups are looked at again",
    "members": "who belongs to which group, read with it for all groups at once",
}
"""Tables that may be read as a whole, and why."""

WORDS: dict[str, list[dict[str, Any]]] = {
    "action": [{"record": "ACT-26-001"}, {"text": "blood"}],
    "actions": [
        {},
        {"trusts": ("JPUH",)},
        {"status": "overdue"},
        {"status": "amber"},
        {"theme": "pph"},
        {"framework": "CNST"},
        {"due_before": date(2026, 12, 31)},
        {"text": "audit"},
        {"record": "RSK-26-001"},
    ],
    "history": [{"record": "ACT-26-001"}, {"record": "RSK-26-001"}, {"record": "RET-2026-10-JPUH"}, {}],
    "measure": [{"measure": "pph1500"}, {"measure": "pph1500", "trusts": ("JPUH",)}],
    "measures": [{}, {"trusts": ("JPUH",)}],
    "returns": [{}, {"period": "2026-09"}, {"period": "2026-09", "trusts": ("JPUH",)}],
    "risk": [{"record": "RSK-26-001"}, {"text": "staffing"}],
    "risks": [{}, {"trusts": ("JPUH",)}, {"theme": "staffing"}, {"status": "over"}, {"status": "closed"}],
    "summary": [{}, {"trusts": ("JPUH",)}, {"period": "2026-09"}],
    "themes": [{}, {"theme": "pph"}],
    "why": [{}, {"record": "ACT-26-001"}],
    "explain": [{"text": "spc"}],
    "review_return": [{"record": "RET-2026-09-JPUH"}],
    "update_action": [{}, {"record": "ACT-26-001"}],
    "undo": [{}, {"record": "ACT-26-001"}],
}
"""What is said with a command beside its bare name."""
PRESSES = 400
"""Buttons that are pressed; some of them are the same on many cards."""


@pytest.fixture(params=["sqlite", "postgres"])
def scene(request: Any, tmp_path: Path) -> Iterator[Scene]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    made = Scene(tmp_path, url=url)
    people = tuple(dict.fromkeys(made.cast.values()))
    sample.play(made.store, made.hand, made.group, people, playground.SAMPLE_FILE, round_is_open=True)
    yield made
    made.close()


def asked(scene: Scene) -> list[tuple[str, Reply]]:
    """What is answered to each command, and to whom."""
    return [
        (person, scene.ask(person, name, where=where, **slots))
        for name in sorted(collect().commands)
        for person in ("chair", "coordinator", "jpuh-lead", "member")
        for slots in ({}, *WORDS.get(name, []))
        for where in (PlaceKind.PERSONAL, PlaceKind.CHANNEL)
    ]


def press_them(scene: Scene, answers: list[tuple[str, Reply]]) -> set[str]:
    """One button of each verb and title, for those who have it; the verbs that were pressed."""
    verbs: set[str] = set()
    done: set[tuple[str, str]] = set()
    waiting = list(answers)
    while waiting and len(done) < PRESSES:
        person, reply = waiting.pop(0)
        for action in buttons(reply.card.content) if reply.card is not None else []:
            key = (action["verb"], action["title"])
            if key not in done and action["verb"] != "round.close":
                done.add(key)
                verbs.add(action["verb"])
                waiting.append((person, scene.press(person, reply, action["title"])))
    return verbs


class Silent:
    """A wire that takes everything."""

    async def post(self, *_: Any, **__: Any) -> Any:
        return Sent("1")

    update = post

    async def open_personal(self, *_: Any, **__: Any) -> Any:
        return RetryAfter(1.0, "closed")


def tick(scene: Scene) -> None:
    """Everything that goes by the clock, at a time when something is due."""
    scene.later(days=1)
    wake = Tick(scene.store, scene.groups, scene.sealer, lambda *_: None)
    wake.sender = Sender(scene.store, Silent, scene.groups.all, moot=wake.moot, ask_owner=wake.ask_owner)
    asyncio.run(wake())
    asyncio.run(scene.groups.refresh())


def explained(scene: Scene, said: list[tuple[str, Any]]) -> dict[str, str]:
    """Tables that are read as a whole, with the first statement that does it."""
    once = list(dict(said).items())
    found: dict[str, str] = {}

    def look(session: Session) -> None:
        if session.postgres:
            session.connection.execute(text("SET LOCAL enable_seqscan = off"))
        for table, statement in scanned(session, once):
            found.setdefault(table, statement)

    scene.store.run_sync(look, group=scene.group.id)
    return found


def test_no_command_no_button_and_no_tick_reads_a_whole_table(scene: Scene):
    with heard(scene.store.engine) as said:
        answers = asked(scene)
        verbs = press_them(scene, answers)
        tick(scene)
    assert len(answers) > 400
    assert len(verbs) > 60
    assert len({statement for statement, _ in said}) > 150
    found = explained(scene, said)
    assert {table: how for table, how in found.items() if table not in WHOLE} == {}


def test_the_look_sees_a_scan_in_both_ways_to_the_database(scene: Scene):
    """The saboteur: a query without an index is told, whichever way it takes."""
    by_no_index = Selector(outbox, [outbox.c.id], ["last_error"])

    def work(session: Session) -> list[list[str]]:
        if session.postgres:
            session.connection.execute(text("SET LOCAL enable_seqscan = off"))
        lost = text("SELECT id FROM outbox WHERE activity_id = 'x'")
        with heard(scene.store.engine) as said:
            session.connection.execute(lost)
            by_no_index.one(session.connection, (session.group, "x"))
        assert len(said) == 2
        assert len(list(plans(session, said))) == 2
        return [[table for table, _ in scanned(session, [one])] for one in said]

    first, second = scene.store.run_sync(work, group=scene.group.id)
    assert first == ["outbox"]
    assert second in ([], ["outbox"])  # by the group alone is an index, if a wide one
