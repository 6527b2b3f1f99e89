"""Decisions for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.decisions import Decision
from domain.people import ObjectId

DECIDED = date(2026, 11, 20)
ANSWERS: dict[str, Any] = {
    "harmed": "Women at the smaller unit if a course falls out",
    "asked": "The three education leads and the MNVP chair",
    "know": "Training compliance stays at 90 per cent or more",
}


def a_decision(record: str = "DEC-26-001", **changes: Any) -> Decision:
    """A decision with everything there is to say."""
    plain: dict[str, Any] = {
        "id": record,
        "title": "Pool training places across the three trusts",
        "rationale": "Each trust alone cannot fill a course",
        "decided_on": DECIDED,
        **ANSWERS,
        "links": ("RSK-26-003", "ACT-26-014"),
        "look_on": date(2027, 2, 1),
        "by": ObjectId("chair"),
        "by_name": "Helen Marsh",
        "created_at": datetime(2026, 11, 20, 11, 0, tzinfo=UTC),
    }
    return Decision(**{**plain, **changes})
