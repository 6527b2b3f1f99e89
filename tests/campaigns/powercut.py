"""Power cuts: what was acknowledged is there, what was not is there wholly or not at all, and the file is sound.

    python -m tests.campaigns.powercut --cuts 100000 --seed 1

The real turn and store do their work on a disk that keeps account (`tests/campaigns/disk.py`). Then the power goes at
any moment, with any part of what was not synced lost, torn or out of order; the file is opened by the bot's own
settings. One cut in ten is followed by a second one while the file is being mended.

Each state the store acknowledged is known byte for byte. A file that is found is one of two: the last one acknowledged
or the one on its way. Equal bytes share one look (integrity, chain, every version and row); others are looked at and
compared row by row.
Source: reliability.md 5 (4): invariants I1 and I6.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage import batches, proof
from storage.engine import _sqlite_set_up, sqlite_engine
from tests.campaigns import disk, repeats

PRESSES = 30
"""Of one database; then a new one."""
CUTS = 2_000
"""Of what one database went through."""
Spoiled = Callable[[repeats.Story], None]
AGAIN = 0.1
"""How often the power goes again while the file is mended."""


@dataclass
class Found:
    """What a campaign saw."""

    cuts: int = 0
    again: int = 0
    acknowledged: int = 0
    hot: int = 0
    """Cuts after which SQLite had something to mend."""
    on_its_way: int = 0
    """Cuts after which what had not been acknowledged was there, wholly."""
    files: int = 0
    """Different files that were looked at in full."""
    syncs: int = 0
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts ({self.again} of them twice) among {self.acknowledged} acknowledged commits and "
            f"{self.syncs} syncs; {self.hot} files to mend, {self.on_its_way} with the commit that was on its way, "
            f"{self.files} different files looked at in full; {len(self.faults)} faults {self.faults[:5]}"
        )


def opened(path: Path) -> sqlite3.Connection:
    """As the bot opens it; SQLite mends what it finds."""
    connection = sqlite3.connect(path, timeout=1)
    try:
        _sqlite_set_up(query_only=False)(connection, None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Exception:
        connection.close()
        raise
    return connection


def rows(connection: sqlite3.Connection) -> str:
    """Everything in it, in one word."""
    found = hashlib.blake2b()
    for line in connection.iterdump():
        found.update(line.encode())
    return found.hexdigest()


@dataclass
class Judge:
    """Lays an image on a RAM disk, opens it and says which state it is."""

    folder: Path
    found: Found
    states: list[str] = field(default_factory=list[str])
    """The file after each commit, by its bytes."""
    seen: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """By bytes: the rows in one word, and what is wrong."""

    def lay(self, image: dict[str, bytes]) -> Path:
        """The files of an image; the database among them."""
        for old in self.folder.iterdir():
            old.unlink()
        for path, content in image.items():
            (self.folder / Path(path).name).write_bytes(content)
        return self.folder / next(Path(p).name for p in image if p.endswith(".db"))

    def state(self, image: dict[str, bytes]) -> str:
        """The bytes of the database after it was opened, in one word; looked at in full when they are new."""
        path = self.lay(image)
        opened(path).close()
        word = hashlib.blake2b(path.read_bytes()).hexdigest()
        if word not in self.seen:
            self.seen[word] = self._look(path)
            self.found.files += 1
        return word

    def _look(self, path: Path) -> tuple[str, str]:
        with contextlib.closing(opened(path)) as connection:
            word = rows(connection)
        engine = sqlite_engine(path)
        with engine.connect() as connection:
            wrong = [*proof.file_faults(connection), *proof.faults(connection)]
        engine.dispose()
        return word, "; ".join(map(str, wrong))

    def judge(self, image: dict[str, bytes], acknowledged: int, what: str) -> None:
        """The last state acknowledged, or the one after it."""
        try:
            word = self.state(image)
        except Exception as error:  # noqa: BLE001 - an image that does not open is what is looked for
            self.found.faults.append(f"{what}: does not open: {error!r}")
            return
        content, wrong = self.seen[word]
        allowed = [self.seen[s][0] for s in self.states[acknowledged : acknowledged + 2]]
        if wrong:
            self.found.faults.append(f"{what}: {wrong}")
        if content not in allowed:
            lost = next((n for n, s in enumerate(self.states) if self.seen[s][0] == content), None)
            self.found.faults.append(f"{what}: after {acknowledged} commits {'half of one' if lost is None else lost}")
        elif content != allowed[0]:
            self.found.on_its_way += 1


@contextlib.contextmanager
def acknowledging(recorder: disk.Recorder) -> Iterator[None]:
    """Note on the disk's account each time that the store tells those who wait."""
    tell = batches._acknowledge

    def told(done: list[batches.Job]) -> None:
        if any(job.error is None for job in done):
            recorder.note(("ack",))
        tell(done)

    batches._acknowledge = told  # the very moment between commit and answer
    try:
        yield
    finally:
        batches._acknowledge = tell


