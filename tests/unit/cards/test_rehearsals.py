"""A rehearsal on a card: person, date, rule and card, a page at a time."""

from __future__ import annotations

from cards import rehearsals as cards
from tests.goldens import golden
from tests.scene import titles

ASKED = {"first": "2026-12-01", "last": "2026-12-31", "person": ""}


def rows(many):
    what = "ACT-26-014 is due in 5 working days"
    return [(f"Tuesday {n} December 2026, 09:30", "Tom Bailey", what, "it is due soon") for n in range(1, many + 1)]


def test_each_message_has_its_day_person_card_and_rule():
    card = cards.rehearsal("Rehearsal", rows(2), 0, ASKED)
    golden("rehearsals", card)
    assert "Tuesday 1 December 2026, 09:30, Tom Bailey: ACT-26-014 is due in 5 working days" in card.twin
    assert "Why: it is due soon." in card.twin
    assert titles(card) == ["As a file"]


def test_pages_lead_on_and_back():
    first = cards.rehearsal("Rehearsal", rows(14), 0, ASKED)
    assert "14 messages would be sent." in first.twin
    assert "And 2 more." in first.twin
    assert titles(first) == ["More", "As a file"]
    last = cards.rehearsal("Rehearsal", rows(14), 1, ASKED)
    assert titles(last) == ["Earlier", "As a file"]
    assert "more." not in last.twin


def test_one_and_none():
    assert "1 message would be sent." in cards.rehearsal("Rehearsal", rows(1), 0, ASKED).twin
    assert "Nothing would be sent." in cards.rehearsal("Rehearsal", [], 0, ASKED).twin
