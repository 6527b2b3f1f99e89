"""Entries under themes: sources, harm and grades, and themes suggested by words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import THEMES
from domain.people import Role
from domain.refusals import Invalid, NotAllowed
from domain.theme_notes import (
    BY_HAND,
    GRADES,
    SOURCE_WORDS,
    SUGGESTED,
    Source,
    ThemeNote,
    checked,
    suggested,
    takes_back,
    withdrawn,
)
from tests.stores import a_member

TODAY = date(2026, 11, 23)
NOTE = ThemeNote("THM-26-001", ("bereavement",), Source.PMRT, "JPUH", "2026-10", grade="C")


def test_an_entry_is_kept_with_the_day_it_was_made() -> None:
    assert checked(NOTE, TODAY).made_on == TODAY
    assert NOTE.level == "grade C: issues that may have made a difference"
    harmed = ThemeNote("", ("pph",), Source.INCIDENTS, "JPUH", "2026-10", physical="moderate", psychological="low")
    assert checked(harmed, TODAY).level == "physical harm: moderate; psychological harm: low"
    assert ThemeNote("", ("pph",), Source.MNVP, "JPUH", "2026-11").level == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"themes": ()}, "Themes: please choose at least one"),
        ({"themes": ("weather",)}, "Themes: please choose at least one"),
        ({"month": "2026-12"}, "December 2026 is still to come"),
        ({"source": Source.COMPLAINTS}, "only PMRT reviews have a grade"),
        ({"grade": "", "physical": "low"}, "only incidents have a level of harm"),
        ({"grade": "", "psychological": "low"}, "only incidents have a level of harm"),
    ],
)
def test_what_does_not_go_together_is_refused(changes: dict, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(replace(NOTE, **changes), TODAY)
    assert said in refused.value.words


def test_its_author_or_the_trusts_lead_takes_it_back_with_a_reason_once() -> None:
    author, lead = a_member(1, Role.MEMBER), a_member(2, Role.TRUST_LEAD, trusts=("JPUH",))
    other = a_member(3, Role.TRUST_LEAD, trusts=("NNUH",))
    note = replace(NOTE, by=author.object_id)
    assert [takes_back(m, note) for m in (author, lead, other)] == [True, True, False]
    with pytest.raises(Invalid):
        withdrawn(note, " ")
    gone = withdrawn(note, " counted twice ")
    assert gone.withdrawn == "counted twice"
    with pytest.raises(NotAllowed):
        withdrawn(gone, "again")


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("CTG not escalated to the registrar; handover was poor", ("fetal_monitoring", "escalation", "communication")),
        ("Antibiotics in 1 hour were missed", ("sepsis",)),
        ("Two women waited for induction", ("induction",)),
        ("A good catch by a student", ()),
        ("Nothing to see", ()),
    ],
)
def test_words_suggest_themes_and_good_news_suggests_none(text: str, themes: tuple[str, ...]) -> None:
    assert suggested(text) == themes


def test_no_more_is_suggested_than_one_looks_through() -> None:
    assert len(suggested("pph, sepsis, clots, oasi, triage, training and equipment")) == SUGGESTED


def test_every_theme_is_suggested_by_its_own_name() -> None:
    assert all(t.key in suggested(t.name) for t in THEMES.values() if t.key != "good_practice")


def test_every_source_has_words_and_two_come_by_themselves() -> None:
    assert set(SOURCE_WORDS) == set(Source)
    assert set(Source) - set(BY_HAND) == {Source.MEASURE, Source.CONCERN}
    assert list(GRADES) == ["A", "B", "C", "D"]
    assert Source.MNVP.words == "women and families (MNVP)"
