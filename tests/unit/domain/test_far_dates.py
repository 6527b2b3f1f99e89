"""A date far ahead is asked about once, and taken when it is said twice."""

from __future__ import annotations

from datetime import date

import pytest

from domain.far_dates import ask_about, far, was_asked
from domain.refusals import Invalid

TODAY = date(2026, 11, 23)


def test_the_day_itself_so_many_years_on_is_not_far_and_the_next_one_is():
    assert not far(date(2028, 11, 23), TODAY, 2)
    assert far(date(2028, 11, 24), TODAY, 2)
    assert not far(date(2028, 2, 29), date(2024, 2, 29), 4)
    assert far(date(2028, 3, 1), date(2024, 2, 29), 4)


def test_it_is_asked_once():
    with pytest.raises(Invalid) as asked:
        ask_about("Due", date(2040, 3, 3), TODAY, 2, press="Save")
    assert asked.value.words == "Due: 3 March 2040 is more than 2 years ahead. If that is right, press Save again."
    assert was_asked([Invalid("Why", "please fill this in."), asked.value])
    ask_about("Due", date(2040, 3, 3), TODAY, 2, press="Save", sure="2040-03-03")


def test_another_far_date_is_asked_about_anew_and_other_faults_are_not_the_question():
    with pytest.raises(Invalid):
        ask_about("Due", date(2041, 3, 3), TODAY, 2, press="Save", sure="2040-03-03")
    assert not was_asked([Invalid("Due", "please give a real date.")])
