"""Sixty days of a group in which everything goes wrong by the seed: the same seed is the same sixty days.

python -m tests.simulation 500              a campaign on SQLite, with the seeds that broke a promise
python -m tests.simulation 100 --postgres   the same with two bots at a time on one PostgreSQL (these race: not the
                                            same twice)
Crashes at any step, answers lost, clock jumps, pauses beyond a lease, the nights of the change, a week of downtime.
What must hold is in `tests/promises_kept.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import logging
import random
import sys
import tempfile
import time as machine
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.delivery import Gone, RetryAfter, Uncertain
from bot.flows.calendars import calendar_of
from bot.tick import Tick, slots
from domain.actions import Status
from domain.reminders import Absence, Snooze
from domain.returns import Return
from storage import absences, returns
from storage import actions as kept_actions
from storage import reminders as kept
from storage.session import Session
from storage.store import Store
from tests import promises_kept
from tests.days import LOST, Days, working
from tests.mortal import Life
from tests.scene import LONDON
from tests.virtual_postgres import Cluster, Database

OWNERS = ("jpuh-lead", "nnuh-lead", "qehkl-lead", "member", "coordinator", "chair")
STARTS = (date(2026, 10, 12), date(2026, 11, 23), date(2027, 3, 8), date(2026, 12, 7))
"""Over both change nights, over a return's month, and over Christmas."""
CHANGES = (date(2026, 10, 25), date(2027, 3, 28))
IN_THE_NIGHT = ((time(0, 45), 0), (time(1, 15), 0), (time(1, 15), 1), (time(1, 45), 1), (time(2, 15), 0))
"""Local times at which a bot wakes when the clocks change, each with which of the two it is."""
KILLED, RESTARTED, JUMPS, FAULTY = 0.15, 0.03, 0.1, 0.1
STEPS = 14
"""A tick that sends two messages has about so many steps at which it can die."""


@dataclass
class Bot:
    """One replica: its tick, how long it has, and its own connections where it has any."""

    tick: Tick
    life: Life
    store: Store | None = None


