"""Small numbers in sentences, for readers outside the group."""

from __future__ import annotations

import pytest

from domain.small_words import NUMBERS, PLURALS, small_in, without_small


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Three women waited", "A small number of women waited"),
        ("one baby was cooled", "a small number of babies was cooled"),
        ("2 unexpected term admissions", "a small number of unexpected term admissions"),
        ("3 neonatal deaths in May", "a small number of neonatal deaths in May"),
        ("two to three mothers", "a small number of mothers"),
        ("1-2 stillbirths", "a small number of stillbirths"),
        ("a couple of families and a single complaint", "a small number of families and a small number of complaints"),
        ("both babies are well", "a small number of babies are well"),
        ("2 third-degree tears", "a small number of third-degree tears"),
        ("four of the women", "a small number of the women"),
    ],
)
def test_a_small_number_of_people_or_events_is_not_told(text: str, outside: str):
    assert without_small(text) == outside


@pytest.mark.parametrize(
    "text",
    [
        "Twelve women, 5 babies and 41 births",
        "3 changes of date",
        "1 of 3 trusts received",
        "one-to-one care of women",
        "2 risks are over tolerance",
        "in 1 case-note review",
        "level 3.2 women and 1/4 births",
        "Stillbirths: none; no woman waited",
        "24 babies, 1,002 women, 10-3 babies",
        "RSK-26-001 women's views",
        "The meeting was not quorate; 2 people were there.",
        "Category 1 births and Robson group 2 women",
        "We have two birth pools, one family room and three incident reviews",
    ],
)
def test_everything_else_stays_word_for_word(text: str):
    assert without_small(text) == text


def test_every_number_with_every_noun_goes_and_the_rule_is_done_once():
    for number in NUMBERS:
        for one, many in PLURALS.items():
            for noun in (one, many):
                said = without_small(f"We heard of {number} {noun} here.")
                assert said == f"We heard of a small number of {many} here."
                assert without_small(said) == said


def test_what_is_small_is_found_as_it_was_written():
    assert small_in("12 births", "After the Two deaths in May, one mother wrote") == "Two deaths"
    assert small_in("Category 1 births", "two birth pools") == ""
