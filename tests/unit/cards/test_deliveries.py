"""The office sees in words whether messages arrive."""

from __future__ import annotations

from cards.deliveries import Missed, health
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

AT = "3 December 2026, 10:40"
LOST = Missed("A reminder", "Tom Bailey", "2 December 2026", "the person took the app away")


def test_all_is_well_in_one_look():
    card = golden("deliveries_well", health((31, 4, 0), [], [], 0, AT))
    assert "✓ Messages arrive.\nSent in the last seven days: 31\nWaiting for their time: 4" in card.twin
    assert titles(card) == ["Members"]


def test_what_did_not_arrive_is_named_with_the_reason_and_what_to_do():
    doubtful = [Missed("A summary", "the channel", "1 December 2026", "")]
    card = golden("deliveries_amiss", health((3, 2, 1), doubtful, [LOST], 1, AT))
    assert "A summary for the channel, 1 December 2026: no reason was given" in card.twin
    assert "A reminder for Tom Bailey, 2 December 2026: the person took the app away" in card.twin
    assert "Waiting for their time: 1\nShould have gone by now: 1" in card.twin
    assert "Not listed, since they are private: 1." in card.twin
    assert "Messages arrive." not in card.twin


def test_a_long_list_ends_with_how_many_more():
    assert "and 3 more; say export for all" in check(health((0, 0, 0), [], [LOST] * 13, 0, AT)).twin
