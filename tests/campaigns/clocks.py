"""The real program while its machine's clock jumps or stands still: each reminder is decided once, none is lost.

    python -m tests.campaigns.clocks --scripts 100 --seed 1        needs libfaketime (Debian: `apt install faketime`)

The process gets another wall clock (`LD_PRELOAD`); its monotonic clock stays the machine's, as when a clock is set.
Between jumps it is given time to come to rest: nothing that is due waits. Simulated jumps, by the thousand, are in
`tests/simulation.py`; what a library under the bot makes of such a clock shows only here.
Source: reliability.md 5 (8): invariants I3 and I4.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as dtime
from pathlib import Path
from typing import Any

from bot.flows.calendars import calendar_of
from bot.playground import GROUP_FILE, cast_list
from domain.actions import Action, Line
from domain.group import read_group
from domain.people import Member
from domain.reminders import Verdict
from storage import actions as kept_actions
from storage import outbox
from storage import reminders as kept
from storage.engine import sqlite_path
from storage.session import Session
from storage.store import Store
from tests.campaigns.kill import Found as Judged
from tests.campaigns.kill import judge_store
from tests.campaigns.living import STARTS, App, object_id
from tests.fake_teams import FakeTeams, Person, Response
from tests.promises_kept import MORNING, RUNGS, _working_day
from tests.scene import LONDON

LIBRARIES = ("usr/lib/*/faketime/libfaketimeMT.so.1", "usr/lib/faketime/libfaketimeMT.so.1")
BEGINS = (
    datetime(2026, 12, 7, 8, 50, tzinfo=LONDON), datetime(2026, 10, 23, 9, 25, tzinfo=LONDON),
    datetime(2027, 3, 26, 16, 0, tzinfo=LONDON), datetime(2027, 3, 28, 0, 58, tzinfo=LONDON),
)  # fmt: skip
"""A Monday, two Fridays before the clocks change, and two minutes before one changes."""
JUMPS = tuple(
    timedelta(**delta) for delta in (
        {"hours": -1}, {"hours": 1}, {"days": -1}, {"days": 1}, {"days": 3}, {"days": 7}, {"days": 40}, {"days": -3},
        {"minutes": 10}, {"minutes": -10}, {"seconds": 30}, {"days": 1, "hours": -2},
    )
)  # fmt: skip
ENOUGH = 45.0
"""Real seconds after a jump within which all that is due is dealt with. Source: reliability.md 5 (8)."""
LONGEST = 300.0
"""Seconds until it is given up: a busy machine is not the bot's fault, so `ENOUGH` is told, not judged."""


@dataclass
class Found:
    """What a campaign saw."""

    scripts: int = 0
    jumps: int = 0
    decided: int = 0
    sent: int = 0
    rests: int = 0
    late: int = 0
    """Rests that took longer than `ENOUGH`."""
    slowest: float = 0.0
    """Real seconds until nothing that was due waited any more."""
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.scripts} scripts with {self.jumps} jumps, {self.decided} reminders decided, {self.sent} posts, "
            f"{self.rests} times at rest, after at most {self.slowest:.1f} s, "
            f"{self.late} later than {ENOUGH:.0f} s; {len(self.faults)} faults {self.faults[:5]}"
        )


def library() -> str:
    """Where libfaketime lies; empty when it is not installed."""
    found = [str(p) for pattern in LIBRARIES for p in Path("/").glob(pattern)]
    return found[0] if found else ""


@dataclass
class Wall:
    """The clock on the wall of one process, set through a file that libfaketime reads at each look."""

    file: Path
    ahead: timedelta = timedelta(0)
    frozen: bool = False

    def env(self) -> dict[str, str]:
        """What the process needs for it."""
        return {
            "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
        }  # fmt: skip

    @property
    def now(self) -> datetime:
        """What it shows."""
        return datetime.now(UTC) + self.ahead

    def set(self, at: datetime, *, stands: bool = False) -> None:
        """From now on it shows this, and runs on unless it `stands`."""
        self.ahead, self.frozen = at - datetime.now(UTC), stands
        words = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if stands else f"{self.ahead.total_seconds():+.3f}"
        fresh = self.file.with_suffix(".new")
        fresh.write_text(words + "\n", encoding="utf-8")
        fresh.replace(self.file)


