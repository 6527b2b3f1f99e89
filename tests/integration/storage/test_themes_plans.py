"""No query of themes and learning reads a whole table, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.protected import Counts, protect
from domain.theme_notes import Source
from storage import deep_dives, learning, learning_events, theme_notes, themes
from storage.session import Session
from storage.store import Store
from tests.integration.storage.test_plans import Undone, scans
from tests.learning_made import DAY, a_note, a_return, a_round, an_entry, an_event
from tests.stores import GROUP, as_member

QUERIES = {
    "sent": lambda s: themes.sent(s, "2026-07", "2026-09"),
    "expected": lambda s: themes.expected(s, "2026-07", "2026-09"),
    "latest_month": themes.latest_month,
    "latest_closed": themes.latest_closed,
    "publish": lambda s: themes.publish(as_member(s), "themes/2026-07", protect(Counts(("x",), ("A",), {})), DAY),
    "notes": lambda s: theme_notes.within(s, "2026-07", "2026-09"),
    "note": lambda s: theme_notes.get(s, "THM-26-001"),
    "found": learning.found,
    "found_by_theme": lambda s: learning.found(s, themes=("pph",), words="trolley", not_of="JPUH", kinds=("ask",)),
    "waiting": learning.waiting,
    "shared_between": lambda s: learning.shared_between(s, date(2026, 1, 1), DAY),
    "events": learning_events.listed,
    "events_by_theme": lambda s: learning_events.listed(s, themes=("pph",), since=date(2026, 1, 1)),
    "to_follow_up": lambda s: learning_events.to_follow_up(s, [DAY]),
    "dives": lambda s: deep_dives.since(s, "2026-01"),
}


@pytest.fixture
def some(store: Store) -> Store:
    def work(session: Session) -> None:
        as_member(session)
        a_round(session, "2026-07")
        for trust in ("NNUH", "JPUH", "QEHKL"):
            a_return(session, "2026-07", trust, "pph")
            a_note(session, Source.AUDIT, trust, "2026-07", "pph")
            an_entry(session, "pph", trust=trust)
            an_event(session, "pph", on=date(2026, 8, 1), came={trust: 2})

    store.run_sync(work, group=GROUP)
    return store


def test_no_query_reads_a_whole_table(some: Store) -> None:
    found = {}
    for name, work in QUERIES.items():

        def look(session: Session, work=work, name=name) -> None:
            if session.postgres:
                session.connection.execute(text("SET LOCAL enable_seqscan = off"))
            session.now += timedelta(seconds=1)
            found[name] = list(scans(session, work))
            raise Undone

        with pytest.raises(Undone):
            some.run_sync(look, group=GROUP)
    assert {name: plan for name, plan in found.items() if plan} == {}
