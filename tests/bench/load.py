"""Load: a few kept-alive connections, each sending its next request as soon as the last is answered.

Owns: the clock of each request and as little work as can be: it shares the machine with what it measures.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import psutil

Client = Generator[bytes, bytes, None]
"""Gives a body to send; is sent the answer's body."""


@dataclass
class Took:
    """One round: how many turns, in how long, how much CPU of the bot, and how long each took."""

    turns: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    failed: int = 0
    latencies: list[float] = field(default_factory=list[float])

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds if self.seconds else 0.0

    @property
    def cpu_ms(self) -> float:
        """The bot's CPU for a turn."""
        return self.cpu / self.turns * 1e3 if self.turns else 0.0

    def percentile(self, part: float) -> float:
        """Milliseconds under which this part of the turns took."""
        found = sorted(self.latencies)
        return found[min(len(found) - 1, int(len(found) * part))] * 1e3 if found else 0.0


class _Connection(asyncio.Protocol):
    def __init__(self, head: bytes, client: Client, took: Took, stop: float) -> None:
        self.head, self.client, self.took, self.stop = head, client, took, stop
        self.buffer = b""
        self.began = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # pyright: ignore[reportAttributeAccessIssue] a stream's transport can write
        self.send(next(self.client))

    def send(self, body: bytes) -> None:
        assert self.transport is not None
        self.began = time.perf_counter()
        self.transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (self.head, len(body), body))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        low = head.lower()
        at = low.find(b"content-length:")
        length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if at < 0 and b"chunked" in low:
            if not rest.endswith(b"0\r\n\r\n"):
                return
            length = len(rest)
        if len(rest) < length:
            return
        now = time.perf_counter()
        self.took.latencies.append(now - self.began)
        self.took.turns += 1
        self.took.failed += head[9:10] != b"2"
        self.buffer = b""
        body = self.client.send(rest[:length])
        if now < self.stop:
            self.send(body)
        else:
            self.finish()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.took.failed += 1
            self.finish()

    def finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        if self.transport is not None:
            self.transport.close()


async def run(port: int, clients: list[Client], seconds: float, *, process: psutil.Process, token: str = "") -> Took:
    """Load one bot for so long, one connection for each client."""
    loop = asyncio.get_running_loop()
    head = b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {token}\r\n".encode() if token else b""
    took = Took()
    before = _cpu(process)
    began = time.perf_counter()
    stop = began + seconds
    made = [
        await loop.create_connection(lambda c=client: _Connection(head, c, took, stop), "127.0.0.1", port)
        for client in clients
    ]
    await asyncio.wait([protocol.done for _, protocol in made], timeout=seconds + 30)
    took.seconds = time.perf_counter() - began
    took.cpu = _cpu(process) - before
    return took


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def spread(values: list[float]) -> tuple[float, float, float]:
    """Median, least, most."""
    return (statistics.median(values), min(values), max(values))


def same(make: Callable[[int], bytes]) -> Callable[[], Client]:
    """A client whose every request is the same but for its number."""

    def client() -> Client:
        number = 0
        while True:
            yield make(number)
            number += 1

    return client
