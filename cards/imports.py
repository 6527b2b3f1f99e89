"""Cards of an import: where cells are pasted, what the dry run found, what was kept.

Owns: those three cards. Must not: read a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Text
from cards.kit import JSON, Card, button, card, errors, heading, words
from domain.imports import Found, Report
from domain.refusals import Invalid

LONGEST = 8_000
"""Characters of one paste: more than a year of twenty measures of three trusts. Source: the card's own size."""
SHOWN = 12
"""Findings of each kind on the card; the rest is counted."""
CELLS = Text("cells", "Cells from your sheet, with their headings", required=True, longest=LONGEST, lines=True)
KINDS = {
    "fault": "These cells give no figure",
    "question": "Please look at these",
    "note": "Left out or read with care",
}


def paste(typed: Mapping[str, Any] | None = None, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """Where cells are pasted."""
    return card(
        "Import figures",
        errors([f.words for f in faults]),
        words(
            "Copy the cells in Excel and paste them here: a row for each figure (trust, month, measure, numerator, "
            "denominator), or months across with a column for measures and the trust's name above. Or send me the "
            "workbook itself: attach it to a message that says import."
        ),
        words("Check says what I read, cell by cell. Nothing is stored before you press Import."),
        *forms.inputs([CELLS], typed or {}, revision),
        actions=[button("Check", "import.check")],
    )


def dry_run(report: Report, replaced: Sequence[str], typed: Mapping[str, Any], revision: int) -> Card:
    """What would be kept, and every cell that says something."""
    body: list[JSON | None] = [words(summary(report))]
    body += _listed("These figures replace others", list(replaced))
    for kind, title in KINDS.items():
        body += _listed(title, [f.line for f in report.of(kind)])
    body += forms.inputs([CELLS], typed, revision)
    keep = [button("Import", "import.keep", style="positive")] if report.figures else []
    return card("Dry run: nothing is stored yet", *body, actions=[*keep, button("Check", "import.check")])


def file_run(name: str, report: Report, fresh: int, replaced: Sequence[str], file: str) -> Card:
    """What a workbook that was sent in would bring; `fresh` figures of it differ from what stands, or are new."""
    body: list[JSON | None] = [words(f"{name}: {summary(report)}"), words(_fresh(report, fresh))]
    body += _listed("These figures replace others", list(replaced))
    for kind, title in KINDS.items():
        body += _listed(title, [f.line for f in report.of(kind)])
    body.append(words("The workbook itself is not kept. To change something, correct it there and send it again."))
    keep = [button("Import", "import.keep_file", style="positive", file=file)] if fresh else []
    return card("Dry run: nothing is stored yet", *body, actions=keep)


def _fresh(report: Report, fresh: int) -> str:
    same = len(report.figures) - fresh
    if not report.figures:
        return "There is nothing to import."
    if not fresh:
        return "All of them stand here already, so there is nothing to import."
    return f"{fresh} are new or differ; {same} stand here already." if same else "All of them are new or differ."


def summary(report: Report) -> str:
    """How much was read."""
    if not report.figures:
        return "I read no figure."
    trusts = sorted({f.trust for f in report.figures})
    months = sorted({f.period for f in report.figures})
    measures = len({f.measure for f in report.figures})
    return (
        f"I read {len(report.figures)} figures of {measures} measures for {', '.join(trusts)}, "
        f"{months[0]} to {months[-1]} (layout: {report.layout})."
    )


def _listed(title: str, lines: Sequence[str]) -> list[JSON | None]:
    if not lines:
        return []
    rest = len(lines) - SHOWN
    shown = [*lines[:SHOWN], *([f"and {rest} more"] if rest > 0 else [])]
    return [heading(f"{title}: {len(lines)}"), *(words(line) for line in shown)]


def kept(source: str, report: Report, found: Sequence[Found]) -> Card:
    """After the import."""
    left = f" {len(found)} cells gave no figure." if found else ""
    return card(
        f"Imported as {source}",
        words(f"{summary(report)}{left}"),
        words("A return that is corrected later has the last word again; the history keeps what stood before."),
        actions=[button("Measures", "measure.board", number=0)],
    )
