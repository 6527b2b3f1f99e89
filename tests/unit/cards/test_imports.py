"""Cards of an import as members see them."""

from __future__ import annotations

from cards import imports as cards
from cards.forms import Refill
from cards.kit import actions
from domain.imports import Found, Report
from domain.questions import WHY_LABEL
from domain.refusals import Invalid
from domain.series import Figure
from tests.goldens import golden

FIGURES = tuple(
    Figure(key, trust, f"2026-{month:02}", top, bottom)
    for key, top, bottom in (("pph1500", 5, 150), ("births", 150, None))
    for trust in ("JPUH", "NNUH")
    for month in range(4, 8)
)
WRONG = Figure("pph1500", "JPUH", "2026-08", 151, 150)
FOUND = (
    Found("", "C4", "fault", "'07-oct' looks like a date that Excel made out of a range such as 7-10."),
    Found("", "E9", "queried", "PPH of 1500 ml or more, JPUH, August 2026: 151 is more than 150. Please check both."),
    Found("", "F2", "question", "Births (registrable), NNUH, July 2026: 1,500, expected 0 to 1,200: correct?"),
    Found("", "D9", "note", "suppressed, so it stays missing."),
)
REPORT = Report(FIGURES, FOUND, "months across", (WRONG,))
CHECKED = cards.Checked(
    FIGURES[:12],
    ("Births (registrable), JPUH, May 2026: 146 of RET-2026-05-JPUH becomes 151.",),
    ("PPH of 1500 ml or more, JPUH, July 2026: 12, usual 0 to 9: correct?",),
    (WRONG,),
)


def titles(card):
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_dry_run_of_a_paste_says_each_cell_and_asks_about_what_cannot_be_right():
    card = golden("imports_dry_run", cards.dry_run(REPORT, CHECKED, {"cells": "Trust\tMonth\nJPUH\t2026-04"}, 0))
    assert titles(card) == ["Import", "Check"]
    assert "12 are new or differ; 4 stand here already." in card.twin
    faults = [Invalid(WHY_LABEL, "please say in a few words why the figures stand so.")]
    again = cards.dry_run(REPORT, CHECKED, {"queried": "keep"}, 1, faults)
    assert "Why they stand so: please say" in again.twin


def test_the_dry_run_of_a_workbook_and_the_question_again():
    card = golden("imports_file_run", cards.file_run("measures.xlsx", REPORT, CHECKED, "FIL-26-001"))
    assert titles(card) == ["Import"]
    refill = Refill({"queried": "keep"}, (Invalid(WHY_LABEL, "please say why."),), 1)
    asked = golden("imports_stand_by", cards.stand_by(1, "FIL-26-001", refill))
    assert "1 figure cannot be right" in asked.twin


def test_without_such_figures_nothing_is_asked():
    plain = cards.Checked(FIGURES)
    card = cards.file_run("measures.xlsx", Report(FIGURES, (), "months across"), plain, "FIL-26-001")
    assert "Input.ChoiceSet" not in str(card.content)


def test_what_was_kept_and_where_cells_are_pasted():
    golden("imports_kept", cards.kept("IMP-26-001", REPORT, REPORT.of("fault")))
    golden("imports_paste", cards.paste())
