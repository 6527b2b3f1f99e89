"""Action logs as groups keep them: headings, dirty dates, trusts, closed rows, rows that stand twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain import action_logs
from domain.action_logs import Entry, Log, day, read, read_again, source, without
from tests.sample_risks import TRUSTS

HEADER = ["Ref", "Action required", "Trust", "Lead", "Due date", "RAG", "Meeting", "Update"]
ROWS: list[list[object]] = [
    ["7", "Audit of measured blood loss", "JPUH", "Tom Bailey", "30/11/2026", "Amber", "SQOG October", "10 of 20 done"],
    [8.0, "One checklist for all", "All trusts", "", datetime(2026, 12, 1, tzinfo=UTC), "Green", "", ""],
]


def log(*rows: list[object], header: list[str] = HEADER, name: str = "Actions") -> Log:
    found = read({name: [["Action log 2026"], header, *rows]}, TRUSTS)
    assert found is not None
    return found


def test_a_log_is_read_row_by_row() -> None:
    found = log(*ROWS, [None] * 8)
    first, second = found.entries
    assert (first.title, first.trust, first.owner, first.due) == (ROWS[0][1], "JPUH", "Tom Bailey", date(2026, 11, 30))
    assert (second.trust, second.owner, second.ref, second.due) == ("ALL", "", "8", date(2026, 12, 1))
    assert found.columns[1] == ("What will be done", "Action required (B2)")
    assert found.owners == ("Tom Bailey", "")
    assert found.found == ()
    assert source(first, "log.xlsx") == "SQOG October (log.xlsx, 7)"
    assert source(Entry("k", "t", "JPUH", "", date(2026, 1, 1), "B3"), "log.xlsx") == "log.xlsx, B3"


@pytest.mark.parametrize(
    ("row", "kind", "said"),
    [
        ([1, "", "JPUH", "", "1/12/2026"], "note", "Actions B3: a row without an action."),
        ([1, "A", "JPUH", "", "1/12/2026", "Closed"], "note", "B3: closed already, so it stays in the old log."),
        ([1, "A", "JPUH", "", "soon"], "fault", "E3: 'soon' is no date."),
        ([1, "A", "JPUH", "", ""], "fault", "E3: there is no date."),
        ([1, "A", "Mars", "", "1/12/2026"], "fault", "C3: 'Mars' is no trust of the group."),
        ([1, "A", "", "", "1/12/2026"], "fault", "C3: no trust is named."),
        ([1, "A", "JPUH"], "fault", "E3: there is no date."),
    ],
)
def test_what_a_row_lacks_is_said_with_its_cell(row: list[object], kind: str, said: str) -> None:
    found = read({"Actions": [["x"], HEADER, row], "Other": []}, TRUSTS)
    assert found is not None
    assert found.entries == ()
    assert [f.line.endswith(said) for f in found.of(kind)] == [True]


def test_a_row_that_stands_twice_is_read_once() -> None:
    found = log(ROWS[0], ROWS[0])
    assert len(found.entries) == 1
    assert found.found[0].words == "the same action stands above; it is read once."
    assert without(found, frozenset({found.entries[0].key})).entries == ()


def test_the_sheet_may_name_the_trust_and_need_no_more_than_two_columns() -> None:
    found = log(["Audit", "1 Dec 2026"], header=["Action", "By when"], name="NNUH")
    assert [(e.trust, e.due) for e in found.entries] == [("NNUH", date(2026, 12, 1))]
    assert (
        found.entries[0].key != log(["Other", "1 Dec 2026"], header=["Action", "By when"], name="NNUH").entries[0].key
    )


def test_a_log_is_read_again_with_other_columns_and_the_same_cells() -> None:
    header = ["Ref", "What we agreed", "Trust", "Owner", "Due"]
    found = log(["1", "Audit", "JPUH", "Tom Bailey", date(2026, 12, 1)], header=header)
    assert found.entries == ()
    assert found.sheet is not None
    again = read_again(found.sheet, {**dict(found.places), "title": 1}, TRUSTS)
    (entry,) = again.entries
    assert (entry.title, entry.cell, entry.due) == ("Audit", "B3", date(2026, 12, 1))
    assert ("What will be done", "What we agreed (B2)") in again.columns
    assert "title" not in dict(found.places)
    assert all(f.cell == "A3" for f in found.found), "a row of which no column says what is told by its first cell"


def test_the_sheet_names_the_trust_when_it_is_read_again_and_rows_beyond_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(action_logs, "MOST_ROWS", 1)
    found = log(["Audit", "1/12/2026"], ["Walk", "2/12/2026"], header=["Action", "Due"], name="JPUH")
    assert found.sheet is not None
    again = read_again(found.sheet, dict(found.places), TRUSTS)
    assert [(e.title, e.trust) for e in again.entries] == [("Audit", "JPUH")]
    assert [f.words for f in again.of("fault")] == ["1 rows beyond the first 1."]


def test_other_sheets_are_no_log_and_long_ones_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read({"Figures": [["Trust", "Month", "Measure", "Value"]]}, TRUSTS) is None
    monkeypatch.setattr(action_logs, "MOST", 1)
    found = log(*ROWS)
    assert len(found.entries) == 1
    assert "is beyond the first 1 actions." in found.found[0].words
    long = log([1, "x" * 300, "JPUH", "", "1/12/2026"]).entries[0]
    assert len(long.title) == action_logs.LONGEST


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (date(2026, 11, 3), date(2026, 11, 3)),
        (46329, date(2026, 11, 3)),
        (46329.5, date(2026, 11, 3)),
        ("03.11.26", date(2026, 11, 3)),
        ("31/02/2026", None),
        (True, None),
        (12, None),
        (float("nan"), None),
        ("3 Foo 2026", None),
        (None, None),
    ],
)
def test_days_as_people_write_them(cell: object, found: date | None) -> None:
    assert day(cell) == found
