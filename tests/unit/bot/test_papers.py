"""Word files: accessible, the same bytes for the same paper, a PDF only where LibreOffice is there."""

from __future__ import annotations

import io
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from bot import papers
from domain.papers import Bullets, Figure, Heading, Paper, Para, Table
from tests import docx_check

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
PAPER = Paper(
    "Meeting pack",
    "SQOG",
    datetime(2026, 11, 23, 10, tzinfo=UTC),
    (
        Heading("Actions"),
        Para("Two are late."),
        Bullets(("One", "Two")),
        Heading("Register", 2),
        Table("Risks, the highest first", ("Id", "Title"), (("RSK-26-001", "Scans <late> & more"),)),
        Figure(PNG, "A chart in words."),
    ),
)


def test_a_word_file_passes_the_accessibility_check_and_says_what_the_paper_says() -> None:
    made = papers.as_docx(PAPER)
    assert docx_check.faults(made) == []
    said = docx_check.text(made)
    for words in ("Meeting pack", "Two are late.", "Scans <late> & more", "Risks, the highest first"):
        assert words in said


def test_nine_columns_stand_beside_each_other_on_a_page_that_lies() -> None:
    header = (*(f"Column {n}" for n in range(8)), "What was said")
    table = Table("All", header, ((*["a"] * 8, "A long sentence about it " * 4),))
    wide = Paper("Log", "x", PAPER.at, (Heading("All"), table))
    document: Any = docx.Document(io.BytesIO(papers.as_docx(wide)))
    page = document.sections[0]
    assert page.page_width > page.page_height
    widths = [column.width for column in document.tables[0].columns]
    assert sum(widths) <= page.page_width - page.left_margin - page.right_margin + len(widths) * 3_600
    assert widths[-1] > 2 * widths[0], "what is long has more room"
    rows = document.tables[0]._tbl.xpath(".//w:trPr/w:cantSplit")
    assert len(rows) == 2, "no row is divided between two pages"
    assert docx_check.faults(papers.as_docx(wide)) == []
    upright: Any = docx.Document(io.BytesIO(papers.as_docx(PAPER))).sections[0]
    assert upright.page_width < upright.page_height


def test_headings_of_an_agenda_are_not_pushed_to_the_next_page_together() -> None:
    agenda = Paper("Agenda", "x", PAPER.at, (Heading("1. Welcome"), Heading("2. A story"), Para("Who tells it.")))
    first, second = docx.Document(io.BytesIO(papers.as_docx(agenda))).paragraphs[1:3]
    assert first.paragraph_format.keep_with_next is False
    assert second.paragraph_format.keep_with_next is None, "as the style says: with what it heads"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert papers.as_docx(PAPER) == papers.as_docx(PAPER)


def test_the_check_finds_what_is_wrong() -> None:
    bare = Paper("", "x", PAPER.at, (Heading("Deep", 2), Figure(PNG, "")))
    found = docx_check.faults(papers.as_docx(bare))
    assert found == [
        "the file has no title",
        "there is not just one title",
        "the heading 'Deep' skips a level",
        "a picture has no words",
    ]


LOOKED_FOR = papers.office
"""As it is, before `tests/conftest.py` hides LibreOffice of this machine."""


@pytest.fixture(autouse=True)
def looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "office", LOOKED_FOR)


def office(folder: Path, script: str) -> None:
    if sys.platform == "win32":
        pytest.skip("what stands in for LibreOffice is a script of the shell")
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IEXEC)


def test_a_pdf_is_made_where_libreoffice_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [m.title for m in papers.files(PAPER, "pack")] == ["Word"], "there is no LibreOffice"
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    office(tmp_path, 'while [ "$1" != "--outdir" ]; do shift; done; printf "%%PDF" > "$2/paper.pdf"')
    made = papers.files(PAPER, "pack")
    assert [(m.name, m.title) for m in made] == [("pack.docx", "Word"), ("pack.pdf", "PDF")]
    assert made[1].content == b"%PDF"


def test_an_office_that_does_not_manage_gives_no_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    office(tmp_path, "exit 3")
    assert papers.as_pdf(b"x") == b""
    office(tmp_path, "exit 0")
    assert papers.as_pdf(b"x") == b""
    assert caplog.text.count("no PDF was made") == 2
