"""A sheet while it is read: how a cell is named and becomes part of a figure."""

from domain.import_sheet import Found, Report, Sheet, at

KEY = ("births", "JPUH", "2026-10")


def sheet(grid, *, turned=False):
    return Sheet("Figures", "", grid, (), "2026-10", {}, [], set(), turned=turned)


def test_a_cell_is_named_as_it_stands_even_when_the_sheet_was_turned():
    assert sheet([]).address(1, 2) == "C2"
    assert sheet([], turned=True).address(1, 2) == "B3"


def test_the_first_of_two_figures_stands():
    made = sheet([[150, 151, "", "*"]])
    for column in range(4):
        made.take(0, column, KEY, "numerator")
    assert made.parts == {KEY: {"numerator": (150.0, "A1")}}
    assert [f.line for f in made.found] == [
        "B1: says 151 where A1 says 150; the first stands.",
        "D1: suppressed, so it stays missing.",
    ]
    assert made.told == {KEY}


def test_beyond_the_end_of_a_row_is_nothing():
    assert (at([1], 0), at([1], 1), at([1], None)) == (1, None, None)


def test_a_finding_says_its_sheet_where_there_are_several():
    assert Found("Figures", "A1", "fault", "is odd.").line == "Figures A1: is odd."
    assert Report(layout="Maternity Services Data Set, months across").national
