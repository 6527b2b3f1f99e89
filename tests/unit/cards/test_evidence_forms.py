"""What evidence is asked."""

from __future__ import annotations

from cards import evidence_forms as cards
from cards.forms import Refill, read
from domain.evidence import EVERY, Status
from domain.refusals import Invalid
from tests.evidence_made import an_item
from tests.goldens import golden

ASKED = cards.fields(cards.trusts_open([("NNUH", "Norwich"), ("JPUH", "James Paget")]), (("tom", "Tom Bailey"),))


def test_an_empty_form_names_what_must_be_said() -> None:
    card = golden("evidence_forms_new", cards.form(ASKED, {"trust": EVERY, "owner": "tom", "status": "current"}))
    assert "Strength (required)" in card.twin
    assert "Supports. Such as SA6" in card.twin


def test_an_item_comes_back_from_its_own_form() -> None:
    item = an_item(supports=("CNST:SA7", "theme:pph"), status=Status.SUPERSEDED, superseded_by="EVD-26-002")
    typed = cards.typed(item)
    assert (typed["supports"], typed["theme"]) == ("CNST:SA7", "pph")
    assert read(ASKED, typed)["dated"] == "4 November 2026"
    refill = Refill({"title": "typed"}, (Invalid("Strength", "please fill this in."),), 2)
    card = golden(
        "evidence_forms_change", cards.form(ASKED, typed, record=item.id, version=3, said="Read.", refill=refill)
    )
    assert "Strength: please fill this in." in card.twin
    bare = cards.typed(an_item(supports=(), dated="", next_review=None))
    assert (bare["dated"], bare["next_review"], bare["theme"]) == ("", "", "")


def test_withdrawing_asks_why() -> None:
    card = golden("evidence_forms_withdraw", cards.withdraw(an_item()))
    assert "Why it is withdrawn (required)" in card.twin
