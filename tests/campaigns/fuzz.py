"""Hostile requests at the real door, in process: gate, adapter, turn. Nothing raises, nothing is answered with a 5xx.

    python -m tests.campaigns.fuzz --requests 2000000 --seed 1

Source: reliability.md 5 (10), invariant I7. Every request begins as one that Teams could send and is then spoiled:
bytes, headers, token, the JSON's shape, or the values in it.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from multidict import CIMultiDict

from bot.contracts import Place, PlaceKind, Reply, Turn
from bot.delivery import Outcome, Sent
from bot.teams.limits import NONE, Limits
from bot.teams.room import TeamsRoom
from tests.bot_server import access_to
from tests.campaigns.world import World
from tests.fake_teams import FakeTeams, Person

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, 10**18, "", " ", "x" * 5_000, "\u202e", "\ufeff", "<at>x</at>", "1 OR 1=1",
    "../../etc/passwd", "https://evil.example/", "a\x00b", "١٢٣", "🙂" * 50, [], {}, [[]], [None], {"id": None},
    {"id": {}},
    ["a", {"b": []}], "message", "invoke", "adaptiveCard/action", "personal", "channel", "28:x", "2027-02-31T99:99:99Z",
    "open round", "new action: x", "{{x}}", "943 476 5919", "A" * 64, "\n" * 200, "help", "away until 31 february",
)  # fmt: skip
SLOW = 0.25
"""Seconds of one request on a busy machine that are called slow. Source: ours."""


@dataclass(frozen=True)
class Request:
    """What the gate needs of an HTTP request."""

    method: str
    headers: CIMultiDict[str]
    body: bytes

    async def read(self) -> bytes:
        """The body."""
        return self.body


class Quiet:
    """A connector that takes everything and sends nothing."""

    async def send(self, place: Place, activity: Mapping[str, Any], thread: str = "", patience: float = 0) -> Outcome:
        """Taken."""
        json.dumps(activity)
        return Sent("1")

    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place:
        """Opened."""
        return Place(PlaceKind.PERSONAL, f"a:{object_id}", service_url, tenant_id, bot_id)


@dataclass
class Found:
    """What a campaign saw."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    reached: int = 0
    slowest: float = 0.0
    grown: float = 0.0
    """MB of memory since the warm-up."""
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, statuses {dict(sorted(self.statuses.items()))}, "
            f"{self.reached} reached the bot, slowest {self.slowest * 1000:.0f} ms, memory {self.grown:+.1f} MB; "
            f"{len(self.faults)} faults {self.faults[:5]}"
        )


