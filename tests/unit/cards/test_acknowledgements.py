"""Who has read what was published."""

from __future__ import annotations

from cards.acknowledgements import Readers, readers
from tests.goldens import golden


def test_who_has_and_who_has_not_pressed_without_a_word_of_blame():
    some = Readers(
        "SUM-26-001", "Risk summary", "1 December 2026, 09:00", ("Ann Bell, 1 December 2026, 10:00",), ("Li",)
    )
    everybody = Readers("REP-26-001", "Alert, advise, assure: SQOG", "2 December 2026, 09:00", ("Li, now",), ())
    nobody = Readers("SUM-26-002", "Risk summary", "3 December 2026, 09:00", (), ("Li",))
    card = golden("acknowledgements_readers", readers([some, everybody, nobody]))
    assert "late" not in card.twin
    assert "1 of 2 people acknowledged it." in card.twin
    assert card.twin.count("Not pressed yet") == 2
    assert "Acknowledged: nobody yet." in card.twin


def test_nothing_published():
    assert "Nothing has been published yet." in readers([]).twin
