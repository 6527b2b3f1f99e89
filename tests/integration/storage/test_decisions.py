"""Decisions in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.decisions import set_aside
from storage import decisions as kept
from storage.store import Session, Store
from tests.decisions_made import a_decision
from tests.stores import as_member

TODAY = date(2026, 11, 23)


def test_a_decision_comes_back_and_is_found_by_what_it_is_about(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one = kept.add(session, a_decision(kept.new_id(session, 2026)))
        two = kept.add(
            session, a_decision(kept.new_id(session, 2026), links=(), decided_on=date(2026, 11, 21), look_on=None)
        )
        assert (one.id, two.id) == ("DEC-26-001", "DEC-26-002")
        assert kept.get(session, one.id) == one
        assert [d.id for d in kept.about(session, "RSK-26-003")] == [one.id]
        assert kept.about(session, "RSK-26-004") == ()
        assert [d.id for d in kept.listed(session)] == [two.id, one.id]
        assert [d.id for d in kept.listed(session, limit=1, offset=1)] == [one.id]
        assert [d.id for d in kept.between(session, date(2026, 11, 21), TODAY)] == [two.id]
        assert [d.id for d in kept.to_look_at(session, date(2027, 2, 1))] == [one.id]

    store.run_sync(work, group="sqog")


def test_ties_follow_a_change(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one = kept.add(session, a_decision(kept.new_id(session, 2026)))
        one = kept.change(session, replace(one, links=("RSK-26-009",)), "change decision")
        assert kept.about(session, "RSK-26-003") == ()
        assert [d.id for d in kept.about(session, "RSK-26-009")] == [one.id]
        aside = kept.change(session, set_aside(one, "no longer", TODAY), "set decision aside")
        assert kept.to_look_at(session, date(2027, 2, 1)) == ()
        assert kept.get(session, one.id) == aside

    store.run_sync(work, group="sqog")