class Spoiler:
    """Makes a request and spoils it, all by the seed."""

    def __init__(self, world: World, teams: FakeTeams, seed: int) -> None:
        self.rng = random.Random(seed)
        self.world = world
        self.teams = teams
        self.person = Person(teams, "")
        self.buttons = sorted(world.buttons.values(), key=lambda b: (b.verb, b.title, str(b.data)))
        self.good = teams.token()
        self.bad = self._bad_tokens()
        self.makers = (self._message, self._press, self._press, self._submit, self._event, self._other)

    def one(self) -> tuple[Request, bool]:
        """A request, and whether its token is good."""
        try:
            raw = self._bytes(self._body())
        except RecursionError:  # nested deeper than this machine can write down
            raw = b"[" * 5_000
        token, good = (self.good, True) if self.rng.random() < 0.85 else (self._bad_token(), False)
        headers = CIMultiDict({"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
        if self.rng.random() < 0.08:
            good = self._spoil_headers(headers) and good
        return Request("POST" if self.rng.random() < 0.995 else "PUT", headers, raw), good

    def _body(self) -> bytes:
        activity = self.rng.choice(self.makers)()
        for _ in range(self.rng.choice((0, 1, 1, 1, 2, 3, 8))):
            self._spoil(activity)
        return json.dumps(activity, ensure_ascii=self.rng.random() < 0.5).encode("utf-8", "surrogatepass")

    # ------------------------------------------------------------ as Teams would

    def _somebody(self) -> Person:
        actor = self.rng.choice(("chair", "own", "other", "owner", "member", "observer", "coordinator"))
        return Person(self.teams, "", self.world.member(actor).object_id)

    def _message(self) -> dict[str, Any]:
        said = self.rng.choice(list(self.world.turns.catalogue.commands.values())).say
        words = self.rng.choice((said, f"{said} JPUH", "".join(self.rng.choices("abc /<>&é1\n", k=60)), *SAID))
        where = self.rng.choice(("personal", "channel", "groupChat"))
        return self._somebody().activity(where, type="message", text=words)

    def _press(self) -> dict[str, Any]:
        person, button = self._somebody(), self.rng.choice(self.buttons)
        token = self.world.seal(button.verb, button.data, scope=person.object_id)
        data = {**self.world.typed(button), "ctx": token}
        value = {"action": {"type": "Action.Execute", "verb": button.verb, "data": data}, "trigger": "manual"}
        return person.activity(type="invoke", name="adaptiveCard/action", value=value, replyToId="1")

    def _submit(self) -> dict[str, Any]:
        made = self._press()
        action = made["value"]["action"]
        return {**made, "type": "message", "name": None, "value": {"verb": action["verb"], **action["data"]}}

    def _event(self) -> dict[str, Any]:
        data = {"tenant": {"id": self.world.group.tenant_id}, "eventType": self.rng.choice(("teamRenamed", "x"))}
        kind = self.rng.choice(("conversationUpdate", "installationUpdate", "messageReaction", "typing", "event"))
        return self._somebody().activity(type=kind, membersAdded=[{"id": "28:x"}], action="add", channelData=data)

    def _other(self) -> dict[str, Any]:
        name = self.rng.choice(("task/fetch", "composeExtension/query", "signin/verifyState", "fileConsent/invoke"))
        return self._somebody().activity(type="invoke", name=name, value={"x": 1})

    # ------------------------------------------------------------ spoiled

    def _spoil(self, activity: dict[str, Any]) -> None:
        holder, key = self.rng.choice(_places(activity))
        roll = self.rng.random()
        if roll < 0.2 and isinstance(holder, dict):
            del holder[key]
        elif roll < 0.3:
            holder[key] = copy.deepcopy(self.rng.choice([h[k] for h, k in _places(activity)[:200]]))
        elif roll < 0.35:
            deep: Any = "x"
            for _ in range(self.rng.choice((3, 31, 33, 400))):
                deep = [deep] if self.rng.random() < 0.5 else {"a": deep}
            holder[key] = deep
        elif roll < 0.4 and isinstance(holder, dict):
            holder["".join(self.rng.choices("abcdefverbctx_", k=5))] = copy.deepcopy(self.rng.choice(VALUES))
        elif roll < 0.5 and isinstance(holder[key], str) and holder[key]:
            at = self.rng.randrange(len(holder[key]))
            holder[key] = (
                holder[key][:at] + self.rng.choice(("", "\x00", "\ud800", "A", "é", ".")) + holder[key][at + 1 :]
            )
        else:
            holder[key] = copy.deepcopy(self.rng.choice(VALUES))

    def _bytes(self, raw: bytes) -> bytes:
        roll = self.rng.random()
        if roll > 0.06:
            return raw
        at = self.rng.randrange(len(raw))
        changed = (
            raw[:at], raw[at:], b"", b"[" * 2_000, raw + raw, b"\xef\xbb\xbf" + raw, raw[:at] + b"\xff" + raw[at:],
            raw.replace(b"{", b'{"type":"message",', 1), b"null", b"9" * 5_000, raw.replace(b":", b": NaN,", 1),
            b'{"a":"' + b"x" * 300_000 + b'"}', raw.decode("utf-8", "replace").encode("utf-16"),
        )  # fmt: skip
        return self.rng.choice(changed)

    def _bad_tokens(self) -> tuple[str, ...]:
        """Made once: signing is what takes the time."""
        parts = self.good.split(".")
        return (
            "", "x", "a.b.c", self.good[:-4], self.good[:-4] + "AAAA", f"{parts[0]}..{parts[2]}", self.good + ".x",
            f"{parts[1]}.{parts[0]}.{parts[2]}", "é" * 10, "A" * 9_000,
            self.teams.token(exp=1), self.teams.token(aud="other"), self.teams.token(iss="x"),
            self.teams.token(serviceurl="https://evil.example/"),
        )  # fmt: skip

    def _bad_token(self) -> str:
        if self.rng.random() < 0.3:  # any sign of it changed, dropped or doubled
            at = self.rng.randrange(len(self.good) - 1)  # the last sign holds bits that mean nothing
            put = self.rng.choice(("", "A", ".", "=", "-", "\x00", self.good[at] * 2))
            made = self.good[:at] + put + self.good[at + 1 :]
            return made if made.rstrip("=") != self.good else "x"
        return self.rng.choice(self.bad)

    def _spoil_headers(self, headers: CIMultiDict[str]) -> bool:
        """Whether the token stands as it was."""
        roll = self.rng.randrange(6)
        if roll == 0:
            headers["Content-Type"] = self.rng.choice(("text/plain", "", "application/json; charset=utf-16", "é"))
        elif roll == 1:
            headers["Content-Length"] = self.rng.choice(("-1", "x", "9" * 40, "300000"))
        elif roll == 2:
            headers.add("Authorization", f"Bearer {self.good}")
            return False
        elif roll == 3:
            del headers["Authorization"]
            return False
        elif roll == 4:
            headers["Authorization"] = self.rng.choice(("Bearer", "Basic x", f"bearer {self.good}", "Bearer  x"))
            return False
        else:
            headers.add("Content-Type", "application/json")
        return True


SAID = (
    "update ACT-26-101",
    "risk RSK-26-001",
    "history CON-26-001",
    "submit",
    "yes",
    "14",
    "act 14 done",
    "@Oversight",
)


def _places(root: Any) -> list[tuple[Any, Any]]:
    """Every holder and key in it, all levels."""
    found: list[tuple[Any, Any]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            found.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    return found


async def attack(world: World, requests: int, seed: int, minutes: float = 0.0) -> Found:
    """So many spoiled requests, or as many as these minutes allow."""
    found, until = Found(), time.monotonic() + minutes * 60
    warm, before = max(500, min(requests // 5, 5_000)), 0.0
    async with FakeTeams() as teams:
        spoiler, turns = Spoiler(world, teams, seed), list[Turn]()

        async def handler(turn: Turn) -> Reply:
            turns.append(turn)
            return await world.turns(turn)

        tenants = frozenset({world.group.tenant_id.lower()})
        room = TeamsRoom(access_to(teams), handler, limits=Limits(NONE, NONE), tenants=lambda: tenants)
        await room.start()
        assert room._adapter is not None
        room._adapter._replies.connector = Quiet()  # pyright: ignore[reportAttributeAccessIssue] as good as one
        for number in range(requests):
            request, good = spoiler.one()
            turns.clear()
            errors, began = len(world.errors.records), time.perf_counter()
            try:
                answer = await room.process(request)
                found.statuses[answer.status] += 1
                other = answer.status == 501 and b"invoke" in request.body  # what Teams expects of one we do not know
                if answer.status >= 500 and not other:
                    found.faults.append(f"{number}: {answer.status}")
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                found.faults.append(f"{number}: {error!r}")
            found.slowest = max(found.slowest, time.perf_counter() - began)
            found.reached += bool(turns)
            if turns and not good:
                found.faults.append(f"{number}: reached the bot without a good token")
            if len(world.errors.records) > errors:
                found.faults.append(f"{number}: {logging.Formatter().format(world.errors.records[-1])[-1_200:]}")
                world.errors.records.clear()
            world.turns.seen.clear()
            if number == warm:
                before = psutil.Process().memory_info().rss / 1e6
            if len(found.faults) > 20 or (minutes and time.monotonic() > until):
                break
        found.requests = sum(found.statuses.values())
        found.grown = psutil.Process().memory_info().rss / 1e6 - before
        await room.close()
    return found


Attack = Callable[[World, int, int, float], Coroutine[Any, Any, Any]]


def main(attack: Attack = attack, requests: int = 20_000) -> int:
    """The command line, also of the same by HTTP."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=requests)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many, with what was done until then")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ovs-fuzz-") as folder:
        world = World(Path(folder)).crawl()
        began = time.monotonic()
        found = asyncio.run(attack(world, given.requests, given.seed, given.minutes))
        world.close()
    sys.stdout.write(f"seed {given.seed}, {time.monotonic() - began:.0f} s: {found}\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
