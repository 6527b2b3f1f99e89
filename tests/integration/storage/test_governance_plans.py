"""No query of decisions, evidence, policies, statuses or attendance reads a whole table: SQLite's plans say so."""

from __future__ import annotations

from datetime import date

from storage import attendances, decisions, evidence, judgements, policies
from storage.evidence import Wanted
from storage.store import Session, Store
from tests.plans import heard, scanned
from tests.stores import as_member

LARGE = ("decisions", "evidence", "policies", "judgements", "attendances", "links", "actions", "action_links")
DAY = date(2026, 11, 23)


def test_governance_runs_on_indexes(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        with heard(session.connection.engine) as seen:
            decisions.listed(session)
            decisions.about(session, "RSK-26-001")
            decisions.between(session, DAY, DAY)
            decisions.to_look_at(session, DAY)
            for wanted in (
                Wanted(),
                Wanted(("CNST", "SBLCB:E1")),
                Wanted(("RSK-26-001",), ("JPUH",)),
                Wanted(stale_on=DAY),
            ):
                evidence.listed(session, wanted)
            evidence.documents(session)
            evidence.counts(session, "CNST")
            for target in ("", "CNST", "CNST:SA6"):
                evidence.on_actions(session, target)
            evidence.without(session)
            policies.listed(session)
            policies.listed(session, closed=True)
            policies.answers_due(session, DAY)
            policies.effective_between(session, DAY, DAY)
            judgements.of_edition(session, "CNST", "year 7 (2025/26)")
            attendances.listed(session)
        assert len(seen) >= 19
        assert [found for table, found in scanned(session, seen) if table in LARGE] == []

    sqlite_store.run_sync(work, group="sqog")
