"""Dates that are known in part."""

from __future__ import annotations

import pytest

from domain.partial_dates import as_words, period, read
from domain.refusals import Invalid


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("", "", "no date"),
        ("2025", "2025", "2025"),
        ("December 2020", "2020-12", "December 2020"),
        ("dec 2020", "2020-12", "December 2020"),
        ("Sept 2026", "2026-09", "September 2026"),
        ("12/2020", "2020-12", "December 2020"),
        ("2020-12", "2020-12", "December 2020"),
        ("12 August 2026", "2026-08-12", "12 August 2026"),
        ("3rd of March 2026", "2026-03-03", "3 March 2026"),
        ("1/8/2026", "2026-08-01", "1 August 2026"),
        (" 2026-08-12 ", "2026-08-12", "12 August 2026"),
    ],
)
def test_what_people_type_is_kept_as_far_as_it_is_known(typed: str, kept: str, said: str) -> None:
    assert read(typed, "Date") == kept
    assert as_words(kept) == said


@pytest.mark.parametrize(
    "typed", ["soon", "31 June 2026", "13/2020", "1850", "ma 2026", "smarch 2026", "2101", "12 08 2026"]
)
def test_what_is_no_date_is_refused_and_nothing_guessed(typed: str) -> None:
    with pytest.raises(Invalid, match="please give a date such as"):
        read(typed, "Date")


def test_a_month_is_known_or_it_is_not() -> None:
    assert (period("2026-08-12"), period("2020-12"), period("2025"), period("")) == ("2026-08", "2020-12", "", "")
