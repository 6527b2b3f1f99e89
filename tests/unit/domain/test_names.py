"""The word lists of names."""

from __future__ import annotations

from domain.names import FAMILY, GIVEN, ORDINARY, TRADE


def test_every_name_is_lower_case_letters():
    assert all(name.isalpha() and name == name.lower() for name in GIVEN | FAMILY | ORDINARY)


def test_months_and_trusts_are_not_names():
    assert {"paget", "norwich", "lynn", "may"} & (GIVEN | FAMILY) == set()
    assert {"paget", "norwich", "lynn"} <= TRADE


def test_what_is_ordinary_is_a_name_at_all():
    assert ORDINARY <= GIVEN | FAMILY
