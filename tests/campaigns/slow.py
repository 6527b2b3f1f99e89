"""Slow clients and half-open connections at the real door: whoever asks properly is answered all the while.

    python -m tests.campaigns.slow --sockets 2000 --seconds 60

Some connect and say nothing, some send half a head or half a body and then nothing, some a byte a second, some ask
something and then rest. When one is shown out, another comes. Source: reliability.md 5 (24), 4.6.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.campaigns.living import App, object_id
from tests.fake_teams import FakeTeams, Person

HEAD = b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
KINDS = ("silent", "half a line", "half a head", "half a body", "a drop", "rests", "never reads")
PEOPLE = ("chair", "nnuh-lead", "jpuh-lead", "qehkl-lead", "member")
PATIENCE = 60.0
"""Seconds after which a proper request counts as not answered, on any machine. Source: ours."""
ENOUGH = 0.5
"""Seconds within which 99 of 100 proper requests are answered meanwhile. Source: reliability.md 5 (24)."""


@dataclass
class Found:
    """What a campaign saw."""

    opened: Counter[str] = field(default_factory=Counter[str])
    ended: Counter[str] = field(default_factory=Counter[str])
    took: list[float] = field(default_factory=list[float])
    alone: float = 0.0
    """Seconds of the slowest of 99 in 100 proper requests before the slow ones came."""
    most_open: int = 0
    left_open: int = 0
    rss: tuple[float, float] = (0.0, 0.0)
    faults: list[str] = field(default_factory=list[str])

    @property
    def p99(self) -> float:
        """Seconds of a proper request."""
        return sorted(self.took)[int(len(self.took) * 0.99)] if self.took else 0.0

    def __str__(self) -> str:
        return (
            f"{sum(self.opened.values())} slow connections, at most {self.most_open} of them open at once for the bot, "
            f"{sum(self.ended.values())} ended by it, {self.left_open} left; {len(self.took)} proper requests, slowest "
            f"of 99 in 100 {self.p99 * 1000:.0f} ms ({self.alone * 1000:.0f} ms without them), "
            f"memory {self.rss[0]:.0f} to {self.rss[1]:.0f} MB; "
            f"{len(self.faults)} faults {self.faults[:5]}"
        )


async def slow(kind: str, host: str, port: int, token: str, found: Found, ending: asyncio.Event) -> None:
    """One slow client after the other, until the end."""
    while not ending.is_set():
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port)
            found.opened[kind] += 1
            try:
                await _dawdle(kind, reader, writer, token, ending)
                found.ended[kind] += not ending.is_set()
            finally:
                writer.close()
        await asyncio.sleep(0.05)


async def _dawdle(
    kind: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str, ending: asyncio.Event
) -> None:
    bearer = f"Authorization: Bearer {token}\r\n".encode()
    begins = {
        "silent": b"",
        "half a line": b"POST /api/mess",
        "half a head": HEAD + b"X-Slow: " + b"a" * 500,
        "half a body": HEAD + bearer + b'Content-Length: 5000\r\n\r\n{"type": "mess',
        "a drop": HEAD,
        "rests": b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n",
        "never reads": b"GET /metrics HTTP/1.1\r\nHost: bot\r\n\r\n" * 3,
    }
    writer.write(begins[kind])
    over = asyncio.create_task(ending.wait())
    # Who never reads only waits to be shown out, as everybody does in the end.
    read = asyncio.create_task(_to_the_end(reader)) if kind != "never reads" else asyncio.create_task(over_soon(ending))
    try:
        while not (read.done() or over.done()):
            await asyncio.wait({read, over}, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
            if kind == "a drop":
                writer.write(b"X")
    finally:
        over.cancel()
        read.cancel()


async def over_soon(ending: asyncio.Event) -> None:
    """Twenty seconds, or the end."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ending.wait(), 20)


