"""Spoiled requests by HTTP at the real `app.py`: no 5xx, every connection answered or ended, memory flat.

    python -m tests.campaigns.fuzz_http --requests 200000 --seed 1

The requests are those of `tests/campaigns/fuzz.py`, written to the socket as they are, with heads that no client
library would send. The limits of a person hold, so most that are well formed are told to slow down: what lies behind
them is the other campaign's. Source: reliability.md 5 (10), invariant I7.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.campaigns.fuzz import Request, Spoiler, main
from tests.campaigns.living import App
from tests.campaigns.world import World
from tests.fake_teams import FakeTeams

AT_ONCE = 8
BAD = re.compile(r'"level": ?"(error|critical)"|Traceback')
"""A line of its log that must not be."""
ENDED = 0
"""The status of a connection that was ended without an answer."""


@dataclass
class Found:
    """What a campaign saw."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    grown: float = 0.0
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, statuses {dict(sorted(self.statuses.items()))}, memory {self.grown:+.1f} MB; "
            f"{len(self.faults)} faults {self.faults[:5]}"
        )


def written(request: Request, rng: random.Random) -> bytes:
    """The bytes of it, one head in twenty spoiled as well."""
    path = "/api/messages" if rng.random() < 0.98 else rng.choice(("/", "/files/" + "x" * 300, "/readyz", "/%00", "*"))
    lines = [f"{request.method} {path} HTTP/1.1", "Host: bot"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    if "Content-Length" not in request.headers:
        lines.append(f"Content-Length: {len(request.body)}")
    if rng.random() < 0.05:
        lines.insert(rng.randrange(1, len(lines)), rng.choice(ODD))
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + request.body


ODD = (
    "Transfer-Encoding: chunked", "Content-Length: 3", "X: " + "y" * 9_000, " folded", "No colon", "X:\x00", ": x",
    "Expect: 100-continue", "Connection: close", "Content-Encoding: gzip", "Content-Encoding: br", "Upgrade: websocket",
    "Host: evil.example",
)  # fmt: skip


class Line:
    """One connection at a time, made anew when it ended."""

    def __init__(self, host: str, port: int) -> None:
        self.where = (host, port)
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, raw: bytes) -> int:
        """The status of the answer; `ENDED` for none."""
        if self.line is None:
            self.line = await asyncio.open_connection(*self.where)
        reader, writer = self.line
        try:
            async with asyncio.timeout(30):
                writer.write(raw)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = int(head.split("content-length: ")[1].split("\r\n")[0]) if "content-length: " in head else 0
                await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.close()
            return ENDED
        status = int(head.split(" ", 2)[1])
        if status in {400, 408, 413} or "connection: close" in head:
            self.close()  # what was sent may not have been read to its end
        return status

    def close(self) -> None:
        """Let go."""
        if self.line is not None:
            self.line[1].close()
            self.line = None


async def attack(world: World, requests: int, seed: int, minutes: float = 0.0) -> Found:
    """So many spoiled requests, or as many as these minutes allow."""
    found, until = Found(), time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="ovs-http-") as folder:
        async with FakeTeams() as teams:
            app = App(Path(folder), teams, fresh=True, tick=15)
            app.spawn()
            await app.ready(120)
            spoiler = Spoiler(world, teams, seed)
            process, before = psutil.Process(app.pid), 0.0
            where = urlsplit(app.url)

            async def work() -> None:
                nonlocal before
                line = Line(str(where.hostname), int(where.port or 0))
                while found.requests < requests and len(found.faults) < 10:
                    if minutes and time.monotonic() > until:
                        break
                    found.requests += 1
                    number = found.requests
                    if number == max(200, min(requests // 5, 5_000)):
                        before = process.memory_info().rss / 1e6
                    request, _ = spoiler.one()
                    status = await line.send(written(request, spoiler.rng))
                    found.statuses[status] += 1
                    if status >= 500 and status != 501:
                        found.faults.append(f"{number}: {status}")
                    del teams.sent[:-100], teams.requests[:-100]
                line.close()

            try:
                await asyncio.gather(*(work() for _ in range(AT_ONCE)))
                async with asyncio.timeout(60):
                    await app.ready()
                found.grown = process.memory_info().rss / 1e6 - (before or process.memory_info().rss / 1e6)
                said = app.log.read_text(encoding="utf-8").splitlines()
                found.faults += [line[:300] for line in said if BAD.search(line)][:5]
            finally:
                app.kill()
    return found


if __name__ == "__main__":
    sys.exit(main(attack, 200_000))
