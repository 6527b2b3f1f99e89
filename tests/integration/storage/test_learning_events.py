"""Learning events in the store, on both databases."""

from __future__ import annotations

from datetime import date

from domain.learning_events import Changed, FollowUp, cancelled, followed_up
from domain.people import ObjectId
from storage import learning_events as kept
from storage.store import Session, Store
from tests.learning_made import DAY, an_event
from tests.stores import as_member


def test_events_come_back_are_listed_and_followed_up(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        held = an_event(session, "pph", on=date(2026, 10, 5), came={"JPUH": 4, "NNUH": 1})
        ahead = an_event(session, "sepsis", "pph", on=date(2026, 12, 3))
        gone = an_event(session, "pph", on=date(2026, 12, 9))
        kept.change(session, cancelled(gone, "strike"), "cancel learning event")
        assert kept.get(session, held.id) == held
        assert [e.id for e in kept.listed(session)] == [ahead.id, held.id]
        assert [e.id for e in kept.listed(session, themes=("sepsis",))] == [ahead.id]
        assert [e.id for e in kept.listed(session, since=DAY)] == [ahead.id]
        due = [date(2027, 1, 5)]
        assert [e.id for e in kept.to_follow_up(session, due)] == [held.id]
        for trust in ("JPUH", "NNUH"):
            said = FollowUp(trust, Changed.YES, "scales", ObjectId("x"), DAY)
            held = kept.change(session, followed_up(held, said), "follow up")
        assert kept.to_follow_up(session, due) == ()
        assert kept.get(session, held.id) == held

    store.run_sync(work, group="sqog")