async def worked(story: repeats.Story, presses: int) -> None:
    """Presses of several people, some at the same moment."""
    for _ in range(presses):
        together = [story._press() for _ in range(story.rng.choice((1, 1, 2, 4)))]
        await asyncio.gather(*(story._deliver(press) for press in together))


def account(
    folder: Path, seed: str, presses: int, spoiled: Callable[[repeats.Story], None]
) -> tuple[disk.Disk, list[disk.Event]]:
    """What one database asked of its disk while people worked."""
    with disk.recorded(folder) as recorder:
        story = repeats.Story(folder, seed, repeats.Found())
        try:
            spoiled(story)
            before = recorder.start()
            with acknowledging(recorder):
                asyncio.run(worked(story, presses))
            recorder.on = False
        finally:
            story.scene.close()
        return before, list(recorder.events)


def cut(before: disk.Disk, events: list[disk.Event], judge: Judge, rng: random.Random, cuts: int) -> None:
    """So many cuts of what one database went through."""
    found = judge.found
    walk = disk.Disk(dict(before.safe))
    judge.states.append(judge.state(walk.whole()))
    for event in events:
        walk.take(event)
        if event[0] == "ack":
            judge.states.append(judge.state(walk.whole()))
    judge.states.append(judge.states[-1])
    found.acknowledged += len(judge.states) - 2
    found.syncs += sum(1 for e in events if e[0] == "sync")
    moments = sorted(rng.randrange(len(events) + 1) for _ in range(cuts))
    walk, done, acknowledged = disk.Disk(dict(before.safe)), 0, 0
    for moment in moments:
        for event in events[done:moment]:
            walk.take(event)
            acknowledged += event[0] == "ack"
        done = moment
        image = walk.image(rng)
        found.cuts += 1
        found.hot += any(content for path, content in image.items() if not path.endswith(".db"))
        if rng.random() < AGAIN:
            image = again(judge, image, rng)
            found.again += 1
        judge.judge(image, acknowledged, f"cut before event {moment} {events[moment - 1][:3] if moment else ''}")
        if len(found.faults) > 5:
            return


def again(judge: Judge, image: dict[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """The power goes once more, somewhere within the mending."""
    path = judge.lay(image)
    with disk.recorded(judge.folder) as recorder:
        before = recorder.start()
        with contextlib.suppress(sqlite3.DatabaseError):
            opened(path).close()
        recorder.on = False
        events = list(recorder.events)
    for event in events[: rng.randrange(len(events) + 1)]:
        before.take(event)
    return before.image(rng)


def untouched(_story: repeats.Story) -> None:
    """The store as the bot sets it up."""


def campaign(cuts: int, seed: int, *, each: int = CUTS, presses: int = PRESSES, spoiled: Spoiled = untouched) -> Found:
    """So many cuts; stops at the first faults. `spoiled` takes something away from each store first."""
    found = Found()
    while found.cuts < cuts and not found.faults:
        word = f"{seed}/{found.cuts}"
        with tempfile.TemporaryDirectory(prefix="ovs-cut-", dir=repeats._fast()) as place:
            (Path(place) / "work").mkdir()
            (Path(place) / "image").mkdir()
            before, events = account(Path(place) / "work", word, presses, spoiled)
            judge = Judge(Path(place) / "image", found)
            cut(before, events, judge, random.Random(word), min(each, cuts - found.cuts))
        if cuts > each:
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
    return found


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.monotonic()
    found = campaign(given.cuts, given.seed)
    took = time.monotonic() - began
    sys.stdout.write(f"SQLite {sqlite3.sqlite_version}, seed {given.seed}, {took:.0f} s: {found}\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
