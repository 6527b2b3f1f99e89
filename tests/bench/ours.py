"""The bot as it is used, for a bench: all its protections, a real store, and no window on how fast it may post.

`python -m tests.bench.ours PORT` takes its settings from the environment, as `app.py` does. Two things differ from a
bot in service: the throttle towards Teams is off where `BENCH_THROTTLE` is not 1 (7 messages in a second to one person
would be all there is to measure), and the limits of how fast one person may ask count but do not refuse.
Words on its input are answered with a line of JSON: `rss`, `stall` (how late the loop was since the last such word),
and long work to do meanwhile: `export`, `pack`, `import`, `backup`, and `keys` whose issuer does not answer.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from app import Bot
from bot import logs, settings, web
from bot.teams.limits import Limits, Rate
from bot.teams.throttle import Throttle
from tests.bench import long_work

EVERY = 0.002


class Watch:
    """How late the loop comes to a call that is due every two milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def run(self) -> None:
        while True:
            due = time.perf_counter() + EVERY
            await asyncio.sleep(EVERY)
            self.late.append(time.perf_counter() - due)

    def told(self) -> dict[str, float]:
        found, self.late = sorted(self.late), []
        if not found:
            return {"stall_p999_ms": 0.0, "stall_max_ms": 0.0, "looks": 0}
        return {
            "stall_p50_ms": round(found[len(found) // 2] * 1e3, 3),
            "stall_p999_ms": round(found[min(len(found) - 1, int(len(found) * 0.999))] * 1e3, 3),
            "stall_max_ms": round(found[-1] * 1e3, 3),
            "looks": len(found),
        }


def rss() -> dict[str, float]:
    """Megabytes in memory, threads and open files."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return {"rss_mb": round(pages * 4096 / 1e6, 1), "threads": threading.active_count(), "files": files}


def works(bot: Bot, watch: Watch, folder: Path) -> dict[str, Callable[[], Awaitable[dict[str, Any]]]]:
    """What can be asked for on the input."""

    async def told() -> dict[str, Any]:
        return watch.told()

    async def memory() -> dict[str, Any]:
        return rss()

    async def tick() -> dict[str, Any]:
        await bot.tick()
        return {}

    return {
        "stall": told,
        "rss": memory,
        "export": lambda: long_work.job(bot, "export"),
        "pack": lambda: long_work.pack(bot),
        "import": lambda: long_work.workbook(bot),
        "backup": lambda: long_work.copy(bot, folder),
        "keys": lambda: long_work.keys(bot),
        "tick": tick,
    }


async def listen(bot: Bot, folder: Path) -> None:
    """Answer the words on the input until it ends."""
    watch = Watch()
    watching = asyncio.create_task(watch.run()) if "--watch" in sys.argv else None
    known = works(bot, watch, folder)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    running: set[asyncio.Task[None]] = set()

    async def one(word: str) -> None:
        began = time.perf_counter()
        try:
            answer = await known[word]()
        except Exception as fault:  # noqa: BLE001 the bench is told
            answer = {"fault": repr(fault)}
        line = {"word": word, "seconds": round(time.perf_counter() - began, 3), **answer}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()

    while word := (await reader.readline()).decode().strip():
        task = asyncio.create_task(one(word))
        running.add(task)
        task.add_done_callback(running.discard)
    if watching is not None:
        watching.cancel()


def main(port: int) -> None:
    """Serve as `app.py` does."""
    said = settings.read(dotenv=None)
    logs.set_up()
    bot = Bot.of(said)
    if "BENCH_THROTTLE" not in os.environ:
        bot.room._throttle = Throttle((), ())
    bot.room._limits = Limits(Rate(1e9, 1e9), Rate(1e9, 1e9))
    parts = bot.parts
    listening: list[asyncio.Task[None]] = []

    async def hear() -> None:
        folder = bot.store.path.parent if bot.store.path else Path()
        listening.append(asyncio.create_task(listen(bot, folder)))

    object.__setattr__(parts, "opened", (*parts.opened, hear))
    try:
        web.serve(parts, "127.0.0.1", port)
    finally:
        bot.store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
