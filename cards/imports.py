"""Cards of an import: where cells are pasted, what the dry run found, what was kept.

Owns: those three cards. Must not: read a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import EMPTY, Choice, Refill, Text
from cards.kit import JSON, Card, button, card, errors, heading, words
from cards.returns import WHY_KEPT
from domain.imports import Found, Report
from domain.measure_words import span
from domain.questions import KEPT
from domain.refusals import Invalid
from domain.series import Figure

LONGEST = 8_000
"""Characters of one paste: more than a year of twenty measures of three trusts. Source: the card's own size."""
SHOWN = 12
"""Findings of each kind on the card; the rest is counted."""
KEEP = Choice(
    KEPT,
    "Figures that cannot be right",
    choices=(("leave", "Leave them out"), ("keep", "Keep them, marked as queried")),
)
CELLS = Text("cells", "Cells from your sheet, with their headings", required=True, longest=LONGEST, lines=True)
KINDS = {
    "fault": "These cells give no figure",
    "queried": "More than there was to count out of",
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
            "denominator), or months across or down with the measures on the other side and the trust's name above or "
            "beside them. You may also paste "
            "them straight into a message to me, or attach the workbook to a message that says import."
        ),
        words("Check says what I read, cell by cell. Nothing is stored before you press Import."),
        *forms.inputs([CELLS], typed or {}, revision),
        actions=[button("Check", "import.check")],
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """A dry run beside what stands here already."""

    fresh: tuple[Figure, ...] = ()
    """Figures that are new or differ."""
    replaced: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()
    queried: tuple[Figure, ...] = ()
    """Figures that cannot be right, new or differing."""
    kept_local: int = 0
    """Published figures left out, since the trust's own return gave them."""


def dry_run(
    report: Report, checked: Checked, typed: Mapping[str, Any], revision: int, faults: Sequence[Invalid] = ()
) -> Card:
    """What would be kept, and every cell that says something."""
    body = [
        errors([f.words for f in faults]),
        words(summary(report)),
        words(_fresh(report, checked)),
        *_findings(report, checked),
    ]
    body += forms.inputs([*_choice(checked), CELLS], typed, revision)
    keep = [button("Import", "import.keep", style="positive")] if checked.fresh or checked.queried else []
    return card("Dry run: nothing is stored yet", *body, actions=[*keep, button("Check", "import.check")])


def file_run(name: str, report: Report, checked: Checked, file: str) -> Card:
    """What a workbook that was sent in, or cells pasted into a message, would bring."""
    body = [
        words(f"{name.removesuffix('.tsv')}: {summary(report)}"),
        words(_fresh(report, checked)),
        *_findings(report, checked),
    ]
    body += forms.inputs(_choice(checked), {})
    body.append(words("The sheet itself is not kept. To change something, correct it there and send it again."))
    keep = [button("Import", "import.keep_file", style="positive", file=file)] if file else []
    return card("Dry run: nothing is stored yet", *body, actions=keep)


def stand_by(count: int, file: str, refill: Refill = EMPTY) -> Card:
    """Asks again whether the queried figures of a workbook are kept, with what to look at."""
    return card(
        "Dry run: nothing is stored yet",
        errors(refill.fault_words),
        words(f"{_so_many(count, 'figure')} cannot be right; the dry run above names the cells."),
        *forms.inputs([KEEP, WHY_KEPT], refill.values, refill.revision),
        actions=[button("Import", "import.keep_file", style="positive", file=file)],
    )


def _choice(checked: Checked) -> list[Choice | Text]:
    return [KEEP, WHY_KEPT] if checked.queried else []


def _findings(report: Report, checked: Checked) -> list[JSON | None]:
    body = _listed("These figures replace others", list(checked.replaced))
    body += _listed(KINDS["fault"], [f.line for f in report.of("fault")])
    body += _listed(KINDS["queried"], [f.line for f in report.of("queried")])
    body += _listed(KINDS["question"], [*(f.line for f in report.of("question")), *checked.unusual])
    return body + _listed(KINDS["note"], [f.line for f in report.of("note")])


def _fresh(report: Report, checked: Checked) -> str:
    fresh, kept = len(checked.fresh), checked.kept_local
    same = len(report.figures) - fresh - kept
    local = f" {kept} were given by the trust's own return, which stays." if kept else ""
    if not report.figures and checked.queried:
        return "Say below whether to keep it as queried."
    if not report.figures:
        return "There is nothing to import."
    if not fresh:
        return f"{'None is new' if kept else 'All of them stand here already'}, so there is nothing to import.{local}"
    stand = f"; {same} stand here already" if same else ""
    return f"{'All of them' if fresh == len(report.figures) else fresh} are new or differ{stand}.{local}"


def summary(report: Report) -> str:
    """How much was read."""
    if not report.figures and report.queried:
        return f"I read {_so_many(len(report.queried), 'figure')}, and none that can be right."
    if not report.figures:
        return "I read no figure."
    trusts = sorted({f.trust for f in report.figures})
    months = sorted({f.period for f in report.figures})
    measures = len({f.measure for f in report.figures})
    return (
        f"I read {_so_many(len(report.figures), 'figure')} of {_so_many(measures, 'measure')} for {', '.join(trusts)}, "
        f"{span(months[0], months[-1])} (layout: {report.layout})."
    )


def _listed(title: str, lines: Sequence[str]) -> list[JSON | None]:
    if not lines:
        return []
    rest = len(lines) - SHOWN
    shown = [*lines[:SHOWN], *([f"and {rest} more"] if rest > 0 else [])]
    return [heading(f"{title}: {len(lines)}"), *(words(line) for line in shown)]


def kept(source: str, report: Report, found: Sequence[Found]) -> Card:
    """After the import."""
    left = f" {_so_many(len(found), 'cell')} gave no figure." if found else ""
    return card(
        f"Imported as {source}",
        words(f"{summary(report)}{left}"),
        words("A return that is corrected later has the last word again; the history keeps what stood before."),
        actions=[button("Measures", "measure.board", number=0)],
    )


def _so_many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
