"""Several bots on one PostgreSQL behind any balancer, each with its own clock's work: killed, stopped, started again.

    python -m tests.campaigns.replicas --faults 150 --replicas 3 --stop 70

Every press may reach any of them, and its repetition another. What holds of one bot holds of all together: what was
acknowledged is kept once, each post reached Teams at most once.
Source: reliability.md 5 (2, 3): invariants I1, I3 and I4.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.kill import Found, judge_store
from tests.campaigns.living import STARTS, App, Try, Worker, object_id
from tests.fake_teams import FakeTeams, Person, Response
from tests.stores import Server


class Balanced(Person):
    """Somebody whose messages reach any of the bots that run."""

    def __init__(self, teams: FakeTeams, who: str, running: list[App], rng: random.Random) -> None:
        super().__init__(teams, "", object_id(who))
        self.running = running
        self.rng = rng

    async def send(self, activity: object, **more: object) -> Response:
        """To one of them."""
        self.bot_url = f"{self.rng.choice(self.running).url}/api/messages"
        async with asyncio.timeout(6):
            return await super().send(activity, **more)  # pyright: ignore[reportArgumentType] passed on


@dataclass
class Story:
    """One database, some bots, and what befalls them."""

    database: str
    folder: Path
    rng: random.Random
    replicas: int = 2
    stop: float = 2.0
    """Seconds that a bot is stopped; a lease holds 60."""
    found: Found = field(default_factory=Found)
    ledger: list[Try] = field(default_factory=list[Try])
    stopped: int = 0

    async def run(self, faults: int) -> Found:
        """Work while bots are killed and stopped, one at a time; then calm, then look."""
        async with FakeTeams() as teams:
            apps = [App(self.folder, teams, self.database) for _ in range(self.replicas)]
            try:
                await self._live(apps, teams, faults)
            finally:
                for app in apps:
                    app.close()
        return self.found

    async def _live(self, apps: list[App], teams: FakeTeams, faults: int) -> None:
        for app in apps:  # at the same moment: one migrates and loads, the others wait
            app.spawn()
        for app in apps:
            await app.ready()
        running = list(apps)
        workers = [self._worker(name, teams, running) for name in STARTS]
        await workers[0].person.say("open round")
        busy = [asyncio.create_task(self._work(w)) for w in workers]
        for _ in range(faults):
            await asyncio.sleep(self.rng.uniform(0.3, 1.5))
            await self._fault(self.rng.choice(apps), running)
        await asyncio.sleep(1.5)
        for task in busy:
            task.cancel()
        await asyncio.wait(busy, timeout=20)
        for worker in workers:
            if worker.open is not None:
                async with asyncio.timeout(30):
                    await worker._again(worker.open)
        await asyncio.sleep(3.0)
        for app in apps:
            app.kill()
        await asyncio.to_thread(judge_store, self.database, self.ledger, teams, self.found, last=True)
        self.found.acknowledged = sum(t.fate == "acknowledged" and bool(t.mark) for t in self.ledger)
        self.found.refused = sum(t.fate == "refused" for t in self.ledger)

    def _worker(self, name: str, teams: FakeTeams, running: list[App]) -> Worker:
        rng = random.Random(self.rng.random())
        return Worker(name, teams, Balanced(teams, name, running, rng), rng, self.ledger)

    async def _work(self, worker: Worker) -> None:
        while True:
            await worker.work()
            self.found.unanswered += worker.open is not None
            await asyncio.sleep(0.05)

    async def _fault(self, app: App, running: list[App]) -> None:
        if self.rng.random() < 0.5:
            self.found.kills += 1
            await asyncio.to_thread(app.kill)
            running.remove(app)
            app.spawn()
            await app.ready()
        else:
            self.stopped += 1
            app.signal(signal.SIGSTOP)
            if self.rng.random() < 0.5:
                running.remove(app)  # the balancer noticed
            await asyncio.sleep(self.stop)
            app.signal(signal.SIGCONT)
        if app not in running:
            running.append(app)


async def campaign(server: Server, faults: int, seed: int, *, replicas: int = 2, stop: float = 2.0) -> Story:
    """So many faults on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="ovs-replicas-") as folder:
        database = server.url(server.fresh("template0")).replace("postgresql://", "postgresql+psycopg://")
        story = Story(database, Path(folder), random.Random(seed), replicas, stop)
        await story.run(faults)
    return story


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--stop", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="ovs-pg-"))
    server = Server(place / "data")
    began = time.monotonic()
    try:
        story = asyncio.run(campaign(server, given.faults, given.seed, replicas=given.replicas, stop=given.stop))
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
    took = time.monotonic() - began
    sys.stdout.write(f"seed {given.seed}, {took:.0f} s, {story.stopped} stopped {given.stop} s: {story.found}\n")
    return 1 if story.found.faults or not story.found.acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
