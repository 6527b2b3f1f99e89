"""Policy changes for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.people import ObjectId
from domain.policies import Impact, Level, Policy


def a_policy(record: str = "POL-26-001", **changes: Any) -> Policy:
    """A change with everything there is to say."""
    plain: dict[str, Any] = {
        "id": record,
        "title": "MOSS: huddles to be held weekly",
        "source": "NHS England, letter of 20 November 2026",
        "effective": date(2027, 1, 4),
        "summary": "Amber signals are discussed in a weekly huddle",
        "owner": ObjectId("chair"),
        "owner_name": "Helen Marsh",
        "answer_by": date(2026, 12, 7),
        "trusts": ("NNUH", "JPUH", "QEHKL"),
        "link": "https://example.invalid/letter",
        "created_by": ObjectId("ruth"),
        "created_name": "Ruth Okafor",
        "created_at": datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    }
    return Policy(**{**plain, **changes})


def an_impact(trust: str = "JPUH", level: Level = Level.SMALL, need: str = "") -> Impact:
    """What a trust says."""
    return Impact(trust, level, "A huddle on Tuesdays", need, ObjectId("tom"), "Tom Bailey", date(2026, 11, 24))
