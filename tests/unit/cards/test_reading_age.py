"""Cards read easily: the text twins of all golden cards, held to the figures of tests/data/reading_age.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests import reading

TESTS = Path(__file__).parents[2]
MOST = tomllib.loads((TESTS / "data/reading_age.toml").read_text(encoding="utf-8"))
FOUND = {
    path.stem: found
    for path in sorted((TESTS / "golden").glob("*.txt"))
    if (found := reading.sentences(path.read_text(encoding="utf-8").splitlines()))
}
AGES = {name: reading.age(found) for name, found in FOUND.items()}


COUNTED = {
    "return": 2, "saved": 1, "started": 2, "table": 2, "measures": 2, "being": 2, "theatre": 2, "people": 2, "NHS": 1,
    "maternity": 4, "evidence": 3, "neonatal": 4, "oversight": 3, "create": 2, "something": 2, "meeting": 2,
    "register": 3, "reviewed": 2, "escalation": 4, "medication": 4,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), COUNTED.items())
def test_syllables_as_one_counts_them_by_hand_or_nearly(word, count):
    assert abs(reading.syllables(word) - count) <= 1


def test_the_count_is_right_over_a_whole_sentence():
    (words,) = reading.sentences(["Everything that you typed is kept and the chair will see it before the meeting."])
    assert abs(sum(map(reading.syllables, words)) - 19) <= 1  # counted by hand


def test_easy_words_are_for_the_young_and_hard_ones_are_not():
    easy = reading.age(reading.sentences(["The cat sat on the mat. It was a good day."]))
    hard = reading.age(reading.sentences(["Organisational accountability necessitates comprehensive documentation."]))
    assert easy < 6
    assert hard > 20


def test_labels_and_rows_of_tables_are_no_sentences():
    assert reading.sentences(["Trust | Section | State.", "Save and continue", "Too short."]) == []


def test_all_templates_together():
    assert len(FOUND) > 150
    assert reading.age([s for found in FOUND.values() for s in found]) <= MOST["all_cards"]


def test_no_card_is_too_hard_and_few_are_hard():
    assert {name: age for name, age in AGES.items() if age > MOST["one_card"]} == {}
    hard = {name: round(age, 1) for name, age in AGES.items() if age > 11}
    assert len(hard) <= MOST["over_eleven"] * len(AGES), hard
