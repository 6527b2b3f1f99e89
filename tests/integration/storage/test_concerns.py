"""Concerns in the store, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.concerns import acknowledged, closed, looked_at, themed
from domain.refusals import Stale
from storage import concerns as kept
from storage import history, proof
from storage.store import Session, Store
from tests.concerns_made import MONDAY, a_concern, concern_sign, named
from tests.plans import whole_tables
from tests.stores import GROUP, as_member

YEAR = 2026


def add(session: Session, trust: str = "JPUH", on: date = MONDAY, **changes: object) -> kept.Concern:
    return kept.add(session, a_concern(kept.new_id(session, YEAR), trust=trust, raised_on=on, **changes))


def test_it_is_kept_as_it_was_raised_and_changed(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one = kept.add(session, named(id=kept.new_id(session, YEAR)))
        assert one.id == "CON-26-001"
        assert kept.get(session, one.id) == one
        after = kept.change(session, looked_at(one, concern_sign(), "looking", "RSK-26-001"), "look at concern")
        assert kept.get(session, one.id) == after
        assert (after.became, after.version) == (("RSK-26-001",), 2)
        with pytest.raises(Stale):
            kept.change(session, acknowledged(one, concern_sign()), "acknowledge concern")
        assert kept.get(session, "CON-26-009") is None

    store.run_sync(work, group=GROUP)


def test_of_an_anonymous_one_the_journal_knows_only_that_it_was(store: Store) -> None:
    def work(session: Session) -> None:
        session.as_nameless(session.now.replace(hour=0, minute=0))
        one = add(session)
        entry = history.last(session, one.id)
        assert entry is not None
        assert (entry.actor, entry.turn_id, entry.at.hour, entry.at.minute) == ("system:anonymous", "", 0, 0)
        version = history.version(session, one.id, 1)
        assert version is not None
        assert (version.actor, version.at.hour) == ("system:anonymous", 0)
        assert '"by":""' in version.body

    store.run_sync(work, group=GROUP)
    assert store.run_sync(lambda s: proof.faults(s.connection), group=GROUP) == (), "the chain holds all the same"


def test_lists_hold_what_is_not_closed_of_the_trusts_that_one_reads(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        late = add(session, on=MONDAY + timedelta(3))
        first = add(session, "NNUH")
        whole = add(session, "ALL", on=MONDAY + timedelta(1))
        done = add(session)
        kept.change(session, closed(done, concern_sign(), "words"), "close concern")
        assert [c.id for c in kept.listed(session)] == [first.id, whole.id, late.id]
        assert [c.id for c in kept.listed(session, ("JPUH",))] == [late.id]
        assert [c.id for c in kept.listed(session, limit=1, offset=1)] == [whole.id]
        assert (kept.count(session), kept.count(session, ("NNUH",)), kept.count(session, ())) == (3, 1, 0)
        assert kept.count(session, most=2) == 2

    store.run_sync(work, group=GROUP)


def test_what_nobody_has_acknowledged_by_its_day(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one, other = add(session), add(session)
        kept.change(session, acknowledged(other, concern_sign()), "acknowledge concern")
        assert [c.id for c in kept.unacknowledged(session, (one.due,))] == [one.id]
        assert kept.unacknowledged(session, (one.due + timedelta(1),)) == ()

    store.run_sync(work, group=GROUP)


def test_confirmed_themes_are_counted_by_trust_and_nothing_else_is_told(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        for trust in ("JPUH", "JPUH", "NNUH"):
            kept.change(session, themed(add(session, trust), "pph"), "confirm theme of concern")
        add(session, theme="pph")
        found = kept.counted_by_theme(session, MONDAY, MONDAY)
        assert found == {("pph", "JPUH"): 2, ("pph", "NNUH"): 1}, "one that nobody confirmed does not count"
        assert kept.counted_by_theme(session, MONDAY + timedelta(1), MONDAY + timedelta(9)) == {}

    store.run_sync(work, group=GROUP)


def test_no_query_reads_the_whole_table(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        kept.get(session, "CON-26-001")
        for trusts in (None, ("JPUH",)):
            kept.listed(session, trusts)
            kept.count(session, trusts)
        kept.unacknowledged(session, (MONDAY,))
        kept.counted_by_theme(session, MONDAY, MONDAY)

    assert sqlite_store.run_sync(lambda s: whole_tables(s, work), group=GROUP) == []
