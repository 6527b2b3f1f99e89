"""Who connects and says nothing is shown out; who asks, and a proxy that rests, is not."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot import doorstep
from bot.doorstep import Doorstep
from tests.bot_server import awaited, bot_server
from tests.campaigns import slow
from tests.fake_teams import FakeTeams
from tests.waiting import until


@dataclass(eq=False)
class Connection:
    """Somebody at the door."""

    closed: bool = False

    def force_close(self) -> None:
        self.closed = True


@dataclass
class Street:
    """A door with a clock that the test holds."""

    now: float = 0.0
    there: list[Connection] = field(default_factory=list[Connection])

    def door(self, **more: Any) -> Doorstep:
        return Doorstep(lambda: [c for c in self.there if not c.closed], clock=lambda: self.now, **more)

    def comes(self) -> Connection:
        self.there.append(Connection())
        return self.there[-1]


def test_whoever_says_nothing_goes_after_a_while():
    street = Street()
    door = street.door(silent=15)
    silent = street.comes()
    assert door.sweep() == 0
    street.now = 14
    late = street.comes()
    assert door.sweep() == 0
    street.now = 15
    assert door.sweep() == 1
    assert (silent.closed, late.closed) == (True, False)
    assert door.shown_out == 1


def test_whoever_is_served_stays_however_long_it_takes():
    street = Street()
    door, served = street.door(silent=15), street.comes()
    door.sweep()
    door.enters(served)
    street.now = 1_000
    assert door.sweep() == 0
    door.leaves(served)
    street.now = 5_000
    assert door.sweep() == 0, "a proxy's connection that rests"
    street.now = 9_000
    assert door.sweep() == 0
    assert not served.closed


def test_of_too_many_the_silent_ones_go_first_then_those_longest_idle():
    street = Street()
    door = street.door(silent=15, most=2)
    rested: list[Connection] = []
    for _ in range(3):
        rested.append(connection := street.comes())
        door.enters(connection)
        door.leaves(connection)
        door.sweep()
        street.now += 1
    assert [c.closed for c in rested] == [True, False, False]
    fresh = street.comes()
    assert door.sweep() == 1
    assert (fresh.closed, [c.closed for c in rested]) == (True, [True, False, False])


def test_who_left_by_themselves_is_forgotten():
    street = Street()
    door, gone = street.door(), street.comes()
    door.enters(gone)
    door.sweep()
    gone.closed = True
    door.sweep()
    assert not door._busy
    assert not door._asked
    assert not door._idle


@awaited
async def test_half_open_connections_are_ended_and_counted():
    async with FakeTeams() as teams, bot_server(teams, doorstep=Doorstep(silent=0.5)) as bot:
        port = int(bot.address.rsplit(":", 1)[1])
        begun = (b"", b"POST /api/mess", slow.HEAD)
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in begun]
        for (_, writer), raw in zip(lines, begun, strict=True):
            writer.write(raw)
        for reader, writer in lines:
            assert await asyncio.wait_for(reader.read(), 30) == b""
            writer.close()
        await until(lambda: bot.counted("refused", "silent") == 3)
        assert (await bot.chair.say("hello")).status == 200


@awaited
async def test_proper_requests_are_answered_among_slow_clients():
    """A campaign: `make campaign-slow`, 2,000 at once on the real program."""
    async with FakeTeams() as teams, bot_server(teams, doorstep=Doorstep(silent=1.0)) as bot:

        def seen(found: slow.Found) -> bool:
            again = sum(found.opened.values()) > 150
            return again and len(found.took) > 5 and bot.counted("refused", "silent") > 50

        found = await slow.attack(bot.address, teams, [bot.chair], 150, 2.0, pause=0.1, until_seen=seen)
        assert found.faults == []
        assert seen(found), "those shown out came again, and who asks was answered"


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_as_many_files_as_may_be():
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        assert doorstep.room_for_files(512) == 512
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 512
        assert doorstep.room_for_files(300) == 512, "never fewer"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_where_there_are_no_such_limits(monkeypatch: Any):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert doorstep.room_for_files() == 0
