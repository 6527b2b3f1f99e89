"""Learning in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.learning import Answer, Kind, answered, taken_up
from domain.people import ObjectId
from storage import learning
from storage.store import Session, Store
from tests.learning_made import DAY, an_entry
from tests.stores import as_member


def test_an_entry_comes_back_as_it_was_kept(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        ask = an_entry(session, "pph", kind=Kind.ASK, named=True)
        after = answered(ask, Answer("NNUH", "We have one", ObjectId("n"), DAY, "Priya"))
        kept = learning.change(session, after, "answer")
        assert learning.get(session, ask.id) == kept
        up = taken_up(an_entry(session, "sepsis"), "NNUH")
        assert learning.change(session, up, "take up").taken_up == ("NNUH",)
        assert learning.get(session, "LRN-26-009") is None

    store.run_sync(work, group="sqog")


def test_shared_entries_are_found_by_theme_words_trust_and_kind(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        first = an_entry(session, "pph", "equipment", on=date(2026, 10, 1))
        second = an_entry(session, "pph", title="Scales 100% ready", trust="NNUH", kind=Kind.LEARNING)
        waits = an_entry(session, "pph", on=None)

        def ids(**wanted: object) -> list[str]:
            return [x.id for x in learning.found(session, **wanted)]  # type: ignore[arg-type]

        assert ids() == ids(themes=("pph",)) == [second.id, first.id]
        assert ids(themes=("equipment", "triage")) == [first.id]
        assert ids(themes=("p",)) == []
        assert ids(words="SCALES ready") == ids(words="100%") == [second.id]
        assert ids(words="scales trolley") == ids(words="%_") == []
        assert ids(not_of="NNUH") == [first.id]
        assert ids(kinds=("learning",)) == [second.id]
        assert ids(limit=1, offset=1) == [first.id]
        assert [x.id for x in learning.waiting(session)] == [waits.id]
        assert [x.id for x in learning.shared_between(session, date(2026, 11, 1), DAY)] == [second.id]
        assert learning.change(session, replace(waits, title="Other"), "mend").title == "Other"

    store.run_sync(work, group="sqog")
    assert store.run_sync(learning.found, group="another") == ()
