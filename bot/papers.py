"""Documents as Word files that everybody can read: real headings, header rows, language, title, words for pictures.

Owns: python-docx, loaded only when a document is asked for, and LibreOffice where it is there. The same paper gives the
same bytes. Must not: write a word of its own into a document.
Source: Public Sector Bodies Accessibility Regulations 2018; Microsoft, "Make your Word documents accessible".
"""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from bot.contracts import Made
from bot.paper_columns import widths
from domain.papers import Block, Bullets, Figure, Heading, Paper, Para, Table

log = logging.getLogger(__name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
LANGUAGE, FONT, POINTS = "en-GB", "Arial", 12
"""Source: NHS identity: a sans serif of at least 12 points."""
CELL, CELL_POINTS = "Table text", 10
"""Style of a table's words. Source: ours, so that nine columns stand beside each other with their words whole."""
A4, MARGIN = (21.0, 29.7), 2.0
WIDEST = 21.0
"""Centimetres of a picture. Source: ours, so that its words stand on the same page."""
LYING = 7
"""With so many columns the page lies on its side. Source: ours, looked at."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of each part in the file, so that the same paper gives the same bytes."""
PATIENCE = 90.0
"""Seconds that LibreOffice gets for one document."""


def files(paper: Paper, name: str) -> tuple[Made, ...]:
    """The Word file, and a PDF of it where LibreOffice is there."""
    word = as_docx(paper)
    made = [Made(f"{name}.docx", word, DOCX, "Word")]
    printed = as_pdf(word)
    if printed:
        made.append(Made(f"{name}.pdf", printed, PDF, "PDF"))
    return tuple(made)


def as_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    import docx  # noqa: PLC0415 slow to load, needed only here
    from docx.shared import Pt  # noqa: PLC0415 the same

    document: Any = docx.Document()
    _properties(document, paper)
    across = _page(document, lying=any(isinstance(b, Table) and len(b.header) >= LYING for b in paper.blocks))
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(POINTS)
    _cell_style(document)
    document.add_heading(paper.title, level=0)
    for block, following in zip(paper.blocks, (*paper.blocks[1:], None), strict=False):
        _add(document, block, across)
        if isinstance(block, Heading) and isinstance(following, Heading) and following.level <= block.level:
            # An item with nothing below it: a whole agenda of them would be pushed to the next page together.
            document.paragraphs[-1].paragraph_format.keep_with_next = False
    _plain_headings(document)
    target = io.BytesIO()
    document.save(target)
    return _still(target.getvalue())


def office() -> str | None:
    """LibreOffice, where this machine has it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_pdf(word: bytes) -> bytes:
    """The same as a PDF, empty where this machine has no LibreOffice or it does not manage."""
    program = office()
    if program is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="oversight-pdf-") as place:
        source = Path(place) / "paper.docx"
        source.write_bytes(word)
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 our own file
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as fault:
            log.warning("no PDF was made", extra={"reason": type(fault).__name__})
            return b""


def _properties(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = paper.title, paper.author, paper.author
    about.language, about.comments, about.subject = LANGUAGE, "", paper.title
    about.created = about.modified = paper.at.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1
    for spoken in document.styles.element.xpath("//w:lang"):
        spoken.set(_w("val"), LANGUAGE)


def _page(document: Any, *, lying: bool) -> float:
    """A4, upright or lying; centimetres that a line is long."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 slow to load, needed only here
    from docx.shared import Cm  # noqa: PLC0415 the same

    page: Any = document.sections[0]
    wide, high = (A4[1], A4[0]) if lying else A4
    page.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Cm(wide), Cm(high)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)
    return wide - 2 * MARGIN


def _cell_style(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 slow to load, needed only here
    from docx.shared import Pt  # noqa: PLC0415 the same

    style: Any = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(CELL_POINTS)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(2)
    style.paragraph_format.line_spacing = 1.0
    document.styles["Caption"].paragraph_format.keep_with_next = True


def _add(document: Any, block: Block, across: float) -> None:
    if isinstance(block, Heading):
        document.add_heading(block.text, level=block.level)
    elif isinstance(block, Para):
        document.add_paragraph(block.text)
    elif isinstance(block, Bullets):
        for item in block.items:
            document.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Figure):
        _figure(document, block, across)
    else:
        _table(document, block, across)


def _figure(document: Any, figure: Figure, across: float) -> None:
    from docx.shared import Cm  # noqa: PLC0415 slow to load, needed only here

    shape: Any = document.add_picture(io.BytesIO(figure.png), width=Cm(min(across, WIDEST)))
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # what it says stands with it
    shape._inline.docPr.set("descr", figure.alt)  # noqa: SLF001 the package has no other way to the words


def _table(document: Any, table: Table, across: float) -> None:
    from docx.shared import Cm  # noqa: PLC0415 slow to load, needed only here

    document.add_paragraph(table.caption, style="Caption")
    made: Any = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    made.autofit = False
    found = widths(table.header, table.rows, across)
    for column, cell, width in zip(made.columns, made.rows[0].cells, found, strict=True):
        column.width = cell.width = Cm(width)  # rows that are added take theirs from the column
    _fill(made.rows[0], table.header)
    for run in (run for cell in made.rows[0].cells for run in cell.paragraphs[0].runs):
        run.bold = True
    for row in table.rows:
        _fill(made.add_row(), row)
    _described(made, table)
    document.add_paragraph(style=CELL)


def _fill(row: Any, texts: Sequence[str]) -> None:
    """A row's words; it is not divided between two pages."""
    from docx import oxml  # noqa: PLC0415 slow to load, needed only here

    element: Any = oxml
    row._tr.get_or_add_trPr().append(element.OxmlElement("w:cantSplit"))  # noqa: SLF001 the package has no such rows
    # One look for the row's cells: the package walks the table at each.
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph: Any = cell.paragraphs[0]
        paragraph._p.style = CELL.replace(" ", "")  # noqa: SLF001 by its id: by name the package looks through all styles
        paragraph.text = text


def _described(made: Any, table: Table) -> None:
    from docx import oxml  # noqa: PLC0415 slow to load, needed only here

    element: Any = oxml
    head: Any = made.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 the package has no header rows
    head.append(element.OxmlElement("w:tblHeader"))
    for name in ("w:tblCaption", "w:tblDescription"):
        words: Any = element.OxmlElement(name)
        words.set(_w("val"), table.caption)
        made._tbl.tblPr.append(words)  # noqa: SLF001 nor alternative text for tables


def _plain_headings(document: Any) -> None:
    """Headings in the text's own font and in black: the template's blue is too faint."""
    from docx.oxml.ns import qn  # noqa: PLC0415 slow to load, needed only here
    from docx.shared import RGBColor  # noqa: PLC0415 the same

    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        style: Any = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor(0x21, 0x2B, 0x32)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _still(packed: bytes) -> bytes:
    """The file with every part at one time."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return target.getvalue()


def _w(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 slow to load, needed only here

    return qn(f"w:{name}")
