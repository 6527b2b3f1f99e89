"""The bot's own web and Teams room on loopback, with a handler of the test's choice.

async with FakeTeams() as teams, bot_server(teams) as bot:
    await bot.chair.say("hello")
    bot.turns[-1].said
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.contracts import Happening, Reply, Turn
from bot.doorstep import Doorstep
from bot.metrics import Metrics
from bot.teams.limits import NONE, Limits
from bot.teams.room import Access, TeamsRoom
from bot.teams.throttle import Throttle
from bot.web import Web, runner
from cards.kit import card, words
from tests.fake_teams import APP_ID, SECRET, TENANT, FakeTeams, Person, served


@dataclass
class Bot:
    """What a test sees of the bot."""

    teams: FakeTeams
    room: TeamsRoom
    address: str
    metrics: Metrics
    turns: list[Turn] = field(default_factory=list[Turn])

    def person(self, object_id: str, *, signed: bool = True) -> Person:
        return Person(self.teams, f"{self.address}/api/messages", object_id, signed)

    @property
    def chair(self) -> Person:
        return Person(self.teams, f"{self.address}/api/messages", signed=not self.room.access.anonymous)

    def counted(self, name: str, label: str) -> float:
        """A counter's value."""
        start = f"oversight_{name}_total{{"
        lines = [line for line in self.metrics.text().decode().splitlines() if line.startswith(start)]
        return next((float(line.rsplit(" ", 1)[1]) for line in lines if f'"{label}"' in line), 0.0)


def echo(turn: Turn) -> Reply:
    """Says back what was said or pressed; the words `privately`, `nothing`, `note` and `fail` mean just that."""
    heard = turn.said or turn.verb
    if "fail" in heard:
        raise RuntimeError("as asked")
    if "nothing" in heard:
        return Reply()
    if "note" in heard:
        return Reply(text="Noted.", private=False, keep_card=True)
    title = "Welcome" if turn.happening is Happening.ADDED else heard or turn.happening.value
    return Reply(card(title, words("Said the bot.")), private="privately" in heard)


def access_to(teams: FakeTeams, **changes: Any) -> Access:
    """Settings as an operator would give them for this service."""
    good: dict[str, Any] = {
        "app_id": APP_ID,
        "app_password": SECRET,
        "tenant_id": TENANT,
        "openid_url": teams.openid_url,
        "token_url": teams.token_url,
        "service_hosts": (teams.origin,),
    }
    return Access(**{**good, **changes})


@contextlib.asynccontextmanager
async def bot_server(
    teams: FakeTeams,
    handler: Callable[[Turn], Reply | Awaitable[Reply]] = echo,
    *,
    limits: Limits | None = None,
    throttle: Throttle | None = None,
    doorstep: Doorstep | None = None,
    **changes: Any,
) -> AsyncIterator[Bot]:
    """Serve until the end of the block; `changes` are those of `Access`."""
    turns: list[Turn] = []
    metrics = Metrics()

    async def handle(turn: Turn) -> Reply:
        turns.append(turn)
        reply = handler(turn)
        return reply if isinstance(reply, Reply) else await reply

    room = TeamsRoom(
        access_to(teams, **changes),
        handle,
        limits=limits or Limits(NONE, NONE),
        throttle=throttle or Throttle((), ()),
        count=metrics.count,
    )
    web = Web(
        process=room.process,
        metrics=metrics,
        ready=lambda: (True, {"store": True}),
        opened=(room.start,),
        closed=(room.close,),
    )
    async with served(runner(web, doorstep)) as address:
        yield Bot(teams, room, address, metrics, turns)


def awaited(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """An async test in a loop of its own."""
    import asyncio  # noqa: PLC0415 - only here

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))  # pyright: ignore[reportArgumentType] a test is a coroutine function

    return run
