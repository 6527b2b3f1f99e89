"""No query of a summary or of the register reads a whole table: the plans of SQLite say so."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.flows import summaries as flow
from domain.summaries import Scope
from storage import escalations, risks
from storage import summaries as kept
from storage.risks import Wanted
from storage.store import Session, Store
from tests.plans import heard, scanned
from tests.sample_risks import GROUP
from tests.stores import as_member

LARGE = ("risks", "actions", "journal", "versions", "returns", "bulletins", "escalations", "action_links")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_the_register_and_the_summary_run_on_indexes(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        with heard(session.connection.engine) as seen:
            for wanted in (
                Wanted(),
                Wanted(trusts=("JPUH",), min_score=12),
                Wanted(over=GROUP.tolerance),
                Wanted(due_by=date(2026, 12, 1)),
                Wanted(theme="pph"),
                Wanted(owner="somebody"),
            ):
                risks.listed(session, wanted)
                risks.count(session, wanted)
            risks.heat(session)
            risks.accepted(session, ("JPUH",))
            escalations.of_risk(session, "RSK-26-001")
            kept.latest_posted(session)
            kept.of_occasion(session, "round 2026-10")
            flow.build(session, GROUP, NOW, Scope())
            flow.build(session, GROUP, NOW, Scope(("JPUH",)))
            flow.changed(session, GROUP, NOW, Scope())
        assert len(seen) > 40
        assert [found for table, found in scanned(session, seen) if table in LARGE] == []

    sqlite_store.run_sync(work, group="sqog")