async def _to_the_end(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while await reader.read(65_536):
            pass


async def proper(person: Person, found: Found, ending: asyncio.Event, pause: float) -> None:
    """Somebody who asks as one should, through connections of a pool of their own."""
    while not ending.is_set():
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await person.say("help")
            if answer.status != 200:
                found.faults.append(f"a proper request was answered with {answer.status}")
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            found.faults.append(f"a proper request failed: {error!r}")
        found.took.append(time.monotonic() - began)
        await asyncio.sleep(pause)


async def attack(
    url: str,
    teams: FakeTeams,
    people: list[Person],
    sockets: int,
    seconds: float,
    pid: int = 0,
    pause: float = 1.3,
    *,
    until_seen: Callable[[Found], bool] = lambda _: True,
) -> Found:
    """So many slow clients at once beside people who ask properly."""
    found, ending = Found(), asyncio.Event()
    where = urlsplit(url)
    host, port = str(where.hostname), int(where.port or 0)
    token = teams.token()
    await people[0].say("help")
    process = psutil.Process(pid) if pid else None
    before = process.memory_info().rss / 1e6 if process else 0.0
    rng, apart = random.Random(1), None
    if process is None:
        crowd = [asyncio.create_task(slow(rng.choice(KINDS), host, port, token, found, ending)) for _ in range(sockets)]
    else:  # in a process of their own: what they cost is not what is measured
        words = [sys.executable, "-m", "tests.campaigns.slow", "--crowd", f"{host}:{port}", "--sockets", str(sockets)]
        apart = await asyncio.create_subprocess_exec(
            *words, "--seconds", str(seconds), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert apart.stdin is not None
        apart.stdin.write(token.encode() + b"\n")
        apart.stdin.close()
        crowd = []
    asking = [asyncio.create_task(proper(p, found, ending, pause)) for p in people]
    until = time.monotonic() + seconds
    while time.monotonic() < until or not (until_seen(found) or time.monotonic() > until + PATIENCE):
        await asyncio.sleep(0.5)
        if process is not None:
            found.most_open = max(found.most_open, process.num_fds())
    ending.set()
    await asyncio.gather(*crowd, *asking)
    found.rss = (before, process.memory_info().rss / 1e6 if process else 0.0)
    if apart is not None:
        told, _ = await apart.communicate()
        opened, ended = json.loads(told)
        found.opened.update(opened)
        found.ended.update(ended)
    return found


async def crowd_of(where: str, sockets: int, seconds: float) -> None:
    """Only the slow ones; prints how many of each kind came and were ended."""
    host, port = where.rsplit(":", 1)
    found, ending, rng = Found(), asyncio.Event(), random.Random(1)
    token = (await asyncio.to_thread(sys.stdin.readline)).strip()
    crowd = [
        asyncio.create_task(slow(rng.choice(KINDS), host, int(port), token, found, ending)) for _ in range(sockets)
    ]  # fmt: skip
    await asyncio.sleep(seconds)
    ending.set()
    await asyncio.gather(*crowd)
    sys.stdout.write(json.dumps([found.opened, found.ended]) + "\n")


async def campaign(sockets: int, seconds: float) -> Found:
    """Against the real `app.py`."""
    with tempfile.TemporaryDirectory(prefix="ovs-slow-") as folder:
        async with FakeTeams() as teams:
            app = App(Path(folder), teams, fresh=True, tick=15)
            await app.start()
            try:
                fds = psutil.Process(app.pid).num_fds()
                people = [Person(teams, f"{app.url}/api/messages", object_id(name)) for name in PEOPLE]
                alone = await attack(app.url, teams, people, 0, seconds / 3, app.pid)
                found = await attack(app.url, teams, people, sockets, seconds, app.pid)
                found.alone = alone.p99
                found.left_open = await _calm(app, fds)
            finally:
                app.kill()
    return found


async def _calm(app: App, before: int) -> int:
    """How many files more than before are still open after at most a minute."""
    for _ in range(60):
        more = psutil.Process(app.pid).num_fds() - before
        if more < 20:
            break
        await asyncio.sleep(1)
    return more


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crowd", default="", help="only the slow ones, at this HOST:PORT")
    given = parser.parse_args()
    if given.crowd:
        asyncio.run(crowd_of(given.crowd, given.sockets, given.seconds))
        return 0
    found = asyncio.run(campaign(given.sockets, given.seconds))
    sys.stdout.write(f"{given.sockets} at once for {given.seconds:.0f} s: {found}\n")
    return 1 if found.faults or found.p99 > ENOUGH or found.left_open >= 20 else 0


if __name__ == "__main__":
    sys.exit(main())
