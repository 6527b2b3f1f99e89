"""Workbooks to read: header rows, text that stays text, the same bytes."""

import io
from datetime import UTC, datetime

import openpyxl

from storage.books import Sheet, as_book

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
SHEETS = {"Log": Sheet(("Id", "Text"), [("ACT-1", "=1+1"), ("ACT-2", "https://x.example")]), "Empty": Sheet(("A",), [])}


def test_text_stays_text_under_a_header_that_stays():
    made = as_book("Pack", "SQOG", AT, SHEETS)
    book = openpyxl.load_workbook(io.BytesIO(made))
    log = book["Log"]
    assert [[c.value for c in row] for row in log.rows] == [
        ["Id", "Text"],
        ["ACT-1", "=1+1"],
        ["ACT-2", "https://x.example"],
    ]
    assert log["B2"].data_type == "s"
    assert log["B3"].hyperlink is None
    assert log.freeze_panes == "A2"
    assert book.properties.title == "Pack"


def test_the_same_rows_give_the_same_bytes():
    assert as_book("Pack", "SQOG", AT, SHEETS) == as_book("Pack", "SQOG", AT, SHEETS)
