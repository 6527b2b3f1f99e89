"""Records that a reminder had to leave out, by both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from domain.reminders import EVERY
from storage import actions, left_out, reminders
from storage.records import Unreadable
from storage.store import Session, Store
from tests.actions_made import made
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import GROUP, as_member

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
A, B = ("actions", "ACT-26-001"), ("learning events", "EVT-26-001")


def run(store: Store, work: Any) -> Any:
    return store.run_sync(lambda s: work(as_member(s)), group=GROUP)


def test_each_stays_with_its_first_moment_until_it_is_mended(store: Store):
    run(store, lambda s: reminders.advance(s, ["actions"], NOW))
    run(store, lambda s: left_out.keep(s, {A: NOW, B: NOW}))
    run(store, lambda s: left_out.keep(s, {A: NOW + timedelta(hours=1)}))
    assert run(store, left_out.named) == ("actions (ACT-26-001)",)
    ledger = run(store, lambda s: reminders.ledger(s, ZoneInfo("Europe/London")))
    assert ledger.spoilt == {A: NOW}
    assert set(ledger.since) == {"actions"}
    run(store, lambda s: left_out.keep(s, {}))
    assert run(store, left_out.named) == ()
    assert run(store, lambda s: reminders.behind(s, ["actions"])) == ()


def test_an_entry_that_is_called_after_a_person_is_named_by_its_kind_alone(store: Store):
    person = "00000000-0000-4000-8000-000000000001"
    run(store, lambda s: left_out.keep(s, {(EVERY, f"members/{person}"): NOW, ("leavers", f"LEFT-{person}"): NOW}))
    assert run(store, left_out.named) == ("every reminder (members)", "leavers (LEFT)")


def test_a_list_names_the_row_that_is_no_record_and_goes_without_it_when_told(store: Store):
    run(store, lambda s: actions.add_many(s, [made("ACT-26-001"), made("ACT-26-002")]))
    run(store, lambda s: s.connection.execute(text("UPDATE actions SET status = 'odd' WHERE id = 'ACT-26-002'")))

    def due(session: Session) -> list[str]:
        return [a.id for a in actions.of_record(session, "RET-2026-10-JPUH")]

    with pytest.raises(Unreadable) as fault:
        run(store, due)
    assert fault.value.subject == "ACT-26-002"

    def without(session: Session) -> list[str]:
        session.passed_over = frozenset({"ACT-26-002"})
        return due(session)

    assert run(store, without) == ["ACT-26-001"]
