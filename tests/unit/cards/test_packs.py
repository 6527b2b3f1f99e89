"""The frozen pack as a card."""

from datetime import UTC, datetime

from cards import packs as cards
from domain.packs import Pack
from domain.people import ObjectId
from tests.goldens import golden


def test_a_frozen_pack():
    at = datetime(2026, 12, 14, 17, tzinfo=UTC)
    files, digests = ("FIL-26-001", "FIL-26-002"), ("ab" * 32, "cd" * 32)
    golden(
        "packs_frozen", cards.frozen(Pack("PAC-26-001", "2026-10", at, ObjectId("h"), files, digests, "Word, Excel"))
    )
