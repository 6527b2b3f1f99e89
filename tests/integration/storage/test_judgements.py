"""Statuses of requirements in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.judgements import Standing, judged
from domain.refusals import Stale
from storage import history
from storage import judgements as kept
from storage.store import Session, Store
from tests.judgements_made import CNST, a_look, stands
from tests.stores import as_member

RECORD = "FRM-CNST:SA6/year-7-2025-26/JPUH"


def test_a_status_is_kept_by_edition_and_its_versions_stay(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        first = kept.keep(session, stands("CNST:SA6", "JPUH", Standing.ON_TRACK))
        after = kept.keep(session, judged(first, CNST, "CNST:SA6", "JPUH", a_look(Standing.MET)))
        old = replace(first, id="FRM-CNST:SA6/year-6-2024-25/JPUH", edition="year 6 (2024/25)", version=0)
        kept.keep(session, old)
        assert kept.get(session, RECORD) == after
        assert kept.of_edition(session, "CNST", CNST.version) == {("CNST:SA6", "JPUH"): after}
        assert set(kept.of_edition(session, "CNST", "year 6 (2024/25)")) == {("CNST:SA6", "JPUH")}
        assert history.version(session, RECORD, 1) is not None
        with pytest.raises(Stale):
            kept.keep(session, first)

    store.run_sync(work, group="sqog")


def test_one_that_was_taken_back_counts_as_not_judged(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        first = kept.keep(session, stands("CNST:SA6", "JPUH", Standing.ON_TRACK))
        kept.keep(session, replace(first, looks=()))
        assert kept.of_edition(session, "CNST", CNST.version) == {}

    store.run_sync(work, group="sqog")
