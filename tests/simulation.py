"""Sixty days of a group in which everything goes wrong by the seed: the same seed is the same sixty days.

python -m tests.simulation 500        a campaign, with the seeds that broke a promise
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.delivery import Gone, RetryAfter, Uncertain
from bot.flows.calendars import calendar_of
from bot.tick import Tick, slots
from domain.actions import Status
from domain.reminders import Absence, Snooze, Verdict
from domain.returns import Return
from storage import absences, outbox, returns
from storage import actions as kept_actions
from storage import reminders as kept
from storage.outbox import State
from storage.session import Session
from tests.days import Days
from tests.scene import LONDON

OWNERS = ("jpuh-lead", "nnuh-lead", "qehkl-lead", "member", "coordinator", "chair")
STARTS = (date(2026, 10, 12), date(2026, 11, 23), date(2027, 3, 8), date(2026, 12, 7))
"""Over both change nights, over a return's month, and over Christmas."""


NOT_REMINDERS = ("Risk summary", "A post may not have arrived", "Reminders are not going out")
"""Notices and the alarm, which go at once."""
LIVE = ("returns are open", "the round is closed")
"""The live card: an edit, posted anew where the message to edit was lost."""


@dataclass
class Story:
    """One seed's sixty days."""

    seed: int
    folder: Path
    length: int = 60
    broken: list[str] = field(default_factory=list[str])
    """Promises that were not kept, in words."""

    def run(self) -> Story:
        """Live through it and look what became of every occurrence."""
        self.rng = random.Random(self.seed)
        self.start = self.rng.choice(STARTS)
        self.days = Days(self.folder, self.start)
        self.days.wire.meanwhile = self._fault
        self.others = [self.days.tick, self.days.replica()]
        self.down_until: date | None = None
        for n in range(self.length):
            self._day(self.start + timedelta(days=n))
        self._calm()
        self._look()
        self.days.scene.close()
        return self

    def _day(self, day: date) -> None:
        if self.down_until is None and self.rng.random() < 0.04:
            self.down_until = day + timedelta(days=self.rng.randint(1, 7))
        for _ in range(self.rng.randint(0, 3)):
            self._event(day)
        if self.down_until is not None:
            if day < self.down_until:
                return
            self.down_until = None
        for slot in slots(self.days.group):
            self.days.scene.now = datetime.combine(day, slot, tzinfo=LONDON) + timedelta(
                seconds=self.rng.choice((0, 0, 0, 20, 45))
            )
            self._tick()
            if self.rng.random() < 0.1:
                self.days.scene.later(minutes=self.rng.choice((6, 11, 30, -20)))
                self._tick()

    def _tick(self) -> None:
        tick = self.rng.choice(self.others)
        sender = tick.sender
        if self.rng.random() < 0.08:
            tick.sender = None  # killed between plan and send
        if self.rng.random() < 0.03:
            self.others = [self.days.replica(), self.days.replica()]  # restarted
        self.days.once(tick)
        tick.sender = sender

    def _fault(self) -> None:
        wire = self.days.wire
        roll = self.rng.random()
        if not wire.answers and roll < 0.08:
            answer: Any = (Uncertain("no answer"), RetryAfter(30.0, "busy"), RetryAfter(0.0, "reset"), Gone("left"))
            wire.answers.append(answer[int(roll * 50) % 3 if roll > 0.002 else 3])

    # ------------------------------------------------------------ what people do

    def _event(self, day: date) -> None:
        self.days.scene.now = datetime.combine(day, time(8, self.rng.randint(0, 50)), tzinfo=LONDON)
        steps = (self._new, self._done, self._moved, self._handed, self._away, self._put_off, self._sent)
        self.rng.choice((self._new, self._new, *steps))(day)

    def _new(self, day: date) -> None:
        number = self.days.scene.run(lambda s: len(kept_actions.outstanding(s, date(2099, 1, 1)))) + 1
        record = f"ACT-26-{number:03}{self.rng.randint(0, 9)}{self.rng.randint(0, 999):03}"
        self.days.action(record, self.rng.choice(OWNERS), day + timedelta(days=self.rng.randint(-3, 30)))

    def _any(self) -> str:
        found = self.days.scene.run(lambda s: [a.id for a in kept_actions.outstanding(s, date(2099, 1, 1))])
        return self.rng.choice(found) if found else ""

    def _done(self, _day: date) -> None:
        record = self._any()
        if record:
            self.days.change(record, status=Status.DELIVERED)

    def _moved(self, day: date) -> None:
        record = self._any()
        if record:
            self.days.change(record, due=day + timedelta(days=self.rng.randint(0, 30)), slips=1)

    def _handed(self, _day: date) -> None:
        record, to = self._any(), self.days.scene.member(self.rng.choice(OWNERS))
        if record:
            self.days.change(record, owner=to.object_id, owner_name=to.name)

    def _away(self, day: date) -> None:
        person, cover = self.rng.sample(OWNERS, 2)
        object_id = self.days.scene.member(person).object_id
        covers = self.days.scene.member(cover).object_id if self.rng.random() < 0.5 else ""

        def work(session: Session) -> None:
            before = absences.absence_of(session, object_id)
            until = day + timedelta(days=self.rng.randint(0, 12))
            fresh = Absence(object_id, until, day, covers, ended=self.rng.random() < 0.2)
            absences.keep_absence(session, replace(fresh, version=before.version if before else 0), "away")

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

    # ------------------------------------------------------------ what must hold

    def _calm(self) -> None:
        """Two quiet working days: nothing fails, so that everything under way comes to its end."""
        self.days.wire.meanwhile = int
        self.days.wire.answers.clear()
        day = self.start + timedelta(days=self.length)
        for n in range(4):
            for slot in slots(self.days.group):
                self.days.scene.now = datetime.combine(day + timedelta(days=n), slot, tzinfo=LONDON)
                self.days.once(self.others[0])

    def _look(self) -> None:
        rows = self.days.scene.run(lambda s: outbox.listed(s, *State, limit=100_000))
        ended = {State.SENT, State.UNCERTAIN, State.CANCELLED, State.DEAD}
        self._hold(all(r.state in ended for r in rows), "a message is still under way")
        self._hold(all(r.last_error for r in rows if r.state is State.DEAD), "a dead message has no reason")
        by_key = {r.key: r for r in rows}
        log = self.days.scene.run(lambda s: [o for p in self._people() for o in kept.of_person(s, p, limit=100_000)])
        self._hold(all(o.message in by_key for o in log if o.state is Verdict.SENT), "a decision has no message")
        self._hold(all(o.reason for o in log), "a decision has no reason")
        self._hold(len({o.key for o in log}) == len(log), "an occurrence was decided twice")
        self._arrivals()
        for who, days in self._counted().items():
            self._hold(all(n == 1 for n in Counter(days).values()), f"{who} got two messages on one day")
            most = max((sum(d - timedelta(days=7) < x <= d for x in days) for d in days), default=0)
            self._hold(most <= 3, f"{who} got {most} messages within seven days")

    def _arrivals(self) -> None:
        working = calendar_of(self.days.group)
        ids = Counter((a.to, a.id) for a in self.days.arrived if not a.edits)
        self._hold(all(n == 1 for n in ids.values()), "a message arrived twice")
        for a in self.days.arrived:
            if a.edits or a.title.startswith(NOT_REMINDERS) or a.title.endswith(LIVE):
                continue
            inside = working.is_working(a.at.date()) and time(9) <= a.at.time() < time(16, 31)
            self._hold(inside, f"{a.title} arrived at {a.at}")

    def _counted(self) -> dict[str, list[date]]:
        """Days on which each person got, or may have got, a message that counts."""
        rows = self.days.scene.run(lambda s: outbox.listed(s, State.SENT, State.UNCERTAIN, limit=100_000))
        found: dict[str, list[date]] = {}
        for row in rows:
            if row.kind in kept.COUNTED:
                at = (row.sent_at or row.created_at).astimezone(LONDON).date()
                found.setdefault(row.to_person or "", []).append(at)
        return found

    def _people(self) -> list[str]:
        return [m.object_id for m in {m.object_id: m for m in self.days.scene.cast.values()}.values()]

    def _hold(self, holds: bool, words: str) -> None:
        if not holds and words not in self.broken:
            self.broken.append(words)


def campaign(seeds: range) -> dict[int, list[str]]:
    """The seeds that broke a promise, and which."""
    found: dict[int, list[str]] = {}
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            broken = Story(seed, Path(folder)).run().broken
        if broken:
            found[seed] = broken
    return found


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    faults = campaign(range(first, first + int(sys.argv[1])))
    sys.stdout.write(f"{sys.argv[1]} seeds from {first}, {len(faults)} with a fault: {faults}\n")
    sys.exit(1 if faults else 0)

__all__ = ["Story", "Tick", "campaign"]
