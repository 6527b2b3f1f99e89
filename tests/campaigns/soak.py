"""Hours of steady work of the real `app.py` over HTTP: memory, files, threads, connections and the database's size.

    python -m tests.campaigns.soak --minutes 120 --rate 10 --seed 1

Two dozen people ask and press, signed as Teams signs, at a pace a busy region would not reach. Every ten seconds the
process is looked at from outside; the slope is by least squares over what comes after the warm-up.
Source: reliability.md 5 (15).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import aiohttp
import psutil

from bot import playground
from storage.engine import sqlite_path
from tests.campaigns.living import PEOPLE, App, Try, Worker, object_id
from tests.fake_teams import FakeTeams, Person, Response

EVERY = 10.0
"""Seconds between two looks."""
WARM = 65.0
"""Minutes: the log of what was sent to each conversation holds an hour (`bot/teams/throttle.py`), then it is full."""
EXTRA = 32
"""People beside those of the sample group, so that nobody is faster than one person may be."""
ASKED: Mapping[str, tuple[str, ...]] = {
    "lead": ("submit", "my actions", "returns", "new risk", "action {a}", "measure pph1500", "what is open"),
    "member": ("risks", "actions", "help", "returns", "risk {r}", "history {r}", "measures", "themes", "find ward"),
    "office": ("returns", "summary", "my actions", "new action: walk the labour ward", "actions", "reminders"),
}
WRITES = 0.15
"""How often a card with a button that writes is pressed on instead of asking the next thing."""


@dataclass(frozen=True, slots=True)
class Look:
    """The process at one moment."""

    minutes: float
    rss: float
    files: int
    threads: int
    sockets: int
    size: float
    """MB of the database."""
    cpu: float
    turns: int


@dataclass
class Found:
    """What a soak saw."""

    warm: float
    """Minutes that are not counted for the slopes."""
    looks: list[Look] = field(default_factory=list[Look])
    took: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    """Of each turn: the minute, the milliseconds."""
    statuses: Counter[int] = field(default_factory=Counter[int])
    rows: dict[str, int] = field(default_factory=dict[str, int])
    fates: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    @property
    def steady(self) -> list[Look]:
        """After the warm-up."""
        return [k for k in self.looks if k.minutes >= self.warm]

    def slope(self, name: str, looks: list[Look] | None = None) -> float:
        """Of one of a look's figures, per hour."""
        return slope([(k.minutes / 60, getattr(k, name)) for k in (looks or self.steady)])

    def percentile(self, share: float, since: float, until: float) -> float:
        """Milliseconds of a turn between two minutes."""
        found = sorted(ms for at, ms in self.took if since <= at < until)
        return found[min(len(found) - 1, int(len(found) * share))] if found else 0.0

    def told(self) -> dict[str, Any]:
        """Everything as figures."""
        first, last, steady = self.looks[0], self.looks[-1], self.steady
        half = steady[len(steady) // 2 :]
        minutes, busy = last.minutes, last.cpu - first.cpu
        return {
            "minutes": round(minutes, 1),
            "turns": last.turns,
            "turns_per_second": round(last.turns / minutes / 60, 2),
            "statuses": dict(self.statuses),
            "fates": dict(self.fates),
            "share_of_a_core": round(busy / (minutes - first.minutes) / 60, 3),
            "rss_mb": [round(x, 1) for x in (first.rss, steady[0].rss, last.rss)],
            "rss_mb_highest": round(max(k.rss for k in self.looks), 1),
            "rss_mb_per_hour": round(self.slope("rss"), 3),
            "rss_mb_per_hour_second_half": round(self.slope("rss", half), 3),
            "files": [min(k.files for k in steady), max(k.files for k in steady)],
            "threads": [min(k.threads for k in steady), max(k.threads for k in steady)],
            "sockets": [min(k.sockets for k in steady), max(k.sockets for k in steady)],
            "database_mb": [round(first.size, 2), round(last.size, 2)],
            "rows": self.rows,
            "p50_ms_first_and_last_quarter": self._quarters(0.5, minutes),
            "p99_ms_first_and_last_quarter": self._quarters(0.99, minutes),
            "faults": self.faults[:5],
        }

    def _quarters(self, share: float, minutes: float) -> list[float]:
        ends = ((0.0, minutes / 4), (minutes * 3 / 4, minutes + 1))
        return [round(self.percentile(share, *end), 1) for end in ends]


def slope(points: list[tuple[float, float]]) -> float:
    """Least squares; none for fewer than two moments."""
    if len({x for x, _ in points}) < 2:
        return 0.0
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope


def crowd(folder: Path) -> Path:
    """The sample group with more people in it."""
    words = playground.GROUP_FILE.read_text(encoding="utf-8")
    trusts = ("NNUH", "JPUH", "QEHKL")
    for n in range(EXTRA):
        role = 'roles = ["member"]' if n % 2 else f'roles = ["trust_lead"]\ntrusts = ["{trusts[n // 2 % 3]}"]'
        words += f'\n[[people]]\nobject_id = "{extra(n)}"\nname = "Sample Person {n + 1}"\n{role}\n'
    made = folder / "group.toml"
    made.write_text(words, encoding="utf-8")
    return made


def extra(number: int) -> str:
    """The object id of one more person."""
    return f"00000000-0000-4000-8000-{900 + number:012}"


@dataclass
class Steady(Worker):
    """Somebody who works at a pace."""

    kind: str = "member"
    pause: float = 2.0
    """Seconds between two turns, on average."""
    found: Found = field(default_factory=lambda: Found(0))
    began: float = 0.0
    writes: ClassVar[float] = WRITES
    known: dict[str, str] = field(default_factory=lambda: {"a": "ACT-26-001", "r": "RSK-26-001"})

    async def at_work(self) -> None:
        """Until cancelled."""
        await asyncio.sleep(self.rng.uniform(0, self.pause))
        while True:
            before = time.monotonic()
            try:
                if not (self.rng.random() < Steady.writes and await self._press()):
                    await self._say()
            except (aiohttp.ClientError, OSError, TimeoutError, AssertionError) as error:
                self.found.faults.append(f"{self.name}: {error!r}")
            spent = time.monotonic() - before
            self.found.took.append(((time.monotonic() - self.began) / 60, spent * 1000))
            await asyncio.sleep(max(0.0, self.rng.uniform(0.5, 1.5) * self.pause - spent))

    async def _say(self) -> None:
        words = self.rng.choice(ASKED[self.kind]).format(**self.known)
        answer = await self.person.say(words)
        self.found.statuses[answer.status] += 1
        chat = self.teams.conversations[self.person.object_id]
        mine = (s.card for s in reversed(self.teams.sent) if s.conversation == chat and "attachments" in s.body)
        self.card = next(mine, None)

    async def _deliver(self, made: Try, activity: Mapping[str, Any]) -> None:
        await super()._deliver(made, activity)
        self.found.statuses[200] += 1
        self.found.fates[made.fate] += 1
        self.ledger.clear()


class Cheap(Person):
    """Somebody whose token lasts a few minutes, as Teams' do: signing is then not what is measured."""

    _token: tuple[float, str] = (0.0, "")

    async def send(self, activity: Any, *, token: str | None = None, headers: Any = None) -> Response:
        """With a token of the last five minutes."""
        if time.monotonic() - Cheap._token[0] > 300 or not Cheap._token[1]:
            Cheap._token = (time.monotonic(), self.teams.token())
        return await super().send(activity, token=token or Cheap._token[1], headers=headers)


def look(process: psutil.Process, app: App, minutes: float, turns: int) -> Look:
    """The process from outside."""
    with process.oneshot():
        times = process.cpu_times()
        path = sqlite_path(app.database)
        assert path is not None
        return Look(
            minutes, process.memory_info().rss / 1e6, process.num_fds(), process.num_threads(),
            len(process.net_connections("tcp")), path.stat().st_size / 1e6, times.user + times.system, turns,
        )  # fmt: skip


def rows(app: App) -> dict[str, int]:
    """How many rows each of the tables that grow has."""
    path = sqlite_path(app.database)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
        counted = {n: connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608 - names are the schema's
    return {n: count for n, count in counted.items() if count >= 20}


async def campaign(minutes: float, rate: float, seed: int, warm: float, out: Path | None = None) -> Found:
    """So many minutes; `out` gets a line of JSON for each look."""
    found, rng = Found(warm), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="ovs-soak-") as folder:
        async with FakeTeams() as teams:
            group = crowd(Path(folder))
            app = App(Path(folder), teams, fresh=True, tick=15, env={"GROUP_FILE": str(group)})
            await app.start()
            try:
                await _work(app, teams, found, rng, minutes, rate, out)
                found.rows = rows(app)
            finally:
                app.kill()
    return found


def _people() -> list[tuple[str, str, str]]:
    office = {"chair", "deputy", "coordinator"}
    known = [(n, object_id(n), "office" if n in office else "lead" if "lead" in n else "member") for n in PEOPLE]
    return known + [(f"extra-{n}", extra(n), "member" if n % 2 else "lead") for n in range(EXTRA)]


async def _work(
    app: App, teams: FakeTeams, found: Found, rng: random.Random, minutes: float, rate: float, out: Path | None
) -> None:
    url, people, began = f"{app.url}/api/messages", _people(), time.monotonic()
    await Cheap(teams, url, object_id("coordinator")).say("open round")
    busy = [
        asyncio.create_task(
            Steady(name, teams, Cheap(teams, url, who), random.Random(rng.random()), [], kind=kind,
                   pause=len(people) / rate, found=found, began=began).at_work()
        )
        for name, who, kind in people
    ]  # fmt: skip
    process = psutil.Process(app.pid)
    try:
        while (spent := (time.monotonic() - began) / 60) < minutes:
            found.looks.append(look(process, app, spent, len(found.took)))
            if out is not None:
                with out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({name: getattr(found.looks[-1], name) for name in Look.__slots__}) + "\n")
            del teams.sent[:-500], teams.requests[:-500]
            await asyncio.sleep(min(EVERY, minutes * 3))
    finally:
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--warm", type=float, default=WARM, help="minutes before the slopes are counted")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--writes", type=float, default=WRITES, help="how often a button that writes is pressed")
    given = parser.parse_args()
    Steady.writes = given.writes
    found = asyncio.run(campaign(given.minutes, given.rate, given.seed, min(given.warm, given.minutes / 2), given.out))
    told = found.told()
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    grows = told["rss_mb_per_hour"] >= 0.5
    return 1 if found.faults or grows or set(found.statuses) - {200, 201, 202} else 0


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
