"""Workbooks in and out."""

import contextlib
import io
import zipfile

import openpyxl
import pytest

from domain.imports import read as understand
from domain.refusals import Invalid
from domain.series import Figure
from storage import sheets
from tests.unit.domain.test_organisations import TRUSTS

FIGURES = (
    Figure("births", "JPUH", "2026-09", 138, None, "RET-2026-09-JPUH"),
    Figure("midwife_fill_night_pct", "JPUH", "2026-09", 95.1, None, "RET-2026-09-JPUH"),
    Figure("pph1500", "JPUH", "2026-09", 6, 138, "RET-2026-09-JPUH"),
)


def without_source(figures):
    return [(f.measure, f.trust, f.period, f.numerator, f.denominator) for f in figures]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_comes_back_exactly(kind):
    rows = sheets.long_rows(FIGURES)
    data = sheets.as_xlsx({"Measures": rows}) if kind == "xlsx" else sheets.as_csv(rows)
    report = understand(sheets.read(f"measures.{kind}", data), TRUSTS, "2026-10")
    assert without_source(report.figures) == without_source(FIGURES)
    assert report.found == ()


def test_text_never_becomes_a_formula_or_a_link():
    rows = [["=1+2", "https://example.org", "@cmd", 1, None, "+x"]]
    book = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx({"S": rows})))
    cells = list(book["S"][2])
    assert [(c.data_type, c.value, c.hyperlink) for c in cells[:3]] == [
        ("s", "=1+2", None),
        ("s", "https://example.org", None),
        ("s", "@cmd", None),
    ]
    text = sheets.as_csv(rows).decode("utf-8-sig")
    assert text.splitlines()[1] == '"\'=1+2","https://example.org","\'@cmd",1,"","\'+x"'


def test_a_workbook_as_a_person_makes_it():
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Dashboard"
    sheet["A1"] = "James Paget"
    sheet["B2"] = "2026/27"
    sheet.merge_cells("B2:C2")
    sheet.append(["Measure", "Apr", "May"])
    sheet.append(["Births", 150, "1 51"])
    sheet.append(["PPH", 4, "*"])
    target = io.BytesIO()
    book.save(target)
    report = understand(sheets.read("Dashboard.XLSX", target.getvalue()), TRUSTS, "2026-10")
    assert without_source(report.figures) == [
        ("births", "JPUH", "2026-04", 150, None),
        ("pph1500", "JPUH", "2026-04", 4, 150),
    ]
    assert [f.line for f in report.found] == [
        "C4: '1 51' is not a number.",
        "C5: suppressed, so it stays missing.",
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_with_any_separator_and_either_encoding(mark):
    text = (
        mark.join(["Trust", "Month", "Measure", "Value"])
        + "\n"
        + mark.join(["King\u2019s Lynn", "Oct-26", "Births", "162"])
    )
    for encoding in ("utf-8-sig", "cp1252"):
        (grid,) = sheets.read("a.csv", text.encode(encoding)).values()
        assert grid[1] == ["King\u2019s Lynn", "Oct-26", "Births", "162"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF", "Excel workbook"),
        ("a.xlsx", b"not a zip", "cannot be opened"),
        ("a.xlsx", b"x" * (sheets.LARGEST + 1), "larger than 16 MB"),
        ("a.csv", b"1\n" * (sheets.LINES + 1), "more than 200,000 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, data, words):
    with pytest.raises(Invalid, match=words):
        sheets.read(name, data)


def test_a_damaged_workbook_is_refused_whatever_its_reader_stumbles_over():
    whole = sheets.as_xlsx({"a": [["x"] * 6] * 50})
    for place in range(40, len(whole), len(whole) // 60):
        spoiled = bytearray(whole)
        spoiled[place : place + 8] = b"\xff" * 8
        with contextlib.suppress(Invalid):
            sheets.read("a.xlsx", bytes(spoiled))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "UNPACKED", 1_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 10_000)
    with pytest.raises(Invalid, match="unpacks to more"):
        sheets.read("a.xlsx", target.getvalue())


def test_too_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "SHEETS", 1)
    data = sheets.as_xlsx({"a": [["x"] * 6], "b": [["x"] * 6]})
    with pytest.raises(Invalid, match="more than 1 sheets"):
        sheets.read("a.xlsx", data)


SHEET = "xl/worksheets/sheet1.xml"


def rewritten(change):
    """A good workbook of two rows whose sheet is changed at the level of its XML."""
    whole, target = sheets.as_xlsx({"a": [["x"] * 6] * 2}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in packed.namelist():
            part = packed.read(name)
            made.writestr(name, change(part) if name == SHEET else part)
    assert sheets.read("a.xlsx", whole)["a"][0][0] == "trust"
    return target.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'


@pytest.mark.parametrize("head", [ENTITY, LAUGHS, LAUGHS.lower()])
def test_entities_of_a_workbook_are_never_followed(head):
    with pytest.raises(Invalid, match="no spreadsheet program writes"):
        sheets.read("a.xlsx", rewritten(lambda part: part.replace(b"<worksheet", head, 1)))


def test_entities_are_seen_in_another_encoding_too():
    def change(part):
        return part.replace(b"<worksheet", ENTITY, 1).decode().replace("UTF-8", "UTF-16").encode("utf-16")

    with pytest.raises(Invalid, match="no spreadsheet program writes"):
        sheets.read("a.xlsx", rewritten(change))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'r="A2"', b'r="XFD1048576"'),
        (b"</sheetData>", b'<row r="9000"><c r="XFD9000"><v>1</v></c></row></sheetData>'),
        (b"</sheetData>", b'<row r="9000"><x:c s="1" r="ZZ9000"/></row></sheetData>'),
    ],
)
def test_a_cell_far_out_does_not_fill_the_memory(was, becomes):
    with pytest.raises(Invalid, match="too large"):
        sheets.read("a.xlsx", rewritten(lambda part: part.replace(was, becomes, 1)))


def test_more_cells_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "CELLS", 500)
    with pytest.raises(Invalid, match="too large"):
        sheets.read("a.xlsx", rewritten(lambda part: part.replace(b"</sheetData>", b"<c/>" * 600 + b"</sheetData>")))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_unicode_text_as_excel_saves_it(encoding):
    mark = "" if encoding == "utf-16" else "\ufeff"
    data = f"{mark}Trust\tMonth\nJPUH\tOct-26 \u2265\n".encode(encoding)
    assert sheets.read("figures.txt", data) == {"figures": [["Trust", "Month"], ["JPUH", "Oct-26 \u2265"]]}
