"""SIGKILL at random moments: what was acknowledged is there, what was not is absent or there once, nothing goes twice.

    python -m tests.campaigns.kill --kills 5000 --seed 1        SQLite, the real app.py, signed activities
    python -m tests.campaigns.kill --kills 20 --fresh           each life a new Python, imports and all

Source: reliability.md 5 (1): invariants I1, I3 and I6.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from storage import proof
from storage.engine import parse, postgres_engine, sqlite_engine, sqlite_path
from tests.campaigns.living import MARK, STARTS, App, Try, Worker, object_id
from tests.fake_teams import FakeTeams, Person

LIVES = 200
"""Kills of one database; then a new one, so that looking at all of it stays quick."""
SLOW_START = 3.0
"""Source: reliability.md 5 (1)."""


@dataclass
class Found:
    """What a campaign saw."""

    kills: int = 0
    acknowledged: int = 0
    refused: int = 0
    unanswered: int = 0
    kept_without_answer: int = 0
    delivered_again: int = 0
    sent: int = 0
    doubtful: int = 0
    slowest_start: float = 0.0
    verbs: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} acknowledged writes, {self.unanswered} without an answer "
            f"({self.kept_without_answer} of them kept), {self.delivered_again} delivered again, "
            f"{self.refused} refused, {self.sent} posts, {self.doubtful} in doubt, "
            f"slowest start {self.slowest_start:.2f} s; {len(self.faults)} faults {self.faults[:5]}"
        )


def introduced(connection: Connection) -> dict[str, set[str]]:
    """By mark: the versions of records in which it stands and in whose version before it does not."""
    rows = connection.execute(text("SELECT subject, version, body FROM versions ORDER BY subject, version"))
    found: dict[str, set[str]] = defaultdict(set)
    subject, before = "", set[str]()
    for row in rows:
        marks = set(MARK.findall(row.body))
        for mark in marks - (before if row.subject == subject else set()):
            found[mark].add(f"{row.subject} v{row.version}")
        subject, before = row.subject, marks
    return found


def judge_ledger(ledger: Iterable[Try], kept: dict[str, set[str]], found: Found) -> None:
    """I1: acknowledged is present once, refused is absent, without an answer is absent or present once."""
    acknowledged = {t.mark for t in ledger if t.fate == "acknowledged" and t.mark}
    for tried in ledger:
        if not tried.mark:
            continue
        times = len(kept.get(tried.mark, ()))
        if tried.fate == "sent" and times and not tried.noted:
            tried.noted = True
            found.kept_without_answer += 1
        if tried.fate == "acknowledged" and times != 1 and tried.verb not in LATER:
            found.faults.append(f"{tried.verb} was acknowledged and is kept {times} times: {tried.answers[-1][:300]!r}")
        if times > 1:
            found.faults.append(f"{tried.verb} is kept {times} times: {sorted(kept[tried.mark])}")
        if tried.fate == "refused" and times and tried.mark not in acknowledged:
            found.faults.append(f"{tried.verb} was refused and is kept")


LATER = frozenset({"action.draft", "action.update_open", "return.step", "risk.review", "action.new", "return.open"})
"""Presses that only show the next card: what was typed is kept by the one after, or not at all."""


def judge_posts(connection: Connection, teams: FakeTeams, found: Found) -> None:
    """I3: a row of the outbox reached Teams at most once, and as often as its state says."""
    posts = Counter(_canonical(s.card) for s in teams.posts() if s.body.get("attachments"))
    edits = Counter(_canonical(s.card) for s in teams.sent if s.method == "PUT")
    rows = connection.execute(text("SELECT id, kind, state, payload, edits, dedupe_key FROM outbox")).all()
    for row in rows:
        payload = json.loads(row.payload) if isinstance(row.payload, str) else row.payload
        card = _canonical(payload["content"])
        times, edited = posts[card], edits[card]
        if times > 1:
            found.faults.append(f"{row.dedupe_key} ({row.kind}) was posted {times} times")
        if row.state == "sent" and not times and not edited:
            found.faults.append(f"{row.dedupe_key} ({row.kind}) is marked sent and never came")
        if row.state in {"pending", "claimed", "cancelled"} and times and not row.edits:
            found.faults.append(f"{row.dedupe_key} ({row.kind}) is {row.state} and was posted")
    found.sent += sum(1 for row in rows if row.state == "sent")
    found.doubtful += sum(1 for row in rows if row.state in {"uncertain", "sending"})


def judge_store(database: str, ledger: list[Try], teams: FakeTeams, found: Found, *, last: bool) -> None:
    """Everything that must hold of a database whose bot is dead."""
    path = sqlite_path(database)
    engine = postgres_engine(parse(database)) if path is None else sqlite_engine(path)
    try:
        with engine.begin() as connection:
            found.faults += [f"file: {f}" for f in proof.file_faults(connection)]
            found.faults += [f"proof: {f}" for f in proof.faults(connection)]
            judge_ledger(ledger, introduced(connection), found)
            counted = Found()
            judge_posts(connection, teams, counted)
            found.faults += counted.faults
            if last:
                found.sent += counted.sent
                found.doubtful += counted.doubtful
    finally:
        engine.dispose()


def _canonical(content: Any) -> str:
    return json.dumps(content, sort_keys=True)


@dataclass
class Story:
    """One database and the lives that a bot lives on it."""

    folder: Path
    rng: random.Random
    found: Found
    lives: int
    fresh: bool = False
    database: str = ""
    ledger: list[Try] = field(default_factory=list[Try])

    async def run(self) -> None:
        """Open a round, then live and be killed."""
        async with FakeTeams() as teams:
            app = App(self.folder, teams, database=self.database, fresh=self.fresh)
            try:
                await self._prepare(app, teams)
                await self._live(app, teams)
            finally:
                app.close()

    async def _prepare(self, app: App, teams: FakeTeams) -> None:
        await app.start()
        office = Person(teams, f"{app.url}/api/messages", object_id("coordinator"))
        await office.say("open round")
        for name in STARTS:
            await Person(teams, f"{app.url}/api/messages", object_id(name)).say("help")
        app.kill()

    async def _live(self, app: App, teams: FakeTeams) -> None:
        workers = [
            Worker(name, teams, Person(teams, f"{app.url}/api/messages", object_id(name)),
                   random.Random(self.rng.random()), self.ledger)
            for name in STARTS
        ]  # fmt: skip
        for n in range(self.lives):
            await self._life(app, workers)
            self.found.kills += 1
            done = [t for t in self.ledger if t.fate != "sent"]
            await asyncio.to_thread(judge_store, app.database, self.ledger, teams, self.found, last=n == self.lives - 1)
            if self.found.faults:
                return
            self._count(done)

    async def _life(self, app: App, workers: list[Worker]) -> None:
        before = time.monotonic()
        app.spawn()
        if self.rng.random() < 0.1:  # while it starts
            await asyncio.sleep(self.rng.uniform(0, 0.5))
            app.kill()
            return
        await app.ready()
        self.found.slowest_start = max(self.found.slowest_start, time.monotonic() - before)
        self.found.delivered_again += sum(1 for w in workers if w.open is not None)
        for worker in workers:
            worker.card = worker.card if self.rng.random() < 0.7 else None
        work = [asyncio.create_task(w.work()) for w in workers]
        await self._moment(workers)
        await asyncio.to_thread(app.kill)
        await asyncio.gather(*work)
        self.found.unanswered += sum(1 for w in workers if w.open is not None)

    async def _moment(self, workers: list[Worker]) -> None:
        """Any moment, or one soon after somebody got an answer: then the others are in the middle of theirs."""
        if self.rng.random() < 0.4:
            await asyncio.sleep(self.rng.choice((0.02, 0.1, 0.3, 0.8)) * self.rng.random())
            return
        before = sum(w.answered for w in workers)
        until = time.monotonic() + 5.0
        while sum(w.answered for w in workers) == before and time.monotonic() < until:  # noqa: ASYNC110 - any of five
            await asyncio.sleep(0.002)
        await asyncio.sleep(self.rng.choice((0.003, 0.03, 0.3)) * self.rng.random())

    def _count(self, done: list[Try]) -> None:
        """Only what has no answer yet is looked at again; old marks stay, for they must stay."""
        self.found.acknowledged = self._earlier[0] + sum(t.fate == "acknowledged" and bool(t.mark) for t in done)
        self.found.refused = self._earlier[1] + sum(t.fate == "refused" for t in done)

    def __post_init__(self) -> None:
        self._earlier = (self.found.acknowledged, self.found.refused)


async def campaign(kills: int, seed: int, *, fresh: bool = False, lives: int = LIVES) -> Found:
    """So many kills; stops at the first fault."""
    found = Found()
    for start in range(0, kills, lives):
        with tempfile.TemporaryDirectory(prefix="ovs-kill-") as folder:
            story = Story(Path(folder), random.Random(f"{seed}/{start}"), found, min(lives, kills - start), fresh)
            await story.run()
        if found.faults:
            break
        if kills > lives:
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
    return found


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    began = time.monotonic()
    found = asyncio.run(campaign(given.kills, given.seed, fresh=given.fresh))
    sys.stdout.write(f"seed {given.seed}, {time.monotonic() - began:.0f} s: {found}\n")
    return 1 if found.faults or not found.acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