@dataclass
class Story:
    """One seed's sixty days, on SQLite or, with a `database`, on PostgreSQL."""

    seed: int
    folder: Path
    length: int = 60
    database: Database | None = None
    broken: list[str] = field(default_factory=list[str])
    """Promises that were not kept, in words."""
    states: promises_kept.States = field(default_factory=dict[str, list[promises_kept.State]])
    """Of every action what it was from when on."""
    looks: list[tuple[int, datetime]] = field(default_factory=list[tuple[int, datetime]])
    """When a planner looked, by its own clock, and where in the order of what happened: a clock may be set back."""
    kills: int = 0

    def run(self) -> Story:
        """Live through it and look what became of every occurrence."""
        self.rng = random.Random(self.seed)
        self.order = itertools.count()
        self.start = self.rng.choice(STARTS)
        self.days = Days(self.folder, self.start, url=self.database.url if self.database else "")
        try:
            self._run()
        finally:
            for bot in self.bots:
                if bot.store is not None:
                    bot.store.close()
            self.days.scene.close()
        return self

    def _run(self) -> None:
        self.days.wire.meanwhile = self._fault
        self.bots = [self._born(Bot(self.days.tick, Life(), self._own_store(skew))) for skew in (-7, 11)]
        self.down_until: date | None = None
        self.long_down = self.start + timedelta(days=self.rng.randint(4, max(5, self.length - 12)))
        for n in range(self.length):
            self._day(self.start + timedelta(days=n))
        self._calm()
        promises_kept.look(self)

    def _own_store(self, skew: int) -> Store | None:
        """A process of its own has connections and a clock of its own, which is not quite right."""
        if self.database is None:
            return None
        clock = lambda: (self.days.scene.now + timedelta(seconds=skew)).astimezone(UTC)  # noqa: E731 a clock
        return Store.open(self.database.url, clock=clock)

    def _born(self, bot: Bot) -> Bot:
        life = Life()
        return Bot(self.days.replica(bot.store, life), life, bot.store)

    def _day(self, day: date) -> None:
        if self.down_until is None and (day == self.long_down or self.rng.random() < 0.03):
            self.down_until = day + timedelta(days=7 if day == self.long_down else self.rng.randint(1, 4))
        up = self.down_until is None or day >= self.down_until
        if up:
            self.down_until = None
        for at, fold in IN_THE_NIGHT if up and day in CHANGES else ():
            self.days.scene.now = datetime.combine(day, at, tzinfo=LONDON).replace(fold=fold)
            self._tick()
        for _ in range(self.rng.randint(0, 3)):
            self._event(day)
        for moment in self._moments(day) if up else ():
            self.days.scene.now = moment
            self._tick()
            if self.rng.random() < JUMPS:
                self.days.scene.later(minutes=self.rng.choice((6, 11, 30, -20)))
                self._tick()

    def _moments(self, day: date) -> Iterator[datetime]:
        """When somebody wakes: at each slot, once where nobody works."""
        times = list(slots(self.days.group))
        for slot in times if working(self.days.group, day) else [self.rng.choice(times)]:
            yield datetime.combine(day, slot, tzinfo=LONDON) + timedelta(seconds=self.rng.choice((0, 0, 0, 20, 45)))

    def _tick(self) -> None:
        """One bot wakes, on PostgreSQL both at the same moment; some die of it."""
        bots = self.bots if self.database is not None else [self.rng.choice(self.bots)]
        senders = [bot.tick.sender for bot in bots]
        for bot in bots:
            roll = self.rng.random()
            if roll < KILLED:
                bot.life.left = self.rng.randint(0, STEPS)
            elif roll < KILLED + 0.05:
                bot.tick.sender = None  # died between plan and send
        self._show()
        self.days.once(*(bot.tick for bot in bots))
        for bot, sender in zip(bots, senders, strict=True):
            bot.tick.sender, bot.life.left = sender, -1
            self.kills += bot.life.dead
        again = self.rng.random() < RESTARTED
        self.bots = [self._born(bot) if again or bot.life.dead else bot for bot in self.bots]
        self._looked()

    def _show(self) -> None:
        if self.database is not None:
            self.database.shows(self.days.scene.now)

    def _looked(self) -> None:
        last = self.days.scene.run(kept.last_look)
        if last is not None and abs(last - self.days.scene.now) < timedelta(minutes=3):
            self.looks.append((next(self.order), last))

    def _fault(self) -> None:
        wire = self.days.wire
        roll = self.rng.random()
        if wire.answers or roll >= FAULTY:
            return
        if roll < 0.005:  # held up on the wire for longer than a lease lasts
            self.days.scene.later(seconds=70)
            self._show()
            return
        answers: tuple[Any, ...] = (
            Uncertain("no answer"), LOST, RetryAfter(30.0, "busy"), RetryAfter(0.0, "reset"), LOST, Gone("left")
        )  # fmt: skip
        wire.answers.append(answers[5 if roll > FAULTY - 0.001 else int(roll * 1000) % 5])

    # ------------------------------------------------------------ what people do

    def _event(self, day: date) -> None:
        self.days.scene.now = datetime.combine(day, time(8, self.rng.randint(0, 50)), tzinfo=LONDON)
        steps = (self._new, self._done, self._moved, self._handed, self._away, self._put_off, self._sent)
        self.rng.choice((self._new, self._new, *steps))(day)

    def _note(self, record: str) -> None:
        """What an action is from now on, for whoever looks at the end."""
        action = self.days.scene.run(lambda s: kept_actions.get(s, record))
        state = promises_kept.State(
            next(self.order), self.days.scene.now, action.owner, action.due, action.status == Status.OPEN
        )
        self.states.setdefault(record, []).append(state)

    def _new(self, day: date) -> None:
        record = f"ACT-26-{next(self.order):05}"
        self.days.action(record, self.rng.choice(OWNERS), day + timedelta(days=self.rng.randint(-3, 30)))
        self._note(record)

    def _any(self) -> str:
        found = self.days.scene.run(lambda s: [a.id for a in kept_actions.outstanding(s, date(2099, 1, 1))])
        return self.rng.choice(found) if found else ""

    def _done(self, _day: date) -> None:
        record = self._any()
        if record:
            self.days.change(record, status=Status.DELIVERED)
            self._note(record)

    def _moved(self, day: date) -> None:
        record = self._any()
        if record:
            self.days.change(record, due=day + timedelta(days=self.rng.randint(0, 30)), slips=1)
            self._note(record)

    def _handed(self, _day: date) -> None:
        record, to = self._any(), self.days.scene.member(self.rng.choice(OWNERS))
        if record:
            self.days.change(record, owner=to.object_id, owner_name=to.name)
            self._note(record)

    def _away(self, day: date) -> None:
        person, cover = self.rng.sample(OWNERS, 2)
        object_id = self.days.scene.member(person).object_id
        covers = self.days.scene.member(cover).object_id if self.rng.random() < 0.5 else ""

        def work(session: Session) -> None:
            before = next(iter(absences.of_person(session, object_id, day)), None)
            until = day + timedelta(days=self.rng.randint(0, 12))
            fresh = Absence(object_id, until, day, covers, ended=self.rng.random() < 0.2)
            fresh = replace(fresh, id=before.id, version=before.version) if before else fresh
            absences.keep_absence(session, fresh, "away")

        self.days.scene.run(work)

    def _put_off(self, day: date) -> None:
        record = self._any()

        def work(session: Session) -> None:
            action = kept_actions.get(session, record)
            if action is None or absences.snooze_of(session, record, action.owner) is not None:
                return
            until = calendar_of(self.days.group).add_working_days(day, self.rng.randint(1, 5))
            absences.keep_snooze(session, Snooze(f"{record}/{action.owner}", record, action.owner, until, 1))

        self.days.scene.run(work)

    def _sent(self, _day: date) -> None:
        def work(session: Session) -> None:
            rnd = returns.open_round(session)
            trust = self.rng.choice(("JPUH", "NNUH", "QEHKL"))
            if rnd is None or returns.of_trust(session, rnd.period, trust) is not None:
                return
            ret = Return(f"RET-{rnd.period}-{trust}", rnd.period, trust, submission=1, submitted_at=session.now)
            returns.keep(session, replace(ret, sent=ret.draft), "submit")

        self.days.scene.run(work)

    # ------------------------------------------------------------ the end

    def _calm(self) -> None:
        """Four quiet days: nothing fails, so that everything under way comes to its end."""
        self.days.wire.meanwhile = int
        self.days.wire.answers.clear()
        day = self.start + timedelta(days=self.length)
        for n in range(4):
            for slot in slots(self.days.group):
                self._quiet(datetime.combine(day + timedelta(days=n), slot, tzinfo=LONDON))
        self._quiet(self.days.scene.now + timedelta(minutes=1))  # what a fast clock put off by some seconds

    def _quiet(self, moment: datetime) -> None:
        self.days.scene.now = moment
        self._show()
        self.days.once(*(bot.tick for bot in self.bots))
        self._looked()


def campaign(seeds: range, *, postgres: bool = False) -> dict[int, list[str]]:
    """The seeds that broke a promise, and which."""
    found: dict[int, list[str]] = {}
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster()) if postgres else None
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                database = cluster.database() if cluster else None
                try:
                    broken = Story(seed, Path(folder), database=database).run().broken
                except Exception as fault:  # noqa: BLE001 a seed that cannot be played is a finding, and the rest is played
                    broken = [f"it ended by {fault!r}"]
                finally:
                    if database is not None:
                        database.close()
            if broken:
                found[seed] = broken
                sys.stdout.write(f"seed {seed}: {broken}\n")
                sys.stdout.flush()
    return found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int)
    parser.add_argument("first", type=int, nargs="?", default=0)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    began, spent = machine.perf_counter(), machine.process_time()
    faults = campaign(range(given.first, given.first + given.seeds), postgres=given.postgres)
    took, cpu = machine.perf_counter() - began, machine.process_time() - spent
    sys.stdout.write(
        f"{given.seeds} seeds from {given.first} in {took:.0f} s ({cpu / given.seeds:.2f} s of CPU each), "
        f"{len(faults)} with a fault: {faults}\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

__all__ = ["Story", "campaign"]
