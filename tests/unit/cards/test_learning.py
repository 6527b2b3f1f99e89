"""Learning as cards: no name without consent, the chair's card, the channel's, answers, the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import forms
from cards import learning as cards
from domain.learning import Answer, Kind, Learning, Stage
from domain.people import ObjectId
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

FIELDS = cards.fields(("JPUH", "ALL"))
ENTRY = Learning(
    "LRN-26-001",
    Kind.GOOD_PRACTICE,
    "Trolley check",
    "Each morning, two midwives.",
    "JPUH",
    ("equipment",),
    by=ObjectId("a"),
    by_name="Tom Bailey",
    written_on=date(2026, 11, 20),
    version=1,
)
SHARED = replace(ENTRY, stage=Stage.SHARED, shared_on=date(2026, 11, 23), taken_up=("NNUH",), version=2)
ASK = replace(SHARED, id="LRN-26-002", kind=Kind.ASK, taken_up=())


def test_the_form_asks_and_reads_what_it_asks() -> None:
    golden("learning_ask", cards.ask(FIELDS, {"trust": "JPUH"}, lists=True))
    given = forms.read(FIELDS, {"kind": "ask", "trust": "ALL", "title": "T", "text": "x", "named": "true"})
    assert (given["kind"], given["named"], given["themes"]) == ("ask", True, ())
    again = check(
        cards.ask(FIELDS, {}, faults=(Invalid("Title", "please fill this in."),), revision=1, note="Please check")
    )
    assert "● Title: please fill this in." in again.twin


def test_the_read_back_shows_what_the_channel_would_see() -> None:
    card = golden("learning_read_back", cards.read_back(ENTRY, {"title": "Trolley check"}, ("sepsis",), 0))
    assert "Tom" not in card.twin
    assert "From: Tom Bailey, JPUH" in check(cards.read_back(replace(ENTRY, named=True), {}, (), 1)).twin


def test_thanks_to_the_author_and_the_card_for_the_chair() -> None:
    assert "with the chair" in golden("learning_sent", cards.sent(ENTRY)).twin
    assert titles(check(cards.sent(ENTRY, lists=False))) == ["Open"]
    card = golden("learning_for_chair", cards.for_chair(ENTRY))
    assert titles(card) == ["Post to channel", "Ask its author"]


def test_the_channel_thanks_the_trust_and_asks_for_answers() -> None:
    card = golden("learning_channel", cards.channel(SHARED))
    assert "Thank you, JPUH." in card.twin
    assert titles(card) == []
    assert (
        "JPUH asks the others. An answer within 5 working days"
        in golden("learning_channel_ask", cards.channel(ASK)).twin
    )


def test_how_few_it_is_about_stays_out_of_the_channel_and_the_chair_is_told_before() -> None:
    few = replace(SHARED, title="Three women waited", text="One baby was cold.")
    seen = check(cards.channel(few)).twin
    assert ": A small number of women waited" in seen
    assert "A small number of babies was cold." in seen
    chair = check(cards.for_chair(replace(few, stage=Stage.WAITING))).twin
    assert "A small number of women waited" in chair
    assert cards.LEFT_OUT in chair
    assert cards.LEFT_OUT in check(cards.read_back(few, {}, (), 0)).twin
    assert cards.LEFT_OUT not in check(cards.for_chair(ENTRY)).twin
    assert "Three women waited" in check(cards.show(few, cards.View())).twin, "in private as it was written"


def test_one_entry_in_each_of_its_states() -> None:
    may = frozenset({"learning.take_back"})
    card = golden("learning_show", cards.show(SHARED, cards.View(may, ("QEHKL",), note="Kept.")))
    assert titles(card) == ["Take it back", "QEHKL tries it, too", "All learning"]
    assert "Tried elsewhere, too: NNUH." in card.twin
    back = check(cards.show(replace(ENTRY, stage=Stage.SENT_BACK, note="Which?"), cards.View(lists=False)))
    assert "The chair asks: Which?" in back.twin
    gone = check(cards.show(replace(SHARED, stage=Stage.WITHDRAWN, note="one case", themes=()), cards.View()))
    assert "Why it was taken back: one case" in gone.twin
    assert "Themes: none chosen" in gone.twin
    assert "Why it was" not in check(cards.show(replace(SHARED, stage=Stage.WITHDRAWN), cards.View())).twin


def test_answers_stand_with_a_request() -> None:
    said = (
        Answer("NNUH", "We have one", ObjectId("n"), date(2026, 11, 24), "Priya Nair"),
        Answer("ALL", "Ask the library", ObjectId("o"), date(2026, 11, 25)),
    )
    card = golden("learning_answers", cards.show(replace(ASK, answers=said), cards.View()))
    assert "25 November 2026:\nAsk the library\nPriya Nair, NNUH, 24 November 2026:\nWe have one" in card.twin
    assert "No answer yet." in check(cards.show(ASK, cards.View())).twin
    many = tuple(replace(said[0], text="\u20ac" * 600) for _ in range(20))
    assert "earlier" in str(check(cards.show(replace(ASK, answers=many), cards.View())).content)


def test_the_list_says_from_whom_and_what_came_of_it() -> None:
    entries = (
        SHARED,
        replace(ASK, answers=(Answer("NNUH", "x", ObjectId("n"), date(2026, 11, 24)),)),
        replace(ENTRY, themes=()),
    )
    card = golden("learning_list", cards.listed(entries, {"words": "trolley"}, 0, more=True))
    assert "JPUH, 23 November 2026; Equipment; tried by NNUH" in card.twin
    assert "; 1 answer" in card.twin
    assert "JPUH, not shared yet" in card.twin
    assert "Nothing is shared that fits." in check(cards.listed((), {}, 0, more=False)).twin
    assert "; 0 answers" in check(cards.listed((ASK,), {}, 0, more=False)).twin


def test_short_forms_and_words() -> None:
    fault = (Invalid("Your answer", "please fill this in."),)
    golden(
        "learning_answer", cards.reason(ASK, cards.ANSWER, "learning.save_answer", "Send", {}, faults=fault, revision=1)
    )
    golden("learning_back", cards.reason(ENTRY, cards.BACK, "learning.send_back", "Send", {}))
    golden("learning_gone", cards.reason(SHARED, cards.GONE, "learning.withdraw", "Take it back", {}))
    assert titles(golden("learning_told", cards.told(ASK, "NNUH has answered."))) == ["Open"]
