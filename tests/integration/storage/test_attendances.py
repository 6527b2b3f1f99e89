"""Who was at which meeting, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.attendance import judged
from domain.quorum import Quorum
from storage import attendances as kept
from storage.store import Session, Store
from tests.attendance_made import CHAIR, a_meeting
from tests.stores import as_member


def test_a_meeting_is_kept_put_right_and_listed(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        one = kept.keep(session, judged(a_meeting(), Quorum())[0])
        kept.keep(session, a_meeting(id="MTG-2026-10-19", day=date(2026, 10, 19)))
        after = kept.keep(session, replace(one, present=(CHAIR,)))
        assert (after.version, kept.get(session, one.id)) == (2, after)
        assert [a.id for a in kept.listed(session)] == ["MTG-2026-11-16", "MTG-2026-10-19"]
        kept.keep(session, replace(after, present=()))
        assert [a.id for a in kept.listed(session)] == ["MTG-2026-10-19"], "what was taken back is not told"

    store.run_sync(work, group="sqog")
