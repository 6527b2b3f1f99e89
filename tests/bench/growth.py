"""P3: the same turns at ten thousand, a hundred thousand and a million actions, in one process without HTTP.

What stays the same (the wire, the token) is left out on purpose: it would hide growth. Each figure is the median.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.catalogue import collect
from bot.flows.calendars import calendar_of
from bot.groups import Groups
from bot.teams.activities import read_turn
from bot.teams.replies import card_response
from bot.tick import Tick
from bot.turn import Turns
from storage.store import Store
from tests.bench import activities, records, turns

URL = "https://smba.trafficmanager.net/uk/"


class Bench:
    """The turns on a store."""

    def __init__(self, made: records.Made) -> None:
        self.made = made
        self.store = Store.open(made.url, clock=lambda: datetime.now(UTC))
        self.groups = Groups(self.store)
        self.groups.refresh_now()
        self.turns = Turns(self.store, self.groups, collect(), turns.SEALER, lambda: None)
        self.tick = Tick(self.store, self.groups, turns.SEALER, lambda *_: None)

    async def one(self, raw: bytes) -> bytes:
        """One turn; the answer as a press would get it."""
        turn = read_turn(orjson.loads(raw), datetime.now(UTC))
        assert turn is not None
        reply = await self.turns(turn)
        return orjson.dumps(card_response(reply.card.content)) if reply.card else b""

    async def questions(self, person: str, text: str, times: int) -> float:
        """Median milliseconds of the same question."""
        took: list[float] = []
        for _ in range(times):
            raw = activities.said(URL, person, text)
            began = time.perf_counter()
            await self.one(raw)
            took.append(time.perf_counter() - began)
        return statistics.median(took) * 1e3

    async def saves(self, times: int) -> float:
        """Median milliseconds of a saved section, its commit included."""
        await self.one(activities.said(URL, records.OFFICE, "open round"))
        now = datetime.now(self.made.group.zone)
        period = self.made.group.rhythm.current(now.date(), calendar_of(self.made.group)).period
        client = activities.saver(URL, records.lead(1), turns.opening(self.made, 1, period))
        raw = next(client)
        took: list[float] = []
        for _ in range(times):
            began = time.perf_counter()
            answer = await self.one(raw)
            took.append(time.perf_counter() - began)
            raw = client.send(answer)
        return statistics.median(took[2:]) * 1e3

    async def looks(self, times: int) -> float:
        """Median milliseconds of the planner's look at the group, kept from doing anything twice."""
        group = self.groups.all()[0]
        took: list[float] = []

        class Undone(Exception):
            pass

        def look(session: Any) -> None:
            began = time.perf_counter()
            self.tick.plan(session, group)
            took.append(time.perf_counter() - began)
            raise Undone

        for _ in range(times):
            try:
                await self.store.run(look, group=group.id)
            except Undone:
                continue
        return statistics.median(took) * 1e3

    async def all(self, times: int) -> dict[str, float]:
        """Every figure."""
        for text in ("my actions", "summary", "returns"):
            await self.questions(records.owner(3), text, 3)
        return {
            "save a section": round(await self.saves(times), 2),
            "my actions": round(await self.questions(records.owner(3), "my actions", times), 2),
            "summary": round(await self.questions(records.CHAIR, "summary", times), 2),
            "returns": round(await self.questions(records.lead(1), "returns", times), 2),
            "tick": round(await self.looks(5), 2),
        }


def measure(made: records.Made, sizes: list[int], times: int) -> dict[str, Any]:
    """Each size in turn, on a store that grows; the last beside the first."""
    found: dict[str, Any] = {}
    for size in sizes:
        records.grow(made, size, datetime.now(UTC))
        bench = Bench(made)
        try:
            found[f"{size:,}"] = asyncio.run(bench.all(times))
        finally:
            bench.store.close()
    first, last = found[f"{sizes[0]:,}"], found[f"{sizes[-1]:,}"]
    found["ratio"] = {name: round(last[name] / first[name], 2) for name in first if first[name]}
    found["bytes"] = made.path.stat().st_size
    return found
