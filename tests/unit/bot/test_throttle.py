import asyncio
import random

import pytest

from bot.teams import throttle
from bot.teams.throttle import CONVERSATION, TENANT, Log, Throttle, longer

REAL_SLEEP = asyncio.sleep


class Time:
    """A clock that only sleeping moves."""

    def __init__(self, monkeypatch):
        self.now = 1_000.0
        monkeypatch.setattr(throttle.asyncio, "sleep", self.sleep)

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.now += max(seconds, 0.000_1)


@pytest.fixture
def clock(monkeypatch):
    return Time(monkeypatch)


def most_in(times, seconds):
    """The most sends in any window of this length."""
    return max(sum(1 for t in times if start <= t < start + seconds) for start in times)


def send(limiter, clock, count, conversation="a", patience=1e9):
    async def all_of_them():
        times = []
        for _ in range(count):
            assert await limiter.acquire(conversation, "tenant", patience) == 0
            times.append(clock.now)
        return times

    return asyncio.run(all_of_them())


def test_no_window_of_a_conversation_is_ever_exceeded(clock):
    limiter = Throttle(clock=clock)
    times = send(limiter, clock, 130)
    for count, seconds in CONVERSATION:
        assert most_in(times, seconds) <= count
    assert times[6] - times[0] < 0.2, "a short burst is nearly free"
    assert 55 < times[-1] - times[0] < 70


def test_the_long_window_holds_too(clock):
    limiter = Throttle(conversation=((5, 1.0), (20, 60.0)), clock=clock)
    assert most_in(send(limiter, clock, 50), 60.0) <= 20


def test_the_tenants_window_is_used_nearly_in_full_and_never_exceeded(clock):
    limiter = Throttle(clock=clock)

    async def fan_out():
        times = []
        for number in range(1_000):
            await limiter.acquire(f"chat-{number}", "tenant", 1e9)
            times.append(clock.now)
        return times

    times = asyncio.run(fan_out())
    assert most_in(times, 1.0) <= 50
    assert 1_000 / (times[-1] - times[0]) > 0.95 * 50


def test_tenants_do_not_share(clock):
    limiter = Throttle(tenant=((1, 10.0),), clock=clock)

    async def two():
        await limiter.acquire("a", "one", 0)
        return await limiter.acquire("b", "two", 0)

    assert asyncio.run(two()) == 0


def test_who_cannot_wait_is_told_how_long(clock):
    limiter = Throttle(conversation=((1, 10.0),), clock=clock)

    async def twice():
        await limiter.acquire("a", "tenant", 0)
        return await limiter.acquire("a", "tenant", 2.0)

    assert 10 <= asyncio.run(twice()) < 11
    assert clock.now == 1_000.0, "nobody slept for nothing"


def test_what_the_service_says_is_obeyed(clock):
    limiter = Throttle(clock=clock)
    limiter.hold("a", 5.0)
    assert send(limiter, clock, 1)[0] == 1_005.0
    assert send(limiter, clock, 1, "b")[0] == 1_005.0


def test_no_windows_no_limit(clock):
    limiter = Throttle((), (), clock)
    assert len(set(send(limiter, clock, 500))) == 1


def test_quiet_conversations_are_forgotten_and_busy_ones_are_not(clock, monkeypatch):
    monkeypatch.setattr(throttle, "FORGET", 3)
    limiter = Throttle(conversation=((1, 10.0),), tenant=(), clock=clock)
    send(limiter, clock, 1, "old")
    limiter.hold("held", 100.0)
    clock.now += 20
    send(limiter, clock, 1, "busy")
    send(limiter, clock, 1, "new")
    assert set(limiter._conversations) == {"held", "busy", "new"}


def test_a_log_at_random_times_keeps_its_windows():
    generator = random.Random(7)
    log = Log(((3, 1.0), (5, 4.0)))
    now, times = 0.0, []
    for _ in range(300):
        now += generator.random() * 0.6
        if log.wait(now) == 0:
            log.note(now)
            times.append(now)
    assert most_in(times, 1.0) <= 3
    assert most_in(times, 4.0) <= 5


def test_the_published_windows():
    assert CONVERSATION == ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
    [(count, seconds)] = TENANT
    assert 0.95 * 50 < count / longer(seconds) < 50


def test_few_are_ready_ahead_of_their_turn(clock, monkeypatch):
    """A send is told that its turn is near; those behind it wait, however long it takes to get ready."""

    async def sleep(seconds):
        clock.now += max(seconds / 30, 0.000_1)
        await REAL_SLEEP(0)

    monkeypatch.setattr(throttle.asyncio, "sleep", sleep)
    limiter = Throttle(conversation=(), clock=clock)
    ready = []

    async def one(number):
        async with limiter.near(f"c{number}", "tenant", 1e9) as wait:
            assert wait == 0
            ready.append(clock.now)
            await gate.wait()
            assert await limiter.acquire(f"c{number}", "tenant", 1e9) == 0

    async def many():
        waiting = [asyncio.ensure_future(one(n)) for n in range(30)]
        for _ in range(400):
            await REAL_SLEEP(0)
        assert 5 <= len(ready) <= 15
        gate.set()
        await asyncio.gather(*waiting)

    gate = asyncio.Event()
    asyncio.run(many())
    assert len(ready) == 30


def test_who_would_wait_too_long_is_told_before_anything_is_done(clock):
    limiter = Throttle(conversation=((1, 30.0),), tenant=(), clock=clock)
    send(limiter, clock, 1)

    async def second():
        async with limiter.near("a", "tenant", 2.0) as wait:
            return wait

    assert 29 < asyncio.run(second()) < 32
    assert not any(log.coming for log in limiter._conversations.values())


def test_a_turn_is_foretold():
    log = Log(((2, 1.0),))
    assert log.wait(10.0, 5) == pytest.approx(2 * longer(1.0))
    log.note(10.0)
    log.note(10.0)
    assert log.wait(10.0) == pytest.approx(longer(1.0))
    assert log.wait(10.0, 1) == pytest.approx(longer(1.0))
    assert log.wait(10.0, 2) == pytest.approx(2 * longer(1.0))
    log.coming = 1
    assert not log.quiet(99.0)
    log.coming = 0
    assert log.quiet(99.0)
