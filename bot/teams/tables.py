"""A message with its tables, as text that keeps its columns: what a person pasted from a sheet.

Owns: the HTML twin of a message -> lines with tabs. Must not: know what a cell means.
Source: learn.microsoft.com, "Send and receive files" and "Format your bot messages": a message has its text and, as an
attachment of type text/html, the same with markup. Cells copied in Excel arrive there as a table; the text has lost it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

LONGEST = 600_000
"""Characters of markup that are read: a table of a full message, each cell with its styles. Source: ours."""
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3"})
_CELLS = frozenset({"td", "th"})


def pasted(activity: Mapping[str, Any], longest: int) -> str:
    """The text with its tabs, or the lines of its HTML twin when that has a table; empty when there is neither."""
    found = activity.get("attachments")
    for attachment in found if isinstance(found, list) else ():
        content = attachment.get("content") if isinstance(attachment, dict) else None
        if isinstance(content, str) and attachment.get("contentType") == "text/html" and "<table" in content.lower():
            return lines(content[:LONGEST])[:longest]
    text = activity.get("text")
    text = text[:longest] if isinstance(text, str) else ""
    if "<table" in text.lower():
        return lines(text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\t" in text else ""


def lines(markup: str) -> str:
    r"""Markup as text: a row of a table is a line with a tab between cells.

    >>> lines("<p>Paget</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr></table>")
    'Paget\nA\tB\n1\t'
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects lines. A table within a cell is read as more of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._row: list[str] | None = None
        self._part: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 HTMLParser's own
        if tag == "table":
            self._depth += 1
            self._end_line()
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row, self._part = [], []
        elif self._depth == 1 and tag in _CELLS and self._row is not None:
            self._part = []
        elif self._depth == 0 and tag in _BLOCKS:
            self._end_line()
        elif tag in _BLOCKS:
            self._part.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in _CELLS:
            said = self._said()
            if self._row is not None:
                self._row.append(said)
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 0 and tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        self._part.append(data)

    def text(self) -> str:
        """Everything read."""
        self._end_row()
        self._end_line()
        return "\n".join(self._lines)

    def _said(self) -> str:
        said, self._part = " ".join("".join(self._part).split()), []
        return said

    def _end_row(self) -> None:
        if self._row is not None:
            self._lines.append("\t".join(self._row))
            self._row, self._part = None, []

    def _end_line(self) -> None:
        if self._row is None:
            said = self._said()
            if said:
                self._lines.append(said)
