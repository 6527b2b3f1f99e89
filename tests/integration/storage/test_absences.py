from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.reminders import Absence, Snooze
from storage import absences, history, reminders
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
    assert [a.person for a in run(store, lambda s: absences.away(s, DAY))] == ["ann"]
    assert run(store, lambda s: absences.covered_by(s, "tom", DAY)) == ["ann"]
    assert run(store, lambda s: absences.covered_by(s, "ann", DAY)) == []
    assert [a.person for a in run(store, lambda s: absences.returned(s, date(2026, 11, 30), DAY))] == ["eve"]


def test_one_person_may_have_several_and_the_one_that_runs_counts(store: Store):
    run(store, lambda s: absences.keep_absence(s, Absence("ann", date(2027, 1, 2), date(2026, 12, 20)), "away"))
    run(store, lambda s: absences.keep_absence(s, Absence("ann", date(2026, 12, 11), DAY), "away"))
    found = run(store, lambda s: absences.of_person(s, "ann", DAY))
    assert [a.since for a in found] == [DAY, date(2026, 12, 20)]
    assert len({a.id for a in found}) == 2
    away, _ = run(store, lambda s: reminders.standing(s, DAY))
    assert away["ann"].since == DAY
    away, _ = run(store, lambda s: reminders.standing(s, date(2026, 12, 21)))
    assert away["ann"].since == date(2026, 12, 20)
    assert run(store, lambda s: absences.of_person(s, "ann", date(2027, 1, 3))) == []
    assert run(store, lambda s: absences.of_person(s, "eve", DAY)) == []


def test_back_ends_it_and_is_journalled(store: Store):
    first = run(store, lambda s: absences.keep_absence(s, Absence("ann", date(2026, 12, 11), DAY), "away"))
    run(store, lambda s: absences.keep_absence(s, replace(first, ended=True), "back"))
    assert run(store, lambda s: absences.away(s, DAY)) == []
    assert run(store, lambda s: absences.of_person(s, "ann", DAY)) == []
    found = run(store, lambda s: absences.absence(s, first.id))
    assert (found.ended, found.version) == (True, 2)
    last = run(store, lambda s: history.last(s, f"absences/{first.id}"))
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
