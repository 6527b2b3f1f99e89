"""How wide the columns of a document are."""

import pytest

from bot.paper_columns import LETTER, widths


@pytest.mark.parametrize("across", [12.0, 17.0, 25.7])
def test_no_word_is_broken_while_there_is_room(across: float) -> None:
    header = ["Id", "Action", "Trust", "Due", "Colour and reason"]
    rows = [
        ["ACT-26-009", "Swab count assurance audit shared across the system", "JPUH", "30 September 2026", "red: late"],
        ["ACT-26-012", "Bereavement room at short notice", "QEHKL", "4 December 2026", "green: updated 3 days ago"],
    ]
    found = widths(header, rows, across)
    assert sum(found) == pytest.approx(across, abs=0.05)
    for width, *cells in zip(found, *rows, strict=True):
        assert width > max(len(word) for cell in cells for word in cell.split()) * LETTER


def test_where_there_is_no_room_for_all_words_everybody_gives_alike() -> None:
    narrow, wide = widths(["A", "B"], [["x" * 40, "x" * 80]], 10.0)
    assert narrow + wide == pytest.approx(10.0, abs=0.05)
    assert wide > narrow


def test_a_table_without_rows_goes_by_its_header() -> None:
    assert widths(["Theme", "Theme"], [], 10.0) == (5.0, 5.0)
