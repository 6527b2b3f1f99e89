"""Names of patients are told from names of colleagues."""

from __future__ import annotations

import pytest

from domain.privacy import find


@pytest.mark.parametrize(
    ("patient", "colleague"),
    [
        ("Mrs Carter had a bleed", "Mrs Carter to chair the meeting"),
        ("Emma Clarke 12/11/26 PPH", "Emma Clarke owns it, due 12/11/26"),
        ("pt Tom Bailey", "Tom Bailey"),
        ("Kelly's baby was cooled", "Kelly's audit was good"),
        ("Sarah Jones had a stillbirth", "Sarah Jones had a meeting"),
        ("the patient is called Bluebell", "the ward is called Bluebell"),
        ("Mr Wilson, husband of the patient, rang", "Mr Wilson leads on PROMPT"),
        ("patient name: Joanne", "patient name: redacted"),
        ("Sarah Jones was sent home and lost her baby", "Sarah Jones ran training for women who gave birth"),
        ("3/11/2026 Laura Kent PPH", "3/11/2026 Laura Kent to lead the audit"),
        ("JS 34y", "QE 34y"),
    ],
)
def test_a_patient_is_found_and_a_colleague_is_not(patient, colleague):
    assert find(patient)
    assert not find(colleague)


@pytest.mark.parametrize("text", ["pt please", "patient Safety", "mum Xyzzy", "Lynn's notes", "notes of Quorum"])
def test_what_follows_the_word_patient_is_not_always_a_name(text):
    assert not find(text)


def test_a_title_before_notes_is_enough():
    assert find("mrs testpatients notes")


def test_a_colour_may_be_a_family_name():
    assert find("Ms Green was admitted with sepsis")
    assert not find("green was admitted with sepsis")


def test_who_complained_is_a_patient_and_who_answers_is_not():
    assert find("add evidence: complaint letter from Ms Violet Notreal dated 18/11/2026")
    assert not find("complaint response by Ms Carter, matron")
    assert not find("complaint from Ms Carter, consultant, about the rota")
