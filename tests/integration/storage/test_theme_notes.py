"""Entries by hand: what only their own table knows. The rest is told in `test_themes.py`."""

from __future__ import annotations

from domain.theme_notes import Source
from storage import theme_notes
from storage.store import Session, Store
from tests.learning_made import a_note
from tests.stores import as_member


def test_ids_count_by_year_and_another_group_sees_nothing(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        assert a_note(session, Source.AUDIT, "NNUH", "2026-10", "pph").id == "THM-26-001"
        assert theme_notes.new_id(session, 2027) == "THM-27-001"

    store.run_sync(work, group="sqog")
    assert store.run_sync(lambda s: theme_notes.get(s, "THM-26-001"), group="another") is None
