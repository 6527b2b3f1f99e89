"""Escalations in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.escalations import Escalation, approved
from storage import escalations as kept
from storage.store import Session, Store
from tests.sample_risks import sign
from tests.stores import as_member


def a_draft(session: Session, risk: str, day: int) -> Escalation:
    needed = date(2026, 12, day)
    return kept.keep(
        session,
        Escalation(kept.new_id(session), risk, "Rota", "16", ("rule",), "ask", "", "", needed),
        "draft escalation",
    )


def test_drafts_wait_for_the_chair_and_approved_ones_for_the_board(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        later, sooner = a_draft(session, "RSK-26-001", 20), a_draft(session, "RSK-26-002", 5)
        assert [e.id for e in kept.unapproved(session)] == [sooner.id, later.id]
        done = kept.keep(session, approved(later, sign()), "approve escalation")
        assert kept.waiting(session) == (done,)
        assert kept.overdue(session, date(2026, 12, 20)) == ()
        assert kept.overdue(session, date(2026, 12, 21)) == (done,)
        assert kept.get(session, later.id) == done
        assert kept.of_risk(session, "RSK-26-002") == (sooner,)
        assert kept.get(session, "ESC-26-009") is None
        assert replace(done, version=0) != done

    store.run_sync(work, group="sqog")
