"""The only APScheduler file: it wakes, nothing else. What is due is in the store.

Owns: one interval job without a job store, and a watchdog on the monotonic clock that ticks when the scheduler does not
(a clock set back stops APScheduler's interval jobs). Must not: keep a job, a date or a state.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # pyright: ignore[reportMissingTypeStubs] the package has none

log = logging.getLogger(__name__)

WATCH_SECONDS = 5
LATE_AFTER = 2.0
"""A tick is missing when none came for this many times its interval: with a look every five seconds, 35 s of 15.
Source: reliability.md 5 (8), at most 45."""


class Scheduler:
    """Calls `tick` every `seconds`, once at a time, whatever the wall clock does."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._tick = tick
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._last = 0.0
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._current: asyncio.Task[None] | None = None
        self.stalls = 0
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    @property
    def seconds_since_tick(self) -> float:
        """Age of the last finished tick, in seconds of the monotonic clock."""
        return asyncio.get_running_loop().time() - self._last

    def start(self) -> None:
        """Begin to wake. Needs a running loop."""
        self._last = asyncio.get_running_loop().time()
        self._scheduler.add_job(self.once, "interval", seconds=self._seconds, id="tick")  # pyright: ignore[reportUnknownMemberType] untyped package
        self._scheduler.start()
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._listen())]

    async def stop(self) -> None:
        """Stop waking and wait for a tick under way."""
        self._scheduler.shutdown(wait=False)  # pyright: ignore[reportUnknownMemberType] untyped package
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._current is not None:
            await self._current

    def soon(self) -> None:
        """Tick at once, for example because a turn put something into the outbox."""
        self._wake.set()

    async def once(self) -> None:
        """One tick; when one is under way there is nothing to do."""
        if not self._lock.locked():
            await self._run()

    async def _run(self) -> None:
        """One tick in a task of its own: whoever waits for it may be cancelled, a tick that began runs to its end."""
        self._current = asyncio.create_task(self._locked())
        await asyncio.shield(self._current)

    async def _locked(self) -> None:
        async with self._lock:
            try:
                await self._tick()
            except Exception:
                log.exception("tick failed")
            self._last = asyncio.get_running_loop().time()

    async def _listen(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._run()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self.seconds_since_tick > max(LATE_AFTER * self._seconds, WATCH_SECONDS):
                self.stalls += 1
                log.warning("the scheduler did not tick; ticking by the watchdog")
                # Its next time may lie an hour ahead, by a clock that was set back since: it begins anew from now.
                self._scheduler.reschedule_job("tick", trigger="interval", seconds=self._seconds)  # pyright: ignore[reportUnknownMemberType] untyped package
                await self.once()
