"""Help and who am I, as drawn."""

from __future__ import annotations

from cards import people as cards
from cards.kit import actions
from domain.people import Member, ObjectId, Role, TrustCode
from tests.goldens import golden

TOM = Member(ObjectId("x"), "Tom Bailey", frozenset({Role.TRUST_LEAD, Role.MEMBER}), (TrustCode("JPUH"),))
GRACE = Member(ObjectId("y"), "Grace Mbeki", frozenset({Role.OBSERVER}))


def test_help_has_examples_and_buttons() -> None:
    examples = [("submit", "fill in your trust's return"), ("risks 12 or more", "the register")]
    shown = golden("people_help", cards.help_card(TOM, examples, ["submit", "my actions"]))
    assert "You are here as trust lead, member." in shown.twin
    assert "submit: fill in your trust's return" in shown.twin
    assert [a["title"] for a in actions(shown.content) if a["type"] == "Action.Execute"] == ["Submit", "My actions"]
    assert "Please never give me details of a patient." in shown.twin


def test_who_am_i_says_roles_trusts_and_reminders() -> None:
    shown = golden("people_who_am_i", cards.who_am_i(TOM, [("Reminders", "2 of 3 left in any seven days")]))
    assert "Trusts: JPUH" in shown.twin
    assert "Reminders: 2 of 3 left in any seven days" in shown.twin
    assert "Trusts: none of their own" in cards.who_am_i(GRACE, ()).twin


def test_the_welcome_says_how_to_reach_the_bot() -> None:
    shown = golden("people_welcome", cards.welcome("Safety and Quality Oversight Group"))
    assert "Start with @Oversight here, or message me directly." in shown.twin


def test_the_welcome_in_a_private_chat_speaks_of_that_chat() -> None:
    shown = golden("people_welcome_private", cards.welcome("Safety and Quality Oversight Group", private=True))
    assert "This chat is between you and me" in shown.twin
    assert "Here I show what the group shares" not in shown.twin
