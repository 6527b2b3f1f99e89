"""Signals in the store, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.refusals import Stale
from domain.signals import Signal, checked, closed, withdrawn
from storage import signals as kept
from storage.store import Session, Store
from tests.concerns_made import MONDAY, a_signal, signal_sign
from tests.plans import whole_tables
from tests.stores import GROUP, as_member


def add(session: Session, trust: str = "JPUH", **changes: Any) -> Signal:
    return kept.add(session, a_signal(kept.new_id(session, 2026), trust=trust, **changes))


def letter(session: Session, asked: date | None = None) -> Signal:
    return add(session, kind="other", level="", site="", asked=asked)


def test_it_is_kept_as_it_was_logged_and_changed(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one = add(session)
        assert one.id == "SIG-26-001"
        after = kept.change(session, checked(one, signal_sign(), MONDAY, "found", "learned"), "record outcome")
        assert kept.get(session, one.id) == after
        with pytest.raises(Stale):
            kept.change(session, withdrawn(one, signal_sign(), "twice"), "withdraw signal")
        assert kept.get(session, "SIG-26-009") is None

    store.run_sync(work, group=GROUP)


def test_lists_begin_with_what_asks_first_and_end_with_what_names_no_day(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        open_end, moss, soon = letter(session), add(session, "NNUH"), letter(session, date(2026, 11, 25))
        done = kept.change(session, checked(add(session), signal_sign(), MONDAY, "x", ""), "check")
        over = kept.change(session, checked(add(session), signal_sign(), MONDAY, "x", ""), "check")
        kept.change(session, closed(over, signal_sign(), "x"), "close signal")
        assert [s.id for s in kept.listed(session)] == [soon.id, moss.id, done.id, open_end.id]
        assert [s.id for s in kept.listed(session, ("NNUH",))] == [moss.id]
        assert [s.id for s in kept.listed(session, limit=2, offset=1)] == [moss.id, done.id]
        assert (kept.count(session), kept.count(session, ("NNUH",)), kept.count(session, most=2)) == (4, 1, 2)
        assert {s.id for s in kept.waiting(session)} == {soon.id, moss.id, open_end.id}

    store.run_sync(work, group=GROUP)


def test_those_of_a_stretch_of_days_without_mistakes(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one, twice = add(session), add(session)
        kept.change(session, withdrawn(twice, signal_sign(), "twice"), "withdraw signal")
        assert [s.id for s in kept.received(session, MONDAY, MONDAY)] == [one.id]
        assert kept.received(session, MONDAY + timedelta(1), MONDAY + timedelta(9)) == ()

    store.run_sync(work, group=GROUP)


def test_no_query_reads_the_whole_table(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        kept.get(session, "SIG-26-001")
        for trusts in (None, ("JPUH",)):
            kept.listed(session, trusts)
            kept.count(session, trusts)
        kept.waiting(session)
        kept.received(session, MONDAY, MONDAY)

    assert sqlite_store.run_sync(lambda s: whole_tables(s, work), group=GROUP) == []


def test_the_look_itself_sees_a_scan(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        session.connection.exec_driver_sql("SELECT * FROM signals WHERE site = 'x'").all()

    assert len(sqlite_store.run_sync(lambda s: whole_tables(s, work), group=GROUP)) == 1
