"""Rebases in both databases."""

from datetime import UTC, datetime

from domain.people import ObjectId
from domain.rebases import Rebase
from storage import rebases
from tests.stores import GROUP, a_member, as_member


def test_a_rebase_is_kept_under_its_own_id_and_found_by_measure(store):
    at = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    made = Rebase("", "pph1500", "JPUH", "2026-05", "New pathway", ObjectId("x"), "Helen Marsh", at)

    def work(session):
        as_member(session, a_member())
        kept = rebases.add(session, made, year=2026)
        return kept, rebases.get(session, kept.id), rebases.listed(session, "pph1500"), rebases.listed(session, "satod")

    kept, found, some, none = store.run_sync(work, group=GROUP)
    assert kept.id == "REB-26-001"
    assert found == kept
    assert some == (kept,)
    assert none == ()
