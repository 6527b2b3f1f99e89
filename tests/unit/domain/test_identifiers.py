"""Numbers, places and dates that point to a person: the near misses."""

from __future__ import annotations

import pytest

from domain import identifiers


def found(detector, text):
    return list(detector(text, text.lower()))


def test_a_reference_number_is_not_an_nhs_number_unless_a_patient_stands_beside_it():
    assert not found(identifiers.nhs_numbers, "order ref 9434765919")
    assert found(identifiers.nhs_numbers, "patient ref 9434765919")


def test_a_dictated_number_with_a_double_is_read():
    assert found(identifiers.nhs_numbers, "nhs number nine double nine zero zero zero zero zero one eight")
    assert found(identifiers.nhs_numbers, "nine four three four seven six five nine one nine")
    assert not found(identifiers.nhs_numbers, "one two three four five six seven eight nine one")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("nine nine nine five, six seven, one two three four", True),
        ("999 five six seven one two three four", True),
        ("four double six treble one two three four five", True),
        ("invoice nine nine nine five six seven one two three four", False),
        ("births 9 4 3 4 7 6 5 9 1 8", False),
        ("nine nine nine five six seven one two three", False),
    ],
)
def test_ten_digits_said_one_by_one_are_an_nhs_number_by_any_check_digit(text, is_one):
    assert bool(found(identifiers.nhs_numbers, text)) is is_one


def test_the_postcode_of_no_fixed_abode_is_one():
    assert found(identifiers.places, "mum from ZZ99 3VZ")


@pytest.mark.parametrize("text", ["SA6 2nd quarter", "M7 1st draft", "B6 3rd wte"])
def test_an_ordinal_after_a_code_is_not_a_postcode(text):
    assert not found(identifiers.places, text)


def test_a_street_is_an_address_by_its_capitals_or_by_who_lives_there():
    assert found(identifiers.places, "14 Mill Lane")
    assert found(identifiers.places, "she lives at 14 mill lane")
    assert not found(identifiers.places, "14 open lane")


def test_figures_of_training_are_not_a_date_of_birth():
    assert not found(identifiers.births, "training 12/11/93")
    assert found(identifiers.births, "12/11/1993")


def test_a_month_beyond_twelve_is_no_date():
    assert not found(identifiers.births, "25/26/1990")


def test_when_many_were_born_is_no_date_of_birth():
    assert not found(identifiers.births, "all babies born on 3 November")
    assert found(identifiers.births, "she was born on 3 November")


def test_an_old_date_of_a_document_is_no_date_of_birth():
    assert not found(identifiers.births, "policy dated 3 May 2009")
    assert found(identifiers.births, "3 May 2009")


def test_a_colleagues_phone_and_mail_are_not_a_patients():
    assert not found(identifiers.contacts, "call me on 07700 900123")
    assert not found(identifiers.contacts, "her mail is ruth.okafor@nhs.net")
    assert found(identifiers.contacts, "mum's number is 07700 900123")
