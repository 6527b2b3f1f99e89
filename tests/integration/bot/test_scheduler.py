"""It wakes, whatever the clock or a tick does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot import scheduler as module
from bot.scheduler import Scheduler
from tests.waiting import until


class Ticks:
    """Counts ticks; may be slow or fail."""

    def __init__(self, *, fail: bool = False, slow: float = 0.0) -> None:
        self.count = 0
        self.fail, self.slow = fail, slow
        self.now, self.most = 0, 0

    async def __call__(self) -> None:
        self.count += 1
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.slow)
        self.now -= 1
        if self.fail:
            raise ValueError("a fault")


async def run(ticks: Ticks, seconds: float, work) -> Scheduler:
    made = Scheduler(ticks, seconds)
    made.start()
    try:
        await work(made)
    finally:
        await made.stop()
    return made


def test_it_ticks_again_and_again():
    ticks = Ticks()
    asyncio.run(run(ticks, 0.05, lambda _: until(lambda: ticks.count >= 3)))
    assert ticks.count >= 3


def test_soon_is_now():
    ticks = Ticks()

    async def work(made: Scheduler) -> None:
        made.soon()
        await until(lambda: ticks.count == 1)
        assert made.seconds_since_tick < 60

    asyncio.run(run(ticks, 60, work))


def test_a_tick_that_fails_is_not_the_last():
    ticks = Ticks(fail=True)
    asyncio.run(run(ticks, 0.05, lambda _: until(lambda: ticks.count >= 2)))
    assert ticks.count >= 2


def test_two_ticks_never_run_at_once():
    ticks = Ticks(slow=0.08)

    async def work(made: Scheduler) -> None:
        for _ in range(10):
            made.soon()
            await asyncio.gather(made.once(), made.once())
            await asyncio.sleep(0.01)

    asyncio.run(run(ticks, 0.03, work))
    assert ticks.most == 1


def test_stopping_waits_for_the_tick_under_way():
    ticks = Ticks(slow=0.2)

    async def work(made: Scheduler) -> None:
        made.soon()
        await until(lambda: ticks.now == 1)

    asyncio.run(run(ticks, 60, work))
    assert ticks.now == 0


def test_the_watchdog_ticks_when_the_scheduler_does_not(monkeypatch):
    monkeypatch.setattr(module, "WATCH_SECONDS", 0.02)
    monkeypatch.setattr(module, "LATE_AFTER", 0.0001)
    ticks = Ticks()
    made = asyncio.run(run(ticks, 60, lambda _: until(lambda: ticks.count >= 2)))
    assert made.stalls >= 1


def test_after_a_clock_was_set_back_it_keeps_its_rhythm_by_itself(monkeypatch):
    """APScheduler's next time lies an hour ahead then; the watchdog makes it begin anew, once."""
    monkeypatch.setattr(module, "WATCH_SECONDS", 0.05)
    ticks = Ticks()

    async def set_back(made: Scheduler) -> None:
        await until(lambda: ticks.count >= 1)
        job = made._scheduler.get_job("tick")
        assert job is not None
        job.modify(next_run_time=job.next_run_time + timedelta(hours=1))
        await until(lambda: made.stalls >= 1)
        before = ticks.count
        await until(lambda: ticks.count >= before + 3)
        again = made._scheduler.get_job("tick")
        assert again is not None
        assert again.next_run_time < datetime.now(UTC) + timedelta(minutes=1)

    asyncio.run(run(ticks, 0.5, set_back))
