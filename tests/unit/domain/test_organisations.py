"""Trusts under all their names."""

import pytest

from domain.organisations import titled, trust_of
from domain.people import Trust, TrustCode

TRUSTS = (
    Trust(
        TrustCode("NNUH"), "RM1", "Norfolk and Norwich University Hospitals NHS Foundation Trust", ("n&n", "norwich")
    ),
    Trust(TrustCode("JPUH"), "RGP", "James Paget University Hospitals NHS Foundation Trust", ("the paget",)),
    Trust(
        TrustCode("QEHKL"), "RCX", "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust", ("qeh", "lynn")
    ),
    Trust(TrustCode("NEW"), "", "Trust", ()),
)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("RM1", "NNUH"),
        ("rm102", "NNUH"),
        ("N&N", "NNUH"),
        ("Norfolk & Norwich University Hospital NHS Trust", "NNUH"),
        ("JAMES PAGET UNIVERSITY HOSPITALS NHS FOUNDATION TRUST", "JPUH"),
        ("James Paget Healthcare NHS Trust", "JPUH"),
        ("Queen Elizabeth Hospital King\u2019s Lynn NHS Trust", "QEHKL"),
        ("Queen Elizabeth Hospital Birmingham", ""),
        ("University Hospitals of Norfolk", ""),
        ("James Paget and Norfolk and Norwich together", ""),
        ("ALL SUBMITTERS", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_means_one_trust_or_none(cell, code):
    assert trust_of(cell, TRUSTS) == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("JPUH maternity dashboard 2026/27", "JPUH"),
        ("Dashboard (RM1)", "NNUH"),
        ("The Paget", "JPUH"),
        ("NNUH and JPUH", ""),
        ("Maternity dashboard", ""),
        (None, ""),
    ],
)
def test_a_title_names_a_trust_by_its_code_among_other_words(title, code):
    assert titled(title, TRUSTS) == code
