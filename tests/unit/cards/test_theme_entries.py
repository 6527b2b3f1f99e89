"""The form of an entry by hand, its read-back, and taking it out."""

from __future__ import annotations

from cards import forms
from cards import theme_entries as cards
from domain.refusals import Invalid
from domain.theme_notes import Source, ThemeNote
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

FIELDS = cards.fields(("JPUH", "ALL"), ("2026-11", "2026-10"))
NOTE = ThemeNote(
    "THM-26-001", ("pph", "triage"), Source.PMRT, "ALL", "2026-10", 2, grade="B", text="As told", version=1
)


def test_the_form_asks_and_reads_what_it_asks() -> None:
    golden("theme_entries_ask", cards.ask(FIELDS, {"count": 1, "month": "2026-11"}))
    typed = {"source": "pmrt", "trust": "ALL", "month": "2026-10", "count": "2", "themes": "triage,pph", "grade": "B"}
    given = forms.read(FIELDS, typed)
    assert (given["themes"], given["count"], given["text"]) == (("pph", "triage"), 2, None)


def test_suggested_themes_are_filled_in_and_asked_about() -> None:
    card = golden("theme_entries_suggested", cards.ask(FIELDS, {"themes": "pph"}, suggested=("pph",), revision=1))
    assert "From your words I would file it under: Postpartum haemorrhage." in card.twin
    again = check(cards.ask(FIELDS, {}, faults=(Invalid("Themes", "please choose."),)))
    assert "● Themes: please choose." in again.twin


def test_everything_is_read_back_and_what_else_the_words_say() -> None:
    card = golden("theme_entries_read_back", cards.read_back(NOTE, {"themes": "pph"}, ("sepsis",)))
    assert "Level: grade B: issues that would have made no difference" in card.twin
    assert "Trust: all trusts together" in card.twin
    plain = check(cards.read_back(ThemeNote("", ("pph",), Source.MNVP, "JPUH", "2026-10"), {}, ()))
    assert "also speak" not in plain.twin
    assert titles(plain) == ["Save", "Change"]


def test_it_is_kept_and_may_be_taken_out_with_a_reason() -> None:
    assert "It counts from now on." in golden("theme_entries_saved", cards.saved(NOTE)).twin
    form = golden("theme_entries_withdraw", cards.withdraw(NOTE, {}, faults=(Invalid("Why", "please say."),)))
    assert titles(form) == ["Take it out"]
    gone = golden("theme_entries_taken_out", cards.taken_out(ThemeNote(**_but(withdrawn="said twice."))))
    assert "Reason: said twice." in gone.twin


def _but(**changes):
    names = ("id", "themes", "source", "trust", "month", "count", "grade", "text", "version")
    return {**{n: getattr(NOTE, n) for n in names}, **changes}
