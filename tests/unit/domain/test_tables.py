"""Lists in workbooks: found by their headings, plain cells, columns chosen otherwise, limits."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.tables import MOST_ROWS, NONE, Column, Table, chosen, find, matched

COLUMNS = (
    Column("name", "Name", frozenset({"name"}), needed=True, marks=True),
    Column("day", "Day", frozenset({"day", "when"}), marks=True),
    Column("note", "Note", frozenset({"note"})),
)
KINDS = {"list": COLUMNS}


def test_a_list_is_found_under_a_title_on_any_sheet_and_its_cells_are_plain() -> None:
    grid = [
        ["Our list", None],
        ["Name:", "When", "Note"],
        ["A", datetime(2026, 11, 3, tzinfo=UTC), 4.0],
        [None, float("nan")],
        [],
    ]
    found = find({"One": [["x"]], "Two": [*grid, ["B", date(2026, 1, 2), True]]}, KINDS)
    assert found == Table(
        "list",
        "Two",
        1,
        ("Name:", "When", "Note"),
        (("A", "2026-11-03", 4), (None, None), (), ("B", "2026-01-02", "True")),
    )
    assert found is not None
    assert found.address(0, 1) == "B3"
    assert (found.text(0, 2), found.text(1, 0), found.cell(2, 2), found.text(0, None)) == ("4", "", None, "")
    assert found.say(0, None, "fault", "odd").line == "Two A3: odd"


def test_a_sheet_without_the_marks_is_no_list_and_one_sheet_has_no_name() -> None:
    assert find({"One": [["Name", "Note"], ["A", "b"]]}, KINDS) is None
    only = find({"One": [["Name", "Day"], ["A", 2.5], [None]]}, KINDS)
    assert only is not None
    assert (only.shown, only.rows) == ("", (("A", 2.5),))


def test_the_first_column_of_a_kind_counts_and_a_person_may_choose_another() -> None:
    headings = ("Name", "name", "Day", "Other")
    table = Table("list", "", 0, headings, ())
    assert matched(headings, COLUMNS) == {"name": 0, "day": 2}
    assert chosen(table, COLUMNS, {"name": "1", "day": NONE, "note": "3"}) == {"name": 1, "note": 3}
    assert chosen(table, COLUMNS, {"name": "99", "note": "x"}) == {"name": 0, "day": 2}


def test_rows_beyond_the_limit_are_counted() -> None:
    found = find({"One": [["Name", "Day"], *[["A", 1]] * (MOST_ROWS + 3)]}, KINDS)
    assert found is not None
    assert (len(found.rows), found.left_out) == (MOST_ROWS, 3)
