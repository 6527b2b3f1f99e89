"""Strangers with a year of birth, an age or a date beside something clinical are patients; colleagues are not."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.patient_particulars import people
from domain.privacy import find
from tests.privacy import identifiable, innocent


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("K. Holt, born 1989, abruption", "a date of birth"),
        ("K Uwimana b. 1992", "a date of birth"),
        ("P.B., dob 1985, lost her baby", "a date of birth"),
        ("tn born 1978 uterine rupture", "a date of birth"),
        ("h. jones, born 1992, lost her baby", "a date of birth"),
        ("woman born 1985, uterine rupture", "a date of birth"),
        ("IUFD, yob 1979", "a date of birth"),
        ("Ludmila Uwimana (1992) eclamptic fit", "a person's name"),
        ("Olivia Harper, 27, fourth degree tear, forceps", "a person's name"),
        ("SARAH SMITH, 37: SHOULDER DYSTOCIA", "a person's name"),
        ("room 4 Xin Gunawardena 26 transferred to ITU", "a person's name"),
        ("Beyza Thistlewood was transferred to ITU", "a person's name"),
        ("mum Jolanta Featherstone is unhappy", "a person's name"),
        ("Xanthe had an abruption", "a person's name"),
        ("last night Xanthe gave birth", "a person's name"),
        ("Ipswich gave birth", "a person's name"),
        ("Jane Doe-Test, para 1, team were fab", "a person's name"),
        ("chase the family of Mr and Mrs Fictional, baby died 2 Feb", "a person's name"),
        ("Mr and Mrs Szczepaniak want the notes", "a person's name"),
        ("baby Okonkwo was transferred out", "a person's name"),
        ("KL, 45, PPH", "initials with an age or a date"),
        ("J.W. 31yrs stillbirth", "initials with an age or a date"),
        ("8 May Dorcas Abubakar IUFD", "a name with a date"),
        ("Tiwa Tennyson eclamptic fit on 19 February 2026", "a name with a date"),
        ("Marijke Dlamini delivered 15 April 2026", "a name with a date"),
    ],
)
def test_what_stands_beside_a_stranger_makes_a_patient_of_them(text, kind):
    assert kind in {f.kind for f in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Bev Holt by 15 January",
        "chase Karen Smith re the stillbirth action",
        "Jo Reeve, 27 Nov, PPH audit",
        "Hi Bev, 27, PPH 12",
        "SB, 14, PPH, 12",
        "QE, 27, PPH",
        "e.g. 27 stillbirths in 2025",
        "Delivery Suite, 27, stillbirth",
        "Donna Ockenden (2022) on stillbirths",
        "women born before 1990 had a PPH",
        "woman born 1985 wants a copy of the strategy",
        "Baby Friendly was discussed",
        "Ipswich had an abruption",
        "Gorleston had a stillbirth",
        "Everyone had a baby",
        "Triage had a bleed",
        "Zeynep Yildiz will present 12 PPH cases",
        "a 1989 abruption guideline",
        "AB 14 abruption",
        "rose wood, 27, abruption",
        "a green, 27, abruption",
        "Zeynep Yildiz and 27 abruption leaflets",
    ],
)
def test_colleagues_figures_and_publications_are_let_through(text):
    assert list(people(text, text.lower())) == []
    assert find(text) == ()


def test_of_every_kind_nearly_all_is_found_and_the_work_of_the_group_is_let_through():
    said, found = Counter[str](), Counter[str]()
    for kind, text in identifiable():
        said[kind] += 1
        found[kind] += bool(find(text))
    assert {kind: found[kind] for kind, count in said.items() if found[kind] < 0.99 * count} == {}
    clean = [text for _, text in innocent()]
    falsely = [text for text in clean if find(text)]
    assert len(said) >= 10
    assert len(falsely) <= 0.01 * len(clean), falsely
