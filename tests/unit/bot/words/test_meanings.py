"""Phrases of the lexicon and names of the catalogue."""

from __future__ import annotations

import pytest

from bot.words.meanings import Hit, catalogue, forms, hits, longest, phrases
from domain.catalogue import FRAMEWORKS, MEASURES, REQUIREMENTS, THEMES


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("chase", "chasing"),
        ("submit", "submitting"),
        ("reply", "replied"),
        ("push", "pushes"),
        ("play", "played"),
        ("fix", "fixed"),
    ],
)
def test_endings(word, form):
    assert form in set(forms(word))


def test_a_line_of_the_lexicon():
    assert ("REMIND", ("nudges", "gently")) in set(phrases(("REMIND = nudge~ gently | poke",)))


def test_every_measure_theme_and_framework_is_known_by_its_name():
    known = {(kind, value) for rows in catalogue().values() for _, kind, value in rows}
    assert {("measure", key) for key in MEASURES} <= known
    assert {("theme", key) for key in THEMES} <= known
    assert {("framework", key) for key in (*FRAMEWORKS, *REQUIREMENTS)} <= known


def test_the_longest_name_is_taken():
    found = hits(("night", "fill", "rate"), (catalogue(),))
    assert longest(found, "measure") == [Hit("measure", "midwife_fill_night_pct", 0, 3)]
