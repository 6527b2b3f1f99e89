"""A register of somebody's own: each fault by its cell, nothing guessed."""

from __future__ import annotations

from domain.risk_logs import COLUMNS, LONGEST, UNSAID, Register, read
from domain.tables import find, matched
from tests.sample_risks import TRUSTS

HEAD = ["ID", "Risk", "Description", "Trust", "Likelihood", "Consequence", "Target likelihood", "Target consequence"]


def register(*rows: list[object], head: list[str] = HEAD, sheet: str = "Sheet1") -> Register:
    grids: dict[str, list[list[object]]] = {sheet: [list(head), *rows]}
    if sheet != "Sheet1":
        grids["Other"] = []
    table = find(grids, {"risks": COLUMNS})
    assert table is not None
    return read(table, matched(table.headings, COLUMNS), TRUSTS)


def test_a_row_is_a_risk_and_what_is_not_said_is_said_so() -> None:
    entry = register([7, "Rota", "Posts stay empty", "JPUH", 3, "4 major", 2, 4]).entries[0]
    assert (entry.ref, entry.title, entry.cause, entry.event, entry.effect) == (
        "7",
        "Rota",
        "Posts stay empty",
        UNSAID,
        UNSAID,
    )
    assert (entry.likelihood, entry.consequence, entry.target_likelihood, entry.target_consequence) == (3, 4, 2, 4)
    assert entry.told == "Rota (JPUH): 12 (possible 3 x major 4)"
    shared = register(["", "", "x" * 300, "LMNS", "possible", 4, "", ""]).entries[0]
    assert (len(shared.title), shared.told.split(" (")[1]) == (LONGEST, "all trusts): 12")
    assert (shared.target_likelihood, shared.target_consequence) == (3, 4), "without a target the score stands"


def test_every_fault_names_its_cell() -> None:
    found = register(
        [1, "", "", "JPUH", 3, 4, "", ""],
        [],
        [2, "A", "", "Leeds", 3, 4, "", ""],
        [3, "B", "", "", 3, 4, "", ""],
        [4, "C", "", "JPUH", 6, 4, "", ""],
        [5, "D", "", "JPUH", 3, "2-3", "", ""],
        [6, "E", "", "JPUH", 2, 2, 3, 3],
        [7, "F", "", "JPUH", 2, 2, 2, "x"],
        [8, "G", "", "JPUH", 2, 2, "", ""],
        [8, "G again", "", "JPUH", 2, 2, "", ""],
    )
    assert [e.title for e in found.entries] == ["G"]
    assert [f.line for f in found.of("fault")] == [
        "D4: 'Leeds' is no trust of the group.",
        "D5: no trust is named.",
        "E6: '6' is no likelihood from 1 to 5.",
        "F7: '2-3' is no consequence from 1 to 5.",
        "G8: the target lies above the present score.",
        "H9: 'x' is no consequence from 1 to 5.",
    ]
    assert [f.line for f in found.of("note")] == [
        "B2: a row without a risk.",
        "B11: the same risk stands above; it is read once.",
    ]


def test_a_sheet_named_after_a_trust_is_that_trusts() -> None:
    found = register(["Rota", 4, 4], head=["Risk", "L", "C"], sheet="JPUH")
    assert [e.trust for e in found.entries] == ["JPUH"]


def test_rows_left_out_are_said() -> None:
    rows: list[list[object]] = [[n, f"R{n}", "", "JPUH", 1, 1, "", ""] for n in range(1_002)]
    assert register(*rows).found[-1].words == "2 rows beyond the first 1,000."


def test_what_is_closed_stays_in_the_old_register() -> None:
    row: list[object] = ["Rota", "JPUH", 4, 4, "Closed"]
    found = register(row, head=["Risk", "Trust", "L", "C", "Status"])
    assert [f.words for f in found.of("note")] == ["closed already, so it stays in the old register."]