class Then(Person):
    """Somebody whose tokens are of the time that the bot's clock shows."""

    wall: Wall

    async def send(self, activity: Any, *, token: str | None = None, headers: Any = None) -> Response:
        """Signed then."""
        at = int(self.wall.now.timestamp())
        return await super().send(
            activity, token=token or self.teams.token(nbf=at - 60, exp=at + 3_600), headers=headers
        )


@dataclass
class Story:
    """One script."""

    folder: Path
    rng: random.Random
    found: Found
    furthest: datetime = BEGINS[0]

    async def run(self) -> None:
        """Begin, jump, rest, look."""
        self.wall = Wall(self.folder / "clock")
        begin = self.rng.choice(BEGINS)
        self.begin = self.furthest = begin
        self.wall.set(begin - timedelta(days=2))
        async with FakeTeams() as teams:
            app = App(self.folder, teams, fresh=True, tick=1, env=self.wall.env())
            try:
                await self._prepare(app, teams)
                await self._live(app)
            finally:
                app.kill()
            await asyncio.to_thread(self._look, app, teams)
        self.found.scripts += 1

    async def _prepare(self, app: App, teams: FakeTeams) -> None:
        """Everybody is known, and there are actions due all around."""
        app.spawn()
        await app.ready(LONGEST)
        for name in (*STARTS, "coordinator"):
            person = Then(teams, f"{app.url}/api/messages", object_id(name))
            person.wall = self.wall
            await _heard(person)
        app.kill()
        with self._store(app) as store:
            self.actions = store.run_sync(self._put, group=self.group)
        self.wall.set(self.begin)
        app.spawn()
        await app.ready(LONGEST)
        await self._rest(app)

    @contextlib.contextmanager
    def _store(self, app: App) -> Iterator[Store]:
        store = Store.open(app.database, clock=lambda: self.begin.astimezone(UTC) - timedelta(days=12))
        self.group = read_group(_config())[0].id
        try:
            yield store
        finally:
            store.close()

    def _put(self, session: Session) -> tuple[Action, ...]:
        session.as_system("clocks")
        people: dict[str, Member] = dict(cast_list(read_group(_config())[1]))
        made: list[Action] = []
        for n, name in enumerate((*STARTS, "coordinator") * 2):
            who, due = people[name], self.begin.date() + timedelta(days=self.rng.randint(0, 25))
            made.append(
                kept_actions.add(session, Action(
                    f"ACT-26-{700 + n}", f"Audit {n}", "RSK-26-001", "JPUH", who.object_id, who.name, due, due,
                    lines=(Line("JPUH"),),
                ))
            )  # fmt: skip
        return tuple(made)

    async def _live(self, app: App) -> None:
        for _ in range(self.rng.randint(3, 7)):
            jump = self.rng.choice(JUMPS)
            at = self.wall.now + jump
            at = max(at, self.begin)
            stands = self.rng.random() < 0.15
            self.wall.set(at, stands=stands)
            self.furthest = max(self.furthest, at)
            self.found.jumps += 1
            if stands:
                await asyncio.sleep(self.rng.uniform(1, 3))
                self.wall.set(at)
            if self.rng.random() < 0.6:
                await self._rest(app)
        for _ in range(8):  # one morning after the other: everything put off until a window or a budget allows it
            last = datetime.combine(self.furthest.date() + timedelta(days=1), dtime(11), tzinfo=LONDON)
            self.furthest = last
            self.wall.set(last)
            await self._rest(app)

    async def _rest(self, app: App) -> None:
        """Until nothing that is due waits and two more looks were made; how long that took."""
        began, calm = time.monotonic(), 0
        while calm < 3:
            calm = calm + 1 if await self._ticked(app) and await asyncio.to_thread(self._calm, app) else 0
            if time.monotonic() - began > LONGEST:
                self.found.faults.append(f"not at rest after {LONGEST} s at {self.wall.now}")
                return
        took = time.monotonic() - began
        self.found.rests += 1
        self.found.late += took > ENOUGH
        self.found.slowest = max(self.found.slowest, took)

    async def _ticked(self, app: App) -> bool:
        """Wait for a tick that begins after now; whether all is well then."""
        assert app.teams.session is not None
        await asyncio.sleep(1.2)
        async with app.teams.session.get(f"{app.url}/readyz") as answer:
            return answer.status == 200

    def _calm(self, app: App) -> bool:
        path, now = sqlite_path(app.database), self.wall.now.isoformat(timespec="microseconds")
        due = "state IN ('claimed', 'sending') OR state='pending' AND not_before<=?"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
            return not connection.execute(f"SELECT count(*) FROM outbox WHERE {due}", (now,)).fetchone()[0]  # noqa: S608 - ours

    # ------------------------------------------------------------ what must hold

    def _look(self, app: App, teams: FakeTeams) -> None:
        judged = Judged()
        judge_store(app.database, [], teams, judged, last=True)
        self.found.faults += judged.faults
        self.found.sent += judged.sent
        with self._store(app) as store:
            log = store.run_sync(
                lambda s: [o for p in {a.owner for a in self.actions} for o in kept.of_person(s, p, limit=100_000)],
                group=self.group,
            )
            rows = store.run_sync(lambda s: outbox.listed(s, *outbox.State, limit=100_000), group=self.group)
        free = calendar_of(read_group(_config())[0]).holidays
        self.found.decided += len(log)
        faults = self.found.faults
        if len({o.key for o in log}) != len(log):
            faults.append("an occurrence was decided twice")
        if len({r.key for r in rows}) != len(rows):
            faults.append("a message was put out twice")
        keys, late = {r.key for r in rows}, self.furthest - timedelta(days=5)
        for o in log:
            if o.state is Verdict.SENT and o.message not in keys:
                faults.append(f"{o.key}: decided to send, no message")
            if o.state is Verdict.WAITS and o.until and o.until < late:
                faults.append(f"{o.key} waits until {o.until}")
        decided = {(o.subject, o.rung, o.meant_for, o.day) for o in log if o.reminder == "actions"}
        for action in self.actions:
            for rung, away in RUNGS.items():
                day = _working_day(action.due, away, free)
                moment = datetime.combine(day, MORNING, tzinfo=LONDON)
                there = (action.id, rung, action.owner, day) in decided
                if self.begin < moment <= self.furthest - timedelta(days=4) and not there:
                    faults.append(f"{action.id}: '{rung}' of {day} was never decided")


async def _heard(person: Person) -> None:
    """Until the bot has answered: on a busy machine it may not have its keys at the first word."""
    for _ in range(60):
        if (await person.say("help")).status == 200:
            return
        await asyncio.sleep(1)
    raise AssertionError("the bot does not answer")


def _config() -> dict[str, object]:
    return tomllib.loads(GROUP_FILE.read_text(encoding="utf-8"))


async def campaign(scripts: int, seed: int) -> Found:
    """So many scripts; stops at the first faults."""
    found = Found()
    for n in range(scripts):
        with tempfile.TemporaryDirectory(prefix="ovs-clock-") as folder:
            await Story(Path(folder), random.Random(f"{seed}/{n}"), found).run()
        if found.faults:
            sys.stdout.write(f"script {seed}/{n}\n")
            break
        if n % 20 == 19:
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
    return found


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not library():
        sys.stdout.write("libfaketime is not on this machine (Debian: apt install faketime)\n")
        return 2
    began = time.monotonic()
    found = asyncio.run(campaign(given.scripts, given.seed))
    sys.stdout.write(f"seed {given.seed}, {time.monotonic() - began:.0f} s: {found}\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
