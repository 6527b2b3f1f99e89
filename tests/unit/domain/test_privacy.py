"""The guard: everything that could identify a patient is found, and the work of the group is left alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import privacy
from domain.privacy import find, guard, is_nhs_number, plain
from domain.refusals import Identifiable
from tests.growth import is_even

DATA = Path(__file__).resolve().parents[2] / "data"
ROWS = [json.loads(line) for line in (DATA / "privacy.jsonl").read_text(encoding="utf-8").splitlines()]
IDENTIFIABLE = [row["text"] for row in ROWS if row["identifiable"]]
INNOCENT = [row["text"] for row in ROWS if not row["identifiable"]]
SAID = [
    row
    for name in sorted(DATA.glob("understanding*.jsonl"))
    for row in map(json.loads, name.read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize("text", IDENTIFIABLE)
def test_text_that_could_identify_a_patient_is_found(text):
    assert find(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_the_work_of_the_group_is_not_taken_for_a_patient(text):
    assert find(text) == ()


def test_labelled_messages_are_refused_when_and_only_when_they_should_be():
    refused = {row["text"] for row in SAID if find(row["text"])}
    should = {row["text"] for row in SAID if row["command"] == "refuse"}
    may = {row["text"] for row in SAID if "refuse" in row["also"]}
    assert should <= refused
    assert refused <= should | may


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NHS no 999 000 0018", "an NHS number"),
        ("dob 3/4/91", "a date of birth"),
        ("postcode NR1 3QQ", "a postcode"),
        ("she lives at 14 Station Road", "an address"),
        ("MRN 00456123", "a hospital or case number"),
        ("pt initials KB", "initials with an age or a date"),
        ("Emma Clarke 12/11/26 PPH", "a name with a date"),
        ("pt Sarah Khan", "a person's name"),
        ("her mobile is 07700 900123", "a phone number or e-mail address of a patient"),
    ],
)
def test_the_kind_is_said_in_words(text, kind):
    assert kind in {f.kind for f in find(text)}


def test_the_guard_names_the_field_and_the_kind_and_not_the_text():
    with pytest.raises(Identifiable) as refusal:
        guard({"title": "Triage", "what_happened": "pt NHS 999 000 0018"})
    assert refusal.value.where == "what happened"
    assert refusal.value.kind == "an NHS number"
    assert "999" not in refusal.value.words


def test_the_guard_lets_clean_text_pass():
    guard({"title": "Triage line at night", "why": ""})


def test_findings_stand_where_the_text_stands():
    text = "see NHS 999 000 0018 today"
    found = find(text)[0]
    assert text[found.start : found.end] == "999 000 0018"


def test_digits_of_other_scripts_and_invisible_marks_do_not_hide_a_number():
    assert plain("９９９\u200b ٠٠٠") == "999 000"
    assert find("٩٩٩ ٠٠٠ ٠٠١٨")
    assert find("999\u200b 000 0018")


def test_a_letter_that_grows_when_lowered_does_not_shift_the_findings():
    assert find("İstanbul İİ postcode NR1 3QQ")


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("9434765919", True),
        ("9990000018", True),
        ("9434765918", False),
        ("9991234560", False),  # no check digit exists for this stem
        ("1111111111", False),
        ("943476591", False),
        ("943476591x", False),
    ],
)
def test_the_check_digit(digits, valid):
    assert is_nhs_number(digits) is valid


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_nothing_raises(text):
    for found in find(text):
        assert found.start <= found.end


PIECES = [
    "Mrs ",
    "Smith ",
    "3/4/",
    "91",
    "pt ",
    "NHS no ",
    "9",
    " ",
    "A.B. ",
    "Sarah Jones ",
    "born ",
    "1 ",
    "had a ",
    "NR1 ",
    "@x.",
    "one two ",
]


def test_the_cost_grows_with_the_length_and_no_faster():
    chance = random.Random(7)
    for piece in [*PIECES, *("".join(chance.choices(PIECES, k=12)) for _ in range(12))]:
        assert is_even(find, piece, 20_000), piece


def test_no_number_of_a_box_points_to_anybody_so_none_is_searched():
    """The short way of `find` is right because no detector finds anything in such a number."""
    short = [f"{n:0{digits}}" for digits in range(1, privacy.FIGURE + 1) for n in range(10**digits)]
    assert not [text for text in short if any(True for detector in privacy._DETECTORS for _ in detector(text, text))]
    assert privacy.find("4312") == privacy.find("") == ()
    assert privacy.find("9434765919")
