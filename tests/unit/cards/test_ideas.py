"""Ideas as cards: the next step is asked where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import forms
from cards import ideas as cards
from domain.ideas import Idea, Stage, judged, tried
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

DAY = date(2026, 11, 23)
IDEA = Idea("IDE-26-001", "Huddle at eight", "Ten minutes, all professions", "JPUH", "communication", version=1)
FAULT = (Invalid("Title", "please fill this in."),)


def test_the_form() -> None:
    fields = cards.fields(("JPUH", "ALL"))
    golden("ideas_ask", cards.ask(fields, {"trust": "JPUH"}))
    assert "●" in check(cards.ask(fields, {}, faults=FAULT, revision=1)).twin
    assert forms.read(fields, {"title": "T", "trust": "ALL", "text": "x"})["theme"] is None


def test_who_may_is_asked_for_the_next_step() -> None:
    assert titles(golden("ideas_new", cards.show(IDEA, may=True, note="Kept."))) == ["Try it", "All ideas"]
    testing = tried(IDEA, "One ward for a week", DAY)
    card = golden("ideas_testing", cards.show(testing, may=True, faults=FAULT, revision=1))
    assert titles(card) == ["Save what came of it", "All ideas"]
    assert titles(check(cards.show(testing, may=False))) == ["All ideas"]
    adapted = judged(testing, Stage.ADAPTED, "Too early for the night team", DAY)
    card = golden("ideas_adapted", cards.show(adapted, may=True))
    assert "23 November 2026, to be tried again, changed:\nToo early for the night team" in card.twin
    done = replace(judged(testing, Stage.ADOPTED, "kept", DAY), trust="ALL", theme="")
    assert titles(check(cards.show(done, may=True))) == ["All ideas"]


def test_many_turns_fit() -> None:
    idea = IDEA
    for _ in range(20):
        idea = judged(tried(idea, "\u20ac" * 400, DAY), Stage.ADAPTED, "\u20ac" * 400, DAY)
    assert "earlier" in str(check(cards.show(idea, may=True)).content)


def test_the_list() -> None:
    card = golden("ideas_list", cards.listed((IDEA, replace(IDEA, trust="ALL", theme="")), 0, more=True))
    assert "all trusts together; an idea, not tried yet" in card.twin
    assert titles(card)[-3:] == ["More", "New idea", "All learning"]
    assert "None yet." in check(cards.listed((), 0, more=False)).twin
