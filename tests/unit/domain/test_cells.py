"""Cells of real workbooks."""

import math
from datetime import date, datetime

import pandas as pd
import pytest

from domain.cells import address, nhs_year, number, part, period, tidy


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12.0),
        (0, 0.0),
        (7.9, 7.9),
        (" 12 ", 12.0),
        ("1,234", 1234.0),
        ("1,234.5", 1234.5),
        ("12.5 %", 12.5),
        ("98.7%", 98.7),
        (".5", 0.5),
        ("12\u00a0", 12.0),
        ("\ufeff12", 12.0),
        ("12 (p)", 12.0),
        ("12r", 12.0),
        ("12*", 12.0),
        ("-3", -3.0),
        (None, None),
        (math.nan, None),
        ("", None),
        ("-", None),
        ("\u2013", None),
        ("n/a", None),
        ("Not received", None),
    ],
)
def test_numbers_as_people_write_them(cell, value):
    read = number(cell)
    assert (read.value, read.fault, read.suppressed) == (value, "", False)


@pytest.mark.parametrize("cell", ["*", "<5", "[c]", "-1", -1, -1.0, "Suppressed"])
def test_a_suppressed_count_is_missing_not_nought(cell):
    read = number(cell)
    assert (read.value, read.suppressed) == (None, True)
    assert "stays missing" in read.note


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("07-Oct", "Excel made out of a range"),
        ("7 October", "Excel made out of a range"),
        (datetime(2026, 10, 7), "Excel may have made 07-Oct out of '7-10'"),  # noqa: DTZ001 - as a workbook gives it
        (date(2026, 10, 7), "Excel may have made 07-Oct"),
        ("twelve", "is not a number"),
        ("1,23", "is not a number"),
        (True, "yes or no"),
        (math.inf, "infinite"),
    ],
)
def test_what_is_no_number_is_said_why(cell, words):
    read = number(cell)
    assert read.value is None
    assert words in read.fault


def test_a_footnote_mark_is_noted():
    assert number("12 (p)").note == "the mark (p) was left out"
    assert number("12").note == ""


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10", "2026-10-01", "2026-10-01 00:00:00", "2026/10/01", "01/10/2026", "31.10.26", "Oct-26", "Oct 26",
        "Oct '26", "October 2026", "1 October 2026", "202610", "10/2026", "M7 2026/27", "2026/27 M07", "26/27 month 7",
        "Oct 2026/27", "46296", 46296, 46296.0, date(2026, 10, 31), pd.Timestamp("2026-10-01"),
    ],
)  # fmt: skip
def test_october_2026_in_every_dress(cell):
    assert period(cell) == "2026-10"


@pytest.mark.parametrize(
    ("cell", "year", "expected"),
    [
        ("Apr", "2026/27", "2026-04"),
        ("January", "2026/27", "2027-01"),
        ("M1", "2026-27", "2026-04"),
        ("M12", "26/27", "2027-03"),
        ("Total", "2026/27", ""),
        ("Oct", "", ""),
        ("07-Oct", "", ""),
        ("2026/28", "", ""),
        ("13/2026", "", ""),
        ("45/13/2026", "", ""),
        ("Smarch 2026", "", ""),
        ("01/10/1926", "", ""),
        ("12345", "", ""),
        (12, "", ""),
        (math.nan, "", ""),
        (True, "", ""),
        ("", "", ""),
    ],
)
def test_a_month_needs_its_year(cell, year, expected):
    assert period(cell, year) == expected


def test_nhs_years():
    assert [nhs_year(c) for c in ("2026/27", "FY 2026-27", "2026/2027", "26/27", "1999/00", "2026", 2026)] == [
        2026, 2026, 2026, 2026, 0, 0, 0,
    ]  # fmt: skip


def test_parts_of_a_rate():
    assert [part(c) for c in ("Numerator", "num.", "Denominator", "Out of", "Rate", None)] == [
        "numerator", "numerator", "denominator", "denominator", "", "",
    ]  # fmt: skip


def test_cells_are_named_as_in_excel():
    assert [address(0, c) for c in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]


def test_tidy_knows_one_form_of_each_letter():
    assert tidy("  King\u2019s\u00a0 Lynn\u2014Unit ") == "king's lynn-unit"
