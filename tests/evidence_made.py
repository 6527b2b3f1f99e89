"""Evidence for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.evidence import Item, Strength
from domain.people import ObjectId


def an_item(record: str = "EVD-26-001", **changes: Any) -> Item:
    """An item with everything there is to say."""
    plain: dict[str, Any] = {
        "id": record,
        "title": "MNVP workplan signed off",
        "publisher": "JPUH and the MNVP",
        "dated": "2026-11-04",
        "edition": "2",
        "strength": Strength.AUDIT,
        "trust": "JPUH",
        "owner": ObjectId("tom"),
        "owner_name": "Tom Bailey",
        "next_review": date(2027, 5, 1),
        "link": "https://example.invalid/workplan",
        "supports": ("CNST:SA7", "3YDP:O3"),
        "records": ("RSK-26-003",),
        "note": "Agreed in committee",
        "added_by": ObjectId("tom"),
        "added_name": "Tom Bailey",
        "added_at": datetime(2026, 11, 5, 9, 0, tzinfo=UTC),
    }
    return Item(**{**plain, **changes})
