"""What any record's cards share."""

from __future__ import annotations

from cards.records import short, told
from tests.goldens import golden


def test_a_notice_opens_its_record() -> None:
    card = golden(
        "records_told",
        told("DEC-26-001: decided", "The group decided about RSK-26-003.", "decision.open", "DEC-26-001"),
    )
    assert "The group decided about RSK-26-003." in card.twin


def test_a_long_text_stands_in_a_line() -> None:
    assert short("a\n  b") == "a b"
    assert short("word " * 60).endswith("word\u2026")
    assert len(short("x" * 500)) == 160
