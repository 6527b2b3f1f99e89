"""Counting what is beyond its period: what has not ended never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.retention import RULES
from domain.risk_changes import closed
from storage import retention, risks
from storage.session import Session
from storage.store import Store
from tests.sample_risks import GROUP, a_raised, sign


def test_only_what_ended_before_the_day_counts(store: Store, clock: Any) -> None:
    def work(session: Session) -> list[int]:
        session.as_system("test")
        risks.add(session, replace(a_raised("RSK-26-001"), version=0))
        risks.add(session, replace(closed(a_raised("RSK-26-002"), sign(date(2026, 6, 1)), "over"), version=0))
        by_key = {r.key: r for r in RULES}
        days = (date(2026, 5, 1), date(2026, 12, 1))
        return [retention.beyond(session, by_key["risks"], d) for d in days] + [
            retention.beyond(session, r, date(2030, 1, 1)) for r in RULES if r.key != "risks"
        ]

    assert store.run_sync(work, group=GROUP.id) == [0, 1, 0, 0, 0, 0]
