"""Hand-overs that wait, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.handovers import Handover, handover
from storage import handovers
from storage.session import Session
from storage.store import Store
from tests.actions_made import BYSTANDER, CHAIR, LEAD, OFFICE, OWNER, TODAY
from tests.stores import GROUP


def run(store: Store, work: Any) -> Any:
    def acting(session: Session) -> Any:
        session.acting(CHAIR)
        return work(session)

    return store.run_sync(acting, group=GROUP)


def order(record: str, on: date = TODAY, only: str = "") -> Handover:
    return replace(handover(record, (OWNER.object_id, "Olive"), BYSTANDER, on, "why", OFFICE), only=only)


def test_those_whose_day_has_come_wait_in_order(store: Store):
    later = date(2026, 12, 1)
    run(
        store,
        lambda s: [handovers.add(s, order(r, d, o)) for r, d, o in (("A", later, ""), ("B", TODAY, "ACT-26-001"))],
    )
    assert [h.id for h in run(store, lambda s: handovers.waiting(s, TODAY))] == ["B"]
    assert [h.id for h in run(store, lambda s: handovers.waiting(s, later))] == ["B", "A"]


def test_one_that_is_done_waits_no_more(store: Store):
    kept = run(store, lambda s: handovers.add(s, order("A")))
    run(store, lambda s: handovers.change(s, replace(kept, done_at=s.now, moved=("ACT-26-001",)), "hand over"))
    assert run(store, lambda s: handovers.waiting(s, TODAY)) == []
    assert run(store, lambda s: handovers.get(s, "A")).moved == ("ACT-26-001",)
    assert run(store, lambda s: handovers.get(s, "Z")) is None


def test_the_last_word_about_the_same_counts(store: Store):
    run(store, lambda s: handovers.add(s, order("A")))
    run(store, lambda s: handovers.add(s, replace(order("B"), to=LEAD.object_id, to_name="Tom")))
    run(store, lambda s: handovers.add(s, order("C", only="ACT-26-001")))
    assert [h.id for h in run(store, lambda s: handovers.waiting(s, TODAY))] == ["B", "C"]
    assert run(store, lambda s: handovers.new_id(s, 2026)) == "HND-26-001"
