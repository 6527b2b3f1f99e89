"""P1 and P2: whole turns of ours beside bare turns of the others, interleaved, one bot under load at a time."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.seal import Sealer
from cards.kit import Card, button
from tests.bench import activities, bots, load, records
from tests.bench.bots import Process, Service
from tests.bench.load import Client, Took

CONNECTIONS = 16
SEALER = Sealer(("a key for benches",))


def opening(made: records.Made, number: int, period: str) -> str:
    """The seal of the button that opens a lead's return."""
    press = button("Open", "return.open", period=period, trust=records.trust(number))
    card = Card({"type": "AdaptiveCard", "body": [], "actions": [press]}, "")
    sealed = SEALER.seal(card, scope=records.lead(number), group=made.group.id, now=datetime.now(UTC))
    return sealed.content["actions"][0]["data"]["ctx"]


def savers(made: records.Made, at: Service, period: str) -> list[Client]:
    """Leads of different trusts, each at their own return."""
    return [activities.saver(at.url, records.lead(n), opening(made, n, period)) for n in range(CONNECTIONS)]


def sayers(at: Service, people: list[str], text: str) -> list[Client]:
    """People who say the same again and again."""
    return [load.same(lambda _, p=p: activities.said(at.url, p, text))() for p in people]


def pressers(at: Service) -> list[Client]:
    """Presses with a dozen inputs, for bare bots."""
    return [load.same(activities.bare_press(at.url, records.lead(n)))() for n in range(CONNECTIONS)]


Case = tuple[str, Process, Callable[[], list[Client]]]


def rounds(cases: list[Case], times: int, seconds: float) -> dict[str, list[Took]]:
    """Each case in turn, and again; a short run before the first is not counted."""
    found: dict[str, list[Took]] = {}
    for number in range(times + 1):
        for name, process, clients in cases:
            long = seconds if number else min(1.0, seconds / 2)
            took = asyncio.run(load.run(process.port, clients(), long, process=process.ps, token=process.token))
            if number:
                found.setdefault(name, []).append(took)
    return found


def table(found: dict[str, list[Took]]) -> dict[str, dict[str, float]]:
    """Medians and spread of each case."""
    made: dict[str, dict[str, float]] = {}
    for name, took in found.items():
        rate, least, most = load.spread([t.rate for t in took])
        made[name] = {
            "per_second": round(rate, 1),
            "least": round(least, 1),
            "most": round(most, 1),
            "cpu_ms": round(statistics.median(t.cpu_ms for t in took), 3),
            "p50_ms": round(statistics.median(t.percentile(0.5) for t in took), 2),
            "p99_ms": round(statistics.median(t.percentile(0.99) for t in took), 2),
            "failed": sum(t.failed for t in took),
        }
    return made


def open_a_round(made: records.Made, process: Process, at: Service) -> str:
    """The office opens this month's round by a message; the month that it asks about."""
    client = iter([activities.said(at.url, records.OFFICE, "open round")])

    def once() -> Client:
        yield next(client)
        yield b""

    asyncio.run(load.run(process.port, [once()], 0.0, process=process.ps, token=process.token))
    now = datetime.now(made.group.zone)
    from bot.flows.calendars import calendar_of  # noqa: PLC0415 only here

    return made.group.rhythm.current(now.date(), calendar_of(made.group)).period


def measure(made: records.Made, folder: Path, *, times: int, seconds: float) -> dict[str, Any]:
    """P1 and P2 on a store that holds what `made` says."""
    with contextlib.ExitStack() as stack:
        at = stack.enter_context(bots.service())
        mine = stack.enter_context(bots.ours(made.url, at))
        mine.token = at.token
        period = open_a_round(made, mine, at)
        peers = {name: stack.enter_context(bots.peer(name)) for name in ("botbuilder", "agents", "teams", "plain")}
        peers["plain_sql"] = stack.enter_context(bots.peer("plain_sql", str(folder / "plain.db")))
        presses: list[Case] = [("ours", mine, lambda: savers(made, at, period))]
        presses += [(name, process, lambda: pressers(at)) for name, process in peers.items()]
        owners = [records.owner(n) for n in range(CONNECTIONS)]
        leads = [records.lead(n) for n in range(CONNECTIONS)]
        questions: list[Case] = [
            ("ours: my actions", mine, lambda: sayers(at, owners, "my actions")),
            ("ours: summary", mine, lambda: sayers(at, [records.CHAIR] * CONNECTIONS, "summary")),
            ("ours: returns", mine, lambda: sayers(at, leads, "returns")),
        ]
        questions += [(n, p, lambda: sayers(at, leads, "card")) for n, p in peers.items() if n != "plain_sql"]
        p1 = table(rounds(presses, times, seconds))
        p2 = table(rounds(questions, times, seconds))
        return {"actions": made.actions, "P1": p1, "P2": p2}
