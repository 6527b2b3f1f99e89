"""Meetings for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.attendance import Attendance
from domain.people import ObjectId, Role
from domain.quorum import Present

DAY = date(2026, 11, 16)
CHAIR = Present(ObjectId("chair"), "Helen Marsh", frozenset({Role.CHAIR}))
LEAD = Present(ObjectId("tom"), "Tom Bailey", frozenset({Role.TRUST_LEAD}), ("JPUH",))


def a_meeting(**changes: Any) -> Attendance:
    """A meeting with chair and one lead."""
    plain: dict[str, Any] = {
        "id": "MTG-2026-11-16",
        "day": DAY,
        "present": (CHAIR, LEAD),
        "guests": "MNVP chair; apologies from QEHKL",
        "trusts": ("NNUH", "JPUH", "QEHKL"),
        "by": ObjectId("ruth"),
        "by_name": "Ruth Okafor",
        "at": datetime(2026, 11, 16, 10, 5, tzinfo=UTC),
    }
    return Attendance(**{**plain, **changes})
