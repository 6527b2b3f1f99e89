"""What an accessible Word file has, as a check of the file itself: title, language, headings, header rows, words for
pictures. Source: Microsoft, "Make your Word documents accessible"; PAC and axesWord check the same."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] a compiled module without types


def faults(data: bytes) -> list[str]:
    """Every fault, in words."""
    document: Any = docx.Document(io.BytesIO(data))
    found: list[str] = []
    about = document.core_properties
    if not about.title or about.title == "Word Document":
        found.append("the file has no title")
    if about.language != "en-GB":
        found.append("the file's language is not said")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        styles = packed.read("word/styles.xml").decode()
        body = packed.read("word/document.xml").decode()
    if set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) != {"en-GB"}:
        found.append("the language of the text is not en-GB alone")
    found += _headings(document)
    for table in document.tables:
        if not table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"):
            found.append("a table has no header row")
        if not table._tbl.tblPr.find(qn("w:tblDescription")) is not None:
            found.append("a table has no words")
    for properties in document.element.body.iter(qn("wp:docPr")):
        if not properties.get("descr"):
            found.append("a picture has no words")
    if "<w:tab/>" in body or "   " in text(data):
        found.append("tabs or spaces stand in for a table or a list")
    etree.fromstring(body.encode())
    return found


def _headings(document: Any) -> list[str]:
    found: list[str] = []
    level = 0
    titles = [p for p in document.paragraphs if p.style.name == "Title"]
    if len(titles) != 1 or not titles[0].text:
        found.append("there is not just one title")
    for paragraph in document.paragraphs:
        name = paragraph.style.name
        if not name.startswith("Heading "):
            continue
        now = int(name.removeprefix("Heading "))
        if now > level + 1:
            found.append(f"the heading '{paragraph.text}' skips a level")
        if not paragraph.text.strip():
            found.append("a heading is empty")
        level = now
    if not level:
        found.append("there is no heading")
    return found


def text(data: bytes) -> str:
    """The words of the file in reading order, tables after the paragraph before them."""
    document: Any = docx.Document(io.BytesIO(data))
    rows: list[str] = []
    for block in document.element.body.iterchildren():
        if block.tag == qn("w:p"):
            rows.append("".join(t.text or "" for t in block.iter(qn("w:t"))))
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
                rows.append(" | ".join(cells))
    return "\n".join(rows)
