"""Two bots on one PostgreSQL plan at the same moments: every occurrence is decided once, every message is one row."""

from __future__ import annotations

import threading
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot import playground
from bot.groups import Groups
from bot.seal import Sealer
from bot.tick import Tick, slots
from domain.actions import Action, Line
from domain.group import Group, read_group
from storage import actions, outbox
from storage import groups as kept_groups
from storage import reminders as kept
from storage.outbox import State
from storage.session import Session
from storage.store import Store
from tests.scene import LONDON
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import Clock

START = date(2026, 11, 23)


def a_group(store: Store) -> Group:
    config = tomllib.loads(playground.GROUP_FILE.read_text(encoding="utf-8"))
    config["calendar"]["open_by_calendar"] = True
    group, people = read_group(config)
    tom = next(m for m in people if m.name == "Tom Bailey")

    def work(session: Session) -> None:
        session.as_system("test")
        kept_groups.keep(session, config, group, people)
        for n in range(1, 6):
            due = START + timedelta(days=2 * n)
            made = Action(f"ACT-26-00{n}", f"Audit {n}", "words", "JPUH", tom.object_id, tom.name, due, due)
            actions.add(session, replace(made, lines=(Line("JPUH"),)))

    store.run_sync(work, group=group.id)
    return group


def delivered(store: Store, group: Group, now: datetime) -> None:
    """Everything that waits went out, by the test's clock."""
    for row in store.run_sync(lambda s: outbox.claim(s, now=now, limit=100), group=""):
        store.run_sync(lambda s, r=row: outbox.mark_sending(s, r, now=now), group=group.id)
        store.run_sync(lambda s, r=row: outbox.mark_sent(s, r, f"m{r.id}", now=now), group=group.id)


def test_two_planners_on_one_store(postgres_store: Store, clock: Clock):
    group = a_group(postgres_store)
    faults: list[Exception] = []

    def bot() -> Tick:
        groups = Groups(postgres_store)
        groups.refresh_now()
        return Tick(postgres_store, groups, Sealer(("a key for scenes",)))

    bots = [bot(), bot()]
    meet = threading.Barrier(2)

    def plan(tick: Tick) -> None:
        try:
            meet.wait()
            postgres_store.run_sync(lambda s: tick.plan(s, group), group=group.id)
        except Exception as fault:  # noqa: BLE001 a thread's fault is shown by the assertion below
            faults.append(fault)

    for n in range(17):
        for slot in slots(group):
            clock.now = datetime.combine(START + timedelta(days=n), slot, tzinfo=LONDON).astimezone(UTC)
            if n == 0 and slot == time(9):
                clock.move(minutes=-1)
            threads = [threading.Thread(target=plan, args=(tick,)) for tick in bots]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            delivered(postgres_store, group, clock.now)
    assert faults == []
    rows = postgres_store.run_sync(lambda s: outbox.listed(s, *State, limit=1000), group=group.id)
    tom = "00000000-0000-4000-8000-000000000003"
    log = postgres_store.run_sync(lambda s: kept.of_person(s, tom, limit=1000), group=group.id)
    assert len(log) > 5
    assert len({o.key for o in log}) == len(log)
    written = [r.key for r in rows if r.to_person == tom and r.kind in kept.COUNTED]
    assert len(written) == len(set(written)) > 0
    said = {o.message for o in log if o.message}
    assert said == set(written), "every message has its lines, every line its message"
