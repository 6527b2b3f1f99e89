"""Deep dives: what only their own table knows. The rest is told in `test_themes.py`."""

from __future__ import annotations

from domain.deep_dives import DeepDive
from storage import deep_dives
from storage.store import Session, Store
from tests.stores import as_member


def test_a_deep_dive_is_of_its_group_only(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        made = deep_dives.add(session, DeepDive("DIV-26-001", "pph", "JPUH", "2026-12", by_name="Helen"))
        assert deep_dives.get(session, "DIV-26-001") == made

    store.run_sync(work, group="sqog")
    assert store.run_sync(lambda s: deep_dives.get(s, "DIV-26-001"), group="another") is None
