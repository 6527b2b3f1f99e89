"""Rebases."""

from datetime import UTC, date, datetime

from domain.people import ObjectId
from domain.rebases import Rebase, counting


def rebase(period, trust="JPUH", active=True):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Rebase(f"REB-{period}", "pph1500", trust, period, "New pathway", ObjectId("x"), "Helen Marsh", at, active)


def test_only_rebases_that_stand_for_this_chart_count_earliest_first():
    found = counting(
        [rebase("2026-05"), rebase("2025-04"), rebase("2026-01", active=False), rebase("2026-02", "ALL")],
        "pph1500",
        "JPUH",
    )
    assert [r.day for r in found] == [date(2025, 4, 1), date(2026, 5, 1)]
    assert counting(found, "satod", "JPUH") == ()
