"""Whole years of many made-up groups, rehearsed: nobody gets more than the budget, nothing leaves outside the window.

python -m tests.years 100        a campaign, with the groups whose year broke a promise, and how much was sent
python -m tests.years --large    a year of forty trusts, four hundred people and four thousand open actions, timed
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
import time as machine
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import rehearsal
from bot.flows.calendars import calendar_of
from domain import concerns as concern_rules
from domain.actions import Action
from domain.concerns import Concern
from domain.ladders import Ladders, read
from domain.people import ObjectId
from domain.reminders import Absence, Snooze
from domain.signals import Signal
from storage import absences, actions, concerns, policies, risks, signals
from storage.session import Session
from storage.store import Store
from tests.bench import records
from tests.days import Days
from tests.policies_made import a_policy
from tests.sample_risks import a_risk

OWNERS = ("jpuh-lead", "nnuh-lead", "qehkl-lead", "member", "coordinator", "chair", "deputy")
TRUSTS = ("JPUH", "NNUH", "QEHKL")
WEEK = timedelta(days=7)


@dataclass
class Year:
    """One group and its year."""

    seed: int
    folder: Path
    broken: list[str] = field(default_factory=list[str])
    counted: int = 0
    urgent: int = 0
    in_channel: int = 0

    def run(self) -> Year:
        """Make the group, rehearse its year, look at every line."""
        self.rng = random.Random(self.seed)
        self.start = date(2026, 1, 5) + timedelta(days=self.rng.randint(0, 700))
        days = Days(self.folder, self.start)
        try:
            self._rules(days)
            days.scene.run(lambda s: self._records(days, s))
            self._look(days, rehearsal.rehearsed(days.scene.store, days.group, self.start, self._day(364, 364)))
        finally:
            days.scene.close()
        return self

    def _day(self, first: int, last: int) -> date:
        return self.start + timedelta(days=self.rng.randint(first, last))

    def _rules(self, days: Days) -> None:
        """Half of the groups keep the budget as it comes; the others have rules of their own."""
        if self.rng.random() < 0.5:
            return
        weekday = self.rng.choice(("monday", "tuesday", "wednesday", "thursday", "friday"))
        own: dict[str, Any] = {
            "per_day": 1,
            "per_week": self.rng.randint(1, 3),
            "digest_weekday": weekday,
            "window_from": self.rng.choice(("08:00", "09:00", "09:30")),
            "window_to": self.rng.choice(("12:00", "16:30", "17:30")),
            "digest_working_days": self.rng.randint(3, 20),
        }
        days.set_group(replace(days.group, reminders=own))

    def _records(self, days: Days, session: Session) -> None:
        people = {name: days.scene.member(name) for name in OWNERS}
        for n in range(self.rng.randint(0, 120)):
            # Most of a few owners, so that budgets are spent.
            owner = self.rng.choice(OWNERS[: self.rng.randint(1, len(OWNERS))])
            days.put_action(session, f"ACT-26-{n:03}", owner, self._day(-60, 380), trust=self.rng.choice(TRUSTS))
        for n in range(self.rng.randint(0, 40)):
            owner = people[self.rng.choice(OWNERS)]
            made = a_risk(f"RSK-26-{n:03}", trust=self.rng.choice(TRUSTS), owner=owner.object_id)
            risks.add(session, replace(made, owner_name=owner.name, next_review=self._day(-30, 380)))
        for n in range(self.rng.randint(0, 6)):
            policies.add(session, a_policy(f"POL-26-{n:03}", answer_by=self._day(0, 360)))
        lead = people["jpuh-lead"]
        working = calendar_of(days.group)
        for n in range(self.rng.randint(0, 4)):
            day = working.add_working_days(self._day(0, 340), 0)
            due = working.add_working_days(day, 8)
            what = ("Gorleston", "amber", "Amber for term stillbirth", day, due, day, lead.object_id, lead.name)
            signals.add(session, Signal(f"SIG-26-{n:03}", "moss", "JPUH", *what))
            said = Concern(f"CON-26-{n:03}", "Nights feel unsafe", "JPUH", "", self.rng.random() < 0.5, day, day)
            concerns.add(session, concern_rules.raised(said, working))
        self._away(session, {name: m.object_id for name, m in people.items()})

    def _away(self, session: Session, people: dict[str, ObjectId]) -> None:
        for name in self.rng.sample(OWNERS, self.rng.randint(0, 4)):
            first = self._day(0, 300)
            cover = people[self.rng.choice([o for o in OWNERS if o != name])] if self.rng.random() < 0.6 else ""
            until = first + timedelta(days=self.rng.randint(1, 40))
            absences.keep_absence(session, Absence(people[name], until, first, cover), "away")
        for n in range(self.rng.randint(0, 5)):
            person = people[self.rng.choice(OWNERS)]
            record = f"ACT-26-{n:03}"
            absences.keep_snooze(session, Snooze(f"{record}/{person}", record, person, self._day(1, 60), 1))

    def _look(self, days: Days, lines: list[rehearsal.Line]) -> None:
        rules = read(days.group.reminders)
        got: dict[str, list[date]] = {}
        for line in lines:
            if line.kind == "urgent":
                self.urgent += 1
                continue
            if line.kind == "reminder":
                self.counted += 1
                got.setdefault(line.person, []).append(line.at.date())
            self.in_channel += line.who == rehearsal.CHANNEL
            if line.kind in {"reminder", "channel"}:
                inside = rules.window_from <= clock(line.at) <= rules.window_to
                self._hold(inside and calendar_of(days.group).is_working(line.at.date()), f"outside the window: {line}")
        for person, when in got.items():
            self._budget(person, when, rules)

    def _budget(self, person: str, when: list[date], rules: Ladders) -> None:
        self._hold(max(Counter(when).values()) <= rules.per_day, f"{person} got too many messages on one day")
        most = max(sum(d - WEEK < x <= d for x in when) for d in when)
        self._hold(most <= rules.per_week, f"{person} got {most} messages within seven days")

    def _hold(self, holds: bool, words: str) -> None:
        if not holds and words not in self.broken:
            self.broken.append(words)


def clock(moment: datetime) -> time:
    """The local time of day, to the minute."""
    return moment.time().replace(second=0, microsecond=0)


def large() -> int:
    """How long the year of a large group takes: the store's own clock stands, nothing is sent."""
    today = date(2026, 11, 25)
    now = datetime.combine(today, time(8), tzinfo=UTC)
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        made = records.start(f"sqlite:///{folder}/large.db", now)
        store = Store.open(made.url, clock=lambda: now)

        def work(session: Session) -> None:
            session.as_system("years")
            for n in range(4_000):
                due, who = today + timedelta(days=rng.randint(-20, 365)), rng.randrange(400)
                trust, owner = records.trust(n % 40), ObjectId(records.owner(who))
                actions.add(
                    session,
                    Action(f"ACT-26-{n:04}", f"Action {n}", "RSK-26-001", trust, owner, f"Owner {who}", due, due),
                )

        store.run_sync(work, group=made.group.id)
        began, spent = machine.perf_counter(), machine.process_time()
        lines = rehearsal.rehearsed(store, made.group, today, today + timedelta(days=365))
        took, cpu = machine.perf_counter() - began, machine.process_time() - spent
        store.close()
    sys.stdout.write(f"a year of {len(lines)} messages in {took:.1f} s ({cpu:.1f} s of CPU)\n")
    return 0


def main() -> int:
    """The command."""
    if sys.argv[1] == "--large":
        return large()
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    logging.disable(logging.CRITICAL)
    total, faults = Counter[str](), dict[int, list[str]]()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            year = Year(seed, Path(folder)).run()
        total += Counter(counted=year.counted, urgent=year.urgent, channel=year.in_channel)
        if year.broken:
            faults[seed] = year.broken
    sys.stdout.write(f"{count} years from {first}: {dict(total)}; {len(faults)} with a fault: {faults}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

__all__ = ["Year"]
