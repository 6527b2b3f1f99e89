from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.reminders import Absence, Snooze
from storage import absences, history
from storage.session import Session
from storage.store import Store
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import GROUP, as_member

DAY = date(2026, 12, 7)


def run(store: Store, work: Callable[[Session], Any]) -> Any:
    def acting(session: Session) -> Any:
        return work(as_member(session))

    return store.run_sync(acting, group=GROUP)


def test_who_is_away_and_who_covers(store: Store):
    run(store, lambda s: absences.keep_absence(s, Absence("ann", date(2026, 12, 11), DAY, "tom"), "away"))
    run(store, lambda s: absences.keep_absence(s, Absence("eve", date(2026, 12, 1), date(2026, 11, 30)), "away"))
    assert [a.id for a in run(store, lambda s: absences.away(s, DAY))] == ["ann"]
    assert run(store, lambda s: absences.covered_by(s, "tom", DAY)) == ["ann"]
    assert run(store, lambda s: absences.covered_by(s, "ann", DAY)) == []
    assert [a.id for a in run(store, lambda s: absences.returned(s, date(2026, 11, 30), DAY))] == ["eve"]


def test_back_ends_it_and_is_journalled(store: Store):
    first = run(store, lambda s: absences.keep_absence(s, Absence("ann", date(2026, 12, 11), DAY), "away"))
    run(store, lambda s: absences.keep_absence(s, replace(first, ended=True), "back"))
    assert run(store, lambda s: absences.away(s, DAY)) == []
    found = run(store, lambda s: absences.absence_of(s, "ann"))
    assert (found.ended, found.version) == (True, 2)
    last = run(store, lambda s: history.last(s, "absences/ann"))
    assert last.verb == "back"


def test_snoozes_by_day(store: Store):
    snooze = Snooze("ACT-26-001/ann", "ACT-26-001", "ann", date(2026, 12, 9), 1, "JPUH")
    kept = run(store, lambda s: absences.keep_snooze(s, snooze))
    run(store, lambda s: absences.keep_snooze(s, replace(kept, times=2, until=date(2026, 12, 10))))
    found = run(store, lambda s: absences.snooze_of(s, "ACT-26-001", "ann"))
    assert (found.times, found.until) == (2, date(2026, 12, 10))
    assert run(store, lambda s: absences.snooze_of(s, "ACT-26-002", "ann")) is None
    assert len(run(store, lambda s: absences.put_off(s, DAY))) == 1
    assert run(store, lambda s: absences.put_off(s, date(2026, 12, 11))) == []
    assert len(run(store, lambda s: absences.woken(s, date(2026, 12, 10), date(2026, 12, 10)))) == 1
