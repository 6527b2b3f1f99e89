"""No query of a summary or of the register reads a whole table: the plans of SQLite say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event

from bot.flows import summaries as flow
from domain.summaries import Scope
from storage import escalations, risks
from storage import summaries as kept
from storage.risks import Wanted
from storage.store import Session, Store
from tests.sample_risks import GROUP
from tests.stores import as_member

LARGE = ("risks", "actions", "journal", "versions", "returns", "bulletins", "escalations", "action_links")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@contextmanager
def statements(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT that is sent meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append((statement, parameters))

    engine = session.connection.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def scans(session: Session, seen: list[tuple[str, Any]]) -> list[str]:
    """Steps of the plans that read all of a table that grows."""
    found: list[str] = []
    for statement, parameters in seen:
        for row in session.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
            step = str(row[3])
            whole = step.startswith("SCAN") and any(step.split()[1] == name for name in LARGE)
            if whole:
                found.append(f"{step}: {statement[:200]}")
    return found


def test_the_register_and_the_summary_run_on_indexes(sqlite_store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        with statements(session) as seen:
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
        assert scans(session, seen) == []

    sqlite_store.run_sync(work, group="sqog")
