"""Everything out, as it is, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from domain.people import Member, Role
from storage import concerns, exports, members, outbox
from storage.store import Session, Store
from tests.concerns_made import a_concern
from tests.stores import GROUP

TRICKS = (
    "=1+2",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "+44 20",
    "-5",
    "https://example.org",
    "\tcmd|' /C calc'!A0",
)


def add(session: Session, number: int, name: str) -> None:
    session.as_system("test")
    members.add(session, Member(f"id-{number}", name, frozenset({Role.MEMBER})))  # pyright: ignore[reportArgumentType]


@pytest.fixture
def book(store: Store, tmp_path: Path):
    """Write the workbook and read it back."""

    def made():
        file = tmp_path / "all.xlsx"
        rows = store.run_sync(lambda s: exports.write(s, file), group=GROUP)
        return rows, openpyxl.load_workbook(file)

    return made


def column(sheet, name: str) -> list[object]:
    header = [c.value for c in sheet[1]]
    return [row[header.index(name)].value for row in sheet.iter_rows(min_row=2)]


def test_every_table_of_the_group_is_a_sheet(book):
    _, workbook = book()
    names = set(workbook.sheetnames)
    assert {"About", "members", "journal", "actions", "risks", "returns", "observations", "versions"} <= names
    assert "inbox" not in names


def test_text_that_looks_like_a_formula_or_a_link_stays_text(store: Store, book):
    for number, trick in enumerate(TRICKS):
        store.run_sync(lambda s, n=number, t=trick: add(s, n, t), group=GROUP)
    _, workbook = book()
    sheet = workbook["members"]
    assert column(sheet, "name") == list(TRICKS)
    cells = [c for s in workbook for row in s.iter_rows() for c in row]
    assert {c.data_type for c in cells} <= {"s", "n", "b", "inlineStr"}
    assert not [c for c in cells if c.hyperlink]


def test_another_groups_rows_stay_out(store: Store, book):
    store.run_sync(lambda s: add(s, 1, "Ours"), group=GROUP)
    store.run_sync(lambda s: add(s, 2, "Theirs"), group="other")
    _, workbook = book()
    said = " ".join(str(c.value) for s in workbook for row in s.iter_rows() for c in row)
    assert "Ours" in said
    assert "Theirs" not in said


def test_a_text_longer_than_a_cell_goes_on_beside(store: Store, book):
    long = "x" * (exports.LONGEST + 5)
    store.run_sync(lambda s: add(s, 1, long), group=GROUP)
    rows, workbook = book()
    assert rows > 0
    (row,) = workbook["members"].iter_rows(min_row=2, values_only=True)
    assert "".join(str(v) for v in row if v and set(str(v)) == {"x"}) == long


def test_a_disk_that_is_full_leaves_the_old_file(store: Store, tmp_path: Path, monkeypatch):
    file = tmp_path / "all.xlsx"
    file.write_text("old")

    def full(*_: object) -> int:
        raise OSError("no space left on device")

    monkeypatch.setattr(exports, "_sheet", full)
    with pytest.raises(OSError, match="no space"):
        store.run_sync(lambda s: exports.write(s, file), group=GROUP)
    assert file.read_text() == "old"
    assert list(tmp_path.glob(".all*")) == []


def test_concerns_and_what_was_kept_and_sent_about_them_stay_in(store: Store, book):
    class Card:
        def __init__(self) -> None:
            self.content = {"said": "nights feel unsafe"}
            self.twin = "nights feel unsafe"

    def raised(session: Session) -> None:
        session.as_system("test")
        concerns.add(session, a_concern(text="nights feel unsafe"))
        outbox.enqueue(session, kind="notice", key="k", card=Card(), to_person="id-1", subject="CON-26-001")
        outbox.enqueue(session, kind="notice", key="l", card=Card(), to_person="id-1", subject="ACT-26-001")

    store.run_sync(raised, group=GROUP)
    _, workbook = book()
    assert "concerns" not in workbook.sheetnames
    assert column(workbook["outbox"], "subject") == ["ACT-26-001"]
    assert "CON-26-001" not in column(workbook["versions"], "subject")
    assert column(workbook["journal"], "verb") == ["raise concern"], "that there was one is no secret of the journal"


def test_whoever_waits_hears_of_each_table(store, tmp_path):
    heard = []
    store.run_sync(lambda s: exports.write(s, tmp_path / "all.xlsx", lambda *told: heard.append(told)), group=GROUP)
    assert [what for _, _, what in heard] == [t.name for t in exports.tables()]
    assert [done for done, _, _ in heard] == list(range(len(heard)))
