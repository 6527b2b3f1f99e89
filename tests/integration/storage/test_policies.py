"""Policy changes in the store, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.policies import Policy, answered, closed
from storage import policies as kept
from storage.store import Session, Store
from tests.policies_made import a_policy, an_impact
from tests.stores import as_member

TODAY = date(2026, 11, 23)


def put(session: Session, **changes: Any) -> Policy:
    as_member(session)
    return kept.add(session, a_policy(kept.new_id(session, 2026), **changes))


def test_changes_are_listed_by_the_day_they_take_effect(store: Store) -> None:
    def work(session: Session) -> None:
        one, two = put(session), put(session, effective=date(2026, 12, 1), answer_by=date(2026, 12, 1))
        after = kept.change(session, answered(one, an_impact()), "answer policy")
        assert kept.get(session, one.id) == after
        assert [p.id for p in kept.listed(session)] == [two.id, one.id]
        assert [p.id for p in kept.listed(session, limit=1, offset=1)] == [one.id]
        assert [p.id for p in kept.answers_due(session, date(2026, 12, 1))] == [two.id]
        assert [p.id for p in kept.effective_between(session, date(2027, 1, 1), date(2027, 1, 31))] == [one.id]
        kept.change(session, closed(two, "done", TODAY), "close policy")
        assert [p.id for p in kept.listed(session)] == [one.id]
        assert [p.id for p in kept.listed(session, closed=True)] == [two.id]
        assert kept.answers_due(session, date(2026, 12, 1)) == ()

    store.run_sync(work, group="sqog")
