"""P4: five thousand proactive cards to five thousand conversations, over TLS, beside a raw posting loop.

Ours leave through the outbox: claimed, marked, sent, marked, every commit durable. The raw loop keeps nothing at all.
With the throttle on, what matters is that it is never passed and nearly reached; that runs on a clock of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from bot.outbox import Sender
from bot.teams.room import Access, TeamsRoom
from bot.teams.throttle import Throttle
from cards.kit import Card, card, facts, words
from storage import conversations, guards, outbox
from storage.conversations import Conversation, Kind
from storage.session import Session
from storage.store import Store
from storage.tables import complete
from tests.bench import bots, load
from tests.fake_teams import APP_ID, BOT_ID, SECRET, TENANT

CARD: Card = card(
    "October 2026: the return of T01",
    words("The round is open. It takes about eight minutes and can be left and resumed on any device."),
    facts([("Due", "7 December 2026"), ("Meeting", "21 December 2026")]),
)
AT_ONCE = 50
GROUP = "fanout"
PERMITTED = 50
"""Messages a second of one tenant. Source: reliability.md 4.6; Microsoft Learn, "Optimize your bot"."""


def person(number: int) -> str:
    """Somebody's object id."""
    return f"00000000-0000-4000-8000-4000000{number:05d}"


def _waiting(session: Session, at: bots.Service, count: int, part: int) -> None:
    for n in range(count):
        where = Conversation(Kind.PERSONAL, person(n), f"a:1-{person(n)}", at.url, TENANT, BOT_ID)
        if part == 0:
            conversations.remember(session, where)
        outbox.enqueue(session, kind="notice", key=f"k{part}/{n}", card=CARD, to_person=person(n))


def _access(at: bots.Service) -> Access:
    return Access(
        app_id=APP_ID,
        app_password=SECRET,
        tenant_id=TENANT,
        openid_url=f"{at.origin}/v1/.well-known/openidconfiguration",
        token_url=f"{at.origin}/oauth2/v2.0/token",
        service_hosts=(at.origin,),
    )


@contextlib.asynccontextmanager
async def _trusting(trust: str) -> AsyncIterator[ssl.SSLContext | None]:
    yield ssl.create_default_context(cafile=trust) if trust not in {"", "."} else None


async def _ours(store: Store, at: bots.Service, count: int, part: int) -> tuple[float, float]:
    store.run_sync(lambda s: _waiting(s, at, count, part), group=GROUP)

    async def nobody(_: Any) -> Any:
        raise AssertionError

    room = TeamsRoom(_access(at), nobody, throttle=Throttle((), ()))
    await room.start()
    async with _trusting(at.trust) as context:
        if context is not None:  # aiohttp makes its own at import, before there is a certificate to trust
            connector: Any = room._session and room._session.connector
            connector._ssl = context
    try:
        sender = Sender(store, lambda: room.wire, lambda: ())
        before, began = time.process_time(), time.perf_counter()
        sent = await sender.drain()
        took = time.perf_counter() - began
        spent = time.process_time() - before
        waiting = store.run_sync(lambda s: outbox.listed(s, *(x for x in outbox.State if x != "sent")), group=GROUP)
        assert (sent, len(waiting)) == (count, 0)
        return took, spent
    finally:
        await room.close()


async def _raw(at: bots.Service, count: int) -> tuple[float, float]:
    """A loop that posts and keeps nothing: fifty at once on one session."""
    async with _trusting(at.trust) as context:
        connector = aiohttp.TCPConnector(limit=100, ssl=context or True)
        async with aiohttp.ClientSession(connector=connector) as session:
            numbers = iter(range(count))
            headers = {"Content-Type": "application/json", "Authorization": "Bearer outbound"}
            body = {"type": "message", "attachments": [{"contentType": "x", "content": CARD.content}]}

            async def some() -> None:
                for n in numbers:
                    url = f"{at.url}v3/conversations/a:1-{person(n)}/activities"
                    async with session.post(url, data=orjson.dumps(body), headers=headers) as answer:
                        await answer.read()

            before, began = time.process_time(), time.perf_counter()
            await asyncio.gather(*(some() for _ in range(AT_ONCE)))
            return time.perf_counter() - began, time.process_time() - before


def measure(folder: Path, *, count: int, times: int) -> dict[str, Any]:
    """Both, interleaved, over TLS."""
    import uvloop  # noqa: PLC0415 only here

    store = Store.open(f"sqlite:///{folder}/fanout.db", clock=lambda: datetime.now(UTC))
    ours: list[float] = []
    raw: list[float] = []
    cpu: dict[str, list[float]] = {"ours": [], "raw": []}
    try:

        def schema(session: Session) -> None:
            complete().create_all(session.connection)
            guards.stand(session.connection)

        store.run_sync(schema, group="")
        with bots.service(tls=folder) as at:
            for part in range(times + 1):
                for name, work, kept in (
                    ("ours", lambda p=part: _ours(store, at, count, p), ours),
                    ("raw", lambda: _raw(at, count), raw),
                ):
                    took, spent = uvloop.run(work())
                    if part:
                        kept.append(count / took)
                        cpu[name].append(spent / count * 1e3)
    finally:
        store.close()
    mine, theirs = load.spread(ours), load.spread(raw)
    return {
        "messages": count,
        "ours_per_second": round(mine[0], 1),
        "ours_least_most": [round(mine[1], 1), round(mine[2], 1)],
        "raw_per_second": round(theirs[0], 1),
        "raw_least_most": [round(theirs[1], 1), round(theirs[2], 1)],
        "ours_cpu_ms": round(load.spread(cpu["ours"])[0], 3),
        "raw_cpu_ms": round(load.spread(cpu["raw"])[0], 3),
        "ratio": round(mine[0] / theirs[0], 3),
        "cpu_ratio": round(load.spread(cpu["raw"])[0] / load.spread(cpu["ours"])[0], 3),
    }


@dataclass
class Virtual:
    """A clock that jumps to the next moment at which somebody waits."""

    now: float = 1_000.0
    sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now


def throttled(count: int = 5_000) -> dict[str, float]:
    """Five thousand sends to as many conversations of one tenant, and two hundred to one, on a virtual clock."""
    clock = Virtual()
    limit = Throttle(clock=clock)
    left: list[float] = []

    async def one(conversation: str) -> None:
        while True:
            wait = await limit.acquire(conversation, TENANT, 0.0)
            if not wait:
                left.append(clock.now)
                return
            clock.now += wait  # alone on its clock: nobody else has to be woken

    async def many() -> None:
        for n in range(count):
            await one(f"c{n}")

    asyncio.run(many())
    rate = (count - 1) / (left[-1] - left[0])
    most = max(sum(1 for t in left[i : i + 200] if t < left[i] + 1.0) for i in range(len(left) - 200))
    return {
        "permitted_per_second": PERMITTED,
        "reached_per_second": round(rate, 2),
        "part_of_permitted": round(rate / PERMITTED, 4),
        "most_in_any_second": most,
    }
