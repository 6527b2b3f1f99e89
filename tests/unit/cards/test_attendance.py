"""How attendance is asked for and read."""

from __future__ import annotations

from datetime import date

from cards import attendance as cards
from cards.forms import Refill
from cards.kit import BUDGET, Card, actions, size
from domain.attendance import judged, standing_in
from domain.people import ObjectId, Role
from domain.quorum import Present, Quorum
from domain.refusals import Invalid
from tests.attendance_made import DAY, a_meeting
from tests.cards_check import check
from tests.goldens import golden

WHEN = "16 November 2026, 10:05"
ASKED = cards.fields((DAY, date(2026, 12, 21)), (("chair", "Helen Marsh"), ("tom", "Tom Bailey")))
RULE = Quorum().words(3)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_form_says_the_rule_and_the_meetings_before() -> None:
    whole, _ = judged(a_meeting(), Quorum(office=0, trusts=1))
    form = cards.form(ASKED, {"day": DAY.isoformat()}, RULE, (whole, a_meeting(day=date(2026, 10, 19))), stood="x=1")
    card = golden("attendance_form", form)
    assert "Quorum: the chair or deputy chair; a voice from each trust" in card.twin
    assert "- 16 November 2026: 2 here, quorate" in card.twin
    assert "- 19 October 2026: 2 here, not quorate" in card.twin
    again = cards.form(ASKED, {}, RULE, refill=Refill({}, (Invalid("Who is here", "please fill this in."),), 1))
    assert "Who is here: please fill this in." in check(again).twin
    assert "Earlier meetings" not in again.twin


def test_what_the_rule_says_stands_in_words_and_missing_voices_are_asked() -> None:
    whole, _ = judged(a_meeting(), Quorum())
    card = golden("attendance_show", cards.show(whole, WHEN))
    assert "▲ A voice from 3 of 3 trusts: not met. NNUH: no voice; JPUH: Tom Bailey; QEHKL: no voice" in card.twin
    assert "Who stands for NNUH" in card.twin
    assert "Decisions taken now wait for a quorate meeting." in card.twin
    assert titles(card) == ["Save stand-ins", "Change attendance", "Calendar"]
    faults = (Invalid("Who stands for NNUH", "please choose one of the list."),)
    assert "please choose one of the list" in check(cards.show(whole, WHEN, faults=faults, revision=1)).twin


def test_a_quorate_meeting_asks_nothing() -> None:
    meeting = standing_in(standing_in(a_meeting(guests=""), "NNUH", "tom"), "QEHKL", "chair")
    whole, _ = judged(meeting, Quorum(office=0))
    card = check(cards.show(whole, WHEN))
    assert card.twin.startswith("Meeting of 16 November 2026: quorate")
    assert titles(card) == ["Change attendance", "Calendar"]
    assert "wait for a quorate meeting" not in card.twin


def test_a_large_group_fits() -> None:
    people = tuple((f"{n:036d}", f"Somebody With A Long Name {n}") for n in range(120))
    card = check(cards.form(cards.fields((DAY,), people), {}, RULE))
    assert size(card.content) < BUDGET
    room = tuple(Present(ObjectId(i), name, frozenset({Role.MEMBER})) for i, name in people[:60])
    meeting, _ = judged(a_meeting(present=room, trusts=tuple(f"TR{n}" for n in range(40))), Quorum())
    assert size(check(cards.show(meeting, WHEN)).content) < BUDGET
