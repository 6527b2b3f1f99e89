"""The bot as a process that can be killed, and somebody who works with it by buttons and keeps a ledger.

Owns: `App` (start, kill, wait) and `Worker` (one person's presses). Must not: judge; the campaigns do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot import playground
from cards.kit import actions
from tests.fake_teams import APP_ID, SECRET, TENANT, FakeTeams, Person
from tests.scene import inputs

MARK = re.compile(r"zq[b-y]{8}zq")
"""What a worker writes into each text: it is found again in every copy of it."""
REFUSED = re.compile(
    r"Please look at this first|That did not go through|Not saved|Something went wrong|while you were editing"
)
"""How an answer looks after which nothing was stored."""
LETTERS = "bcdfghjklmnpqrstvwxy"
PEOPLE = {
    "chair": "1", "deputy": "7", "coordinator": "5", "nnuh-lead": "2", "jpuh-lead": "3", "qehkl-lead": "4",
    "member": "6", "observer": "8",
}  # fmt: skip
PARTS = ("MICROSOFT", "Microsoft", "APP_", "DATABASE_URL", "GROUP_FILE", "BOT_", "NOW", "COVERAGE", "COV_")


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def object_id(name: str) -> str:
    """The Entra object id of a person of the sample group."""
    return f"00000000-0000-4000-8000-{int(PEOPLE[name]):012}"


@dataclass
class App:
    """`app.py` in authenticated mode against a fake Teams, on a database that outlives it."""

    folder: Path
    teams: FakeTeams
    database: str = ""
    tick: float = 0.3
    fresh: bool = False
    """True: a new Python each time, imports and all; False: forked from one that has imported it."""
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    pid: int = 0
    port: int = 0
    _hatch: subprocess.Popen[str] | None = None
    _child: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self.database = self.database or f"sqlite:///{self.folder}/bot.db"
        self.log = self.folder / f"bot-{self.port}.log"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> dict[str, str]:
        """What the operator of this bot would have set."""
        return {
            "MICROSOFT_APP_ID": APP_ID,
            "MICROSOFT_APP_PASSWORD": SECRET,
            "MICROSOFT_APP_TENANT_ID": TENANT,
            "BOT_OPENID_METADATA_URL": self.teams.openid_url,
            "BOT_TOKEN_URL": self.teams.token_url,
            "ALLOWED_SERVICE_HOSTS": self.teams.origin,
            "DATABASE_URL": self.database,
            "GROUP_FILE": str(playground.GROUP_FILE),
            "PORT": str(self.port),
            "TICK_SECONDS": str(self.tick),
            "OPENBLAS_NUM_THREADS": "1",
            **self.env,
        }

    def spawn(self, *words: str) -> None:
        """Start the process; it is not ready yet."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(PARTS)}
        clean |= {"PYTHONPATH": str(playground.ROOT)}
        if self.fresh:
            with self.log.open("ab") as log:
                self._child = subprocess.Popen(
                    [sys.executable, str(playground.ROOT / "app.py"), *words],
                    cwd=self.folder, env={**clean, **self.settings()}, stdout=log, stderr=log,
                )  # fmt: skip
            self.pid = self._child.pid
            return
        if self._hatch is None:
            self._hatch = subprocess.Popen(
                [sys.executable, "-m", "tests.campaigns.hatch"],
                cwd=self.folder, env=clean, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._hatch.stdin is not None
        assert self._hatch.stdout is not None
        order = {"env": self.settings(), "log": str(self.log), "words": words}
        self._hatch.stdin.write(json.dumps(order) + "\n")
        self._hatch.stdin.flush()
        self.pid = int(self._hatch.stdout.readline())

    async def ready(self, seconds: float = 40.0) -> float:
        """Wait until it answers; how long that took."""
        began = time.monotonic()
        assert self.teams.session is not None
        while time.monotonic() - began < seconds:
            with contextlib.suppress(aiohttp.ClientError, OSError):
                async with self.teams.session.get(f"{self.url}/healthz") as answer:
                    if answer.status == 200:
                        return time.monotonic() - began
            await asyncio.sleep(0.01)
        raise AssertionError(self.log.read_text(encoding="utf-8")[-4_000:])

    async def start(self) -> float:
        """`spawn` and `ready`."""
        self.spawn()
        return await self.ready()

    def signal(self, number: int) -> None:
        """Send it a signal; no harm when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> int:
        """SIGKILL, and wait until it is gone; its exit status."""
        self.signal(signal.SIGKILL)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end."""
        if self._child is not None:
            return self._child.wait(60)
        assert self._hatch is not None
        assert self._hatch.stdout is not None
        return int(self._hatch.stdout.readline())

    def close(self) -> None:
        """No more of them."""
        if self._hatch is not None:
            assert self._hatch.stdin is not None
            self._hatch.stdin.close()
            self._hatch.wait(60)
            assert self._hatch.stdout is not None
            self._hatch.stdout.close()


@dataclass
class Try:
    """One press with a mark in it: what was sent, and what we know became of it."""

    who: str
    verb: str
    mark: str
    activity: dict[str, Any]
    fate: str = "sent"
    """`sent` (no answer), `acknowledged` or `refused`."""
    noted: bool = False
    """Whether it was counted among those without an answer."""
    answers: list[bytes] = field(default_factory=list[bytes])


STARTS: Mapping[str, tuple[str, ...]] = {
    "chair": ("new action: walk the labour ward",),
    "member": ("new risk",),
    "jpuh-lead": ("submit", "new risk", "my actions"),
    "nnuh-lead": ("submit", "my actions"),
    "qehkl-lead": ("submit", "my actions"),
}
"""What each worker says when there is nothing to press."""
WANTED = (
    "return.save", "return.submit", "return.step", "action.draft", "action.save", "action.update", "action.update_open",
    "action.quick", "risk.save", "risk.review", "risk.save_review", "action.new", "return.open",
)  # fmt: skip
WORDLESS = frozenset({"Nil return", "No change"})
"""Buttons that say there are no words."""
CARRIES = frozenset({"action.save"})
"""Read-backs: the words were typed on the card before."""


@dataclass
class Worker:
    """One person at work: presses what is on the card, with a mark in every text."""

    name: str
    teams: FakeTeams
    person: Person
    rng: random.Random
    ledger: list[Try]
    card: dict[str, Any] | None = None
    open: Try | None = None
    """Sent and not answered."""
    mark: str = ""
    answered: int = 0

    async def work(self) -> None:
        """Until the bot does not answer any more. First what had no answer is delivered again, as Teams does."""
        with contextlib.suppress(aiohttp.ClientError, OSError, asyncio.TimeoutError):
            if self.open is not None:
                await self._again(self.open)
            while True:
                if not await self._press():
                    await self._say()
                    await asyncio.sleep(self.rng.uniform(0, 0.02))

    async def _again(self, found: Try) -> None:
        copy = {**found.activity}
        if self.rng.random() < 0.5:
            copy["id"] = uuid.uuid4().hex
        await self._deliver(found, copy)

    async def _say(self) -> None:
        before = len(self.teams.sent)
        await self.person.say(self.rng.choice(STARTS[self.name]))
        chat = self.teams.conversations[self.person.object_id]
        mine = [s for s in self.teams.sent[before:] if s.conversation == chat]
        self.card = next((s.card for s in reversed(mine) if "attachments" in s.body), None)

    async def _press(self) -> bool:
        found = [a for a in actions(self.card or {}) if a.get("verb") in WANTED]
        if not found:
            return False
        action = self.rng.choice(found)
        shown = inputs(self.card)
        fresh = "".join(self.rng.choice(LETTERS) for _ in range(8))
        mark = f"zq{fresh}zq"
        typed = {name: self._typed(name, element, mark) for name, element in elements(self.card).items()}
        marked = any(mark in str(v) for v in typed.values())
        if marked:
            self.mark = mark
        tried = self.mark if marked or action["verb"] in CARRIES else ""
        data = {**shown, **typed, **action.get("data", {})}
        wordless = action["title"] in WORDLESS and action["verb"].startswith("return.")
        if action.get("associatedInputs") == "none" or wordless:
            data, tried = {**(shown if wordless else {}), **action.get("data", {})}, ""
        body = {"type": "Action.Execute", "verb": action["verb"], "data": data}
        activity = self.person.activity(
            type="invoke", name="adaptiveCard/action", value={"action": body, "trigger": "manual"}, replyToId="1"
        )
        made = Try(self.name, action["verb"], tried, activity)
        self.ledger.append(made)
        self.open = made
        await self._deliver(made, activity)
        return True

    async def _deliver(self, made: Try, activity: Mapping[str, Any]) -> None:
        answer = await self.person.send(activity)
        assert answer.status == 200, (answer.status, made.verb)
        made.answers.append(answer.raw)
        self.answered += 1
        value = answer.json.get("value")
        self.card = value if isinstance(value, dict) else None
        # Of many rows one was pressed: what was typed into the others is shown again, and that is right.
        one_of_many = made.verb == "action.quick"
        shown = inputs(self.card).values()
        drawn_again = bool(made.mark) and not one_of_many and any(made.mark in str(v) for v in shown)
        refused = drawn_again or REFUSED.search(answer.raw.decode()) is not None
        made.fate = "refused" if refused else "acknowledged"
        self.open = None
        if refused and self.rng.random() < 0.8:
            self.card = None

    def _word(self) -> str:
        return "".join(self.rng.choice(LETTERS) for _ in range(7))

    def _typed(self, name: str, element: Mapping[str, Any], mark: str) -> Any:
        kind, bare = element["type"], name.split("__r", maxsplit=1)[0]
        if kind == "Input.Text":
            return "" if "evidence" in bare or bare == "ties" else " ".join([mark, *(self._word() for _ in range(3))])
        if kind == "Input.Number":
            return str(self.rng.randint(50, 90)) if bare == "births" else str(element.get("value", ""))
        if kind == "Input.ChoiceSet":
            given = str(element.get("value", ""))
            choices = [c["value"] for c in element["choices"]]
            return given or (object_id("jpuh-lead") if object_id("jpuh-lead") in choices else self.rng.choice(choices))
        if kind == "Input.Date":
            return element.get("value") or f"{datetime.now(UTC).date() + timedelta(days=300)}"
        return element.get("value", "")


def elements(content: Any) -> dict[str, dict[str, Any]]:
    """Every input element of a card, by its id."""
    found: dict[str, dict[str, Any]] = {}
    if isinstance(content, dict):
        if str(content.get("type", "")).startswith("Input."):
            found[content["id"]] = content
        for value in content.values():
            found |= elements(value)
    elif isinstance(content, list):
        for item in content:
            found |= elements(item)
    return found
