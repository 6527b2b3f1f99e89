"""Ideas in the store, on both databases."""

from __future__ import annotations

from datetime import date

from domain.ideas import Idea, tried
from storage import ideas as kept
from storage.store import Session, Store
from tests.stores import as_member

DAY = date(2026, 11, 23)


def test_ideas_come_back_and_are_listed_the_newest_first(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        for n in range(3):
            kept.add(
                session, Idea(kept.new_id(session, 2026), f"Idea {n}", "x", "JPUH", made_on=date(2026, 11, 20 + n))
            )
        first = kept.get(session, "IDE-26-001")
        assert first is not None
        after = kept.change(session, tried(first, "one ward", DAY), "try idea")
        assert kept.get(session, after.id) == after
        assert [i.title for i in kept.listed(session)] == ["Idea 2", "Idea 1", "Idea 0"]
        assert [i.title for i in kept.listed(session, limit=1, offset=1)] == ["Idea 1"]
        assert [i.id for i in kept.listed(session, ("testing",))] == [after.id]

    store.run_sync(work, group="sqog")
    assert store.run_sync(kept.listed, group="another") == ()
