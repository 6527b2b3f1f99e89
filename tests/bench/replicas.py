"""P9: one, two and three processes of the bot on one PostgreSQL, each loaded at the same time."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from tests.bench import bots, load, records, turns
from tests.bench.load import Client, Took
from tests.stores import Server


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database on a server of its own."""
    folder = Path(tempfile.mkdtemp(prefix="ovs-pg-"))
    server = Server(folder / "data")
    try:
        yield server.url(server.fresh("template0"))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def measure(seconds: float) -> dict[str, Any]:
    """Saved sections a second in all, and the CPU of the bots for one."""
    found: dict[str, Any] = {}
    with postgres() as url, bots.service() as at:
        made = records.start(url, datetime.now(UTC))
        records.grow(made, 10_000, datetime.now(UTC))
        for count in (1, 2, 3):
            with contextlib.ExitStack() as stack:
                mine = [stack.enter_context(bots.ours(url, at)) for _ in range(count)]
                for one in mine:
                    one.token = at.token
                period = turns.open_a_round(made, mine[0], at)
                took = [asyncio.run(_all(mine, made, at, period, seconds)) for _ in range(4)][1:]
                found[f"{count} processes"] = {
                    "per_second": round(statistics.median(sum(t.rate for t in each) for each in took), 1),
                    "cpu_ms": round(
                        statistics.median(
                            sum(t.cpu for t in each) / max(1, sum(t.turns for t in each)) * 1e3 for each in took
                        ),
                        3,
                    ),
                    "failed": sum(t.failed for each in took for t in each),
                }
    return found


async def _all(
    mine: list[bots.Process], made: records.Made, at: bots.Service, period: str, seconds: float
) -> list[Took]:
    clients: list[Client] = turns.savers(made, at, period)
    share = len(clients) // len(mine)
    return list(
        await asyncio.gather(
            *(
                load.run(
                    one.port,
                    clients[n * share : (n + 1) * share],
                    seconds,
                    process=psutil.Process(one.run.pid),
                    token=at.token,
                )
                for n, one in enumerate(mine)
            )
        )
    )
