"""What the rules of the report are given."""

from domain.report_material import LONGEST, short
from tests.reports_made import AT, BARE


def test_words_are_tidied_and_cut_and_the_day_is_that_of_the_moment() -> None:
    assert short("  a \n b ") == "a b"
    assert len(short("x" * 999)) == LONGEST + 1
    assert BARE.today == AT.date()
