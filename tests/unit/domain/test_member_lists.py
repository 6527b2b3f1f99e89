"""A list of members: ids, roles in people's words, trusts; nothing guessed."""

from __future__ import annotations

from domain.member_lists import COLUMNS, read
from domain.tables import find, matched
from tests.sample_risks import TRUSTS

ID = "aaaaaaaa-0000-4000-8000-00000000000"


def test_roles_in_peoples_words_and_every_fault_by_its_cell() -> None:
    rows: list[list[object]] = [
        ["Nia", f"{{{ID}1}}".upper(), "Vice chair and lead", "JPUH/NNUH"],
        ["Omar", f"{ID}2", "lay member", "JPUH"],
        ["", f"{ID}3", "member", ""],
        ["No id", "", "member", ""],
        [],
        ["No role", f"{ID}4", "", ""],
        ["Twice", f"{ID}2", "member", ""],
        *([["x", None]] * 994),
    ]
    table = find({"People": [["Name", "Object ID", "Role", "Trust"], *rows]}, {"members": COLUMNS})
    assert table is not None
    found = read(table, matched(table.headings, COLUMNS), TRUSTS)
    assert [p.told for p in found.people] == ["Nia: deputy chair, trust lead (JPUH, NNUH)", "Omar: observer"]
    assert [f.line for f in found.found[:4]] == [
        "A4: there is no name.",
        "B5: no object id.",
        "C7: there is no role.",
        "B8: the same person stands above.",
    ]
    assert found.found[-1].words == "1 rows beyond the first 1,000."


def test_no_role_no_trust_of_ours_and_a_lead_without_one() -> None:
    rows: list[list[object]] = [
        ["Odd", f"{ID}1", "wizard", ""],
        ["Far", f"{ID}2", "lead", "Leeds"],
        ["None", f"{ID}3", "lead", ""],
    ]
    table = find({"People": [["Name", "Object ID", "Role", "Trust"], *rows]}, {"members": COLUMNS})
    assert table is not None
    found = read(table, matched(table.headings, COLUMNS), TRUSTS)
    assert [f.line for f in found.found] == [
        "C2: 'wizard' is no role of the group.",
        "D3: 'Leeds' is no trust of the group.",
        "D4: a trust lead needs at least one trust.",
    ]
