"""How frameworks read: words and shapes, the group file's order, never a ranking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import frameworks as cards
from cards.frameworks import View
from cards.kit import Card, actions
from domain.catalogue import FRAMEWORKS, REQUIREMENTS
from domain.judgements import Standing, gaps
from tests.cards_check import check
from tests.evidence_made import an_item
from tests.goldens import golden
from tests.judgements_made import CNST, stands

WHEN = "23 November 2026, 10:00"
TRUSTS = ("NNUH", "JPUH", "QEHKL")
STANDINGS = {
    ("CNST:SA6", "NNUH"): stands("CNST:SA6", "NNUH", Standing.ON_TRACK, Standing.AT_RISK, Standing.MET),
    ("CNST:SA6", "JPUH"): stands("CNST:SA6", "JPUH", Standing.NOT_MET),
    ("CNST:SA9", "JPUH"): stands("CNST:SA9", "JPUH", Standing.NOT_STARTED),
}
COUNTS = {("CNST:SA6", "ALL"): 1, ("CNST:SA6", "NNUH"): 2}
PLAIN = View(WHEN, TRUSTS, CNST.version, STANDINGS, COUNTS)
DAY = date(2026, 11, 23)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_overview_counts_what_was_given_and_what_has_evidence() -> None:
    rows = [(f, 3 if f.key == "CNST" else 0, 1 if f.key == "CNST" else 0) for f in FRAMEWORKS.values()]
    card = golden("frameworks_overview", cards.overview(rows, 3, WHEN))
    assert (
        "CNST Maternity Incentive Scheme, year 7 (2025/26): statuses given 3 of 30, with evidence 1 of 10" in card.twin
    )
    assert "National Maternity and Neonatal Investigation" in card.twin


def test_a_framework_shows_trusts_beside_each_other() -> None:
    card = golden("frameworks_show", cards.show(CNST, PLAIN))
    assert "| ✓ met; evidence: 3 | ● not met; evidence: 1 | ○ not judged yet; evidence: 1" in card.twin
    assert "year 7 (2025/26). 3 of 30 statuses are given." in card.twin
    assert "Year 8 (2026/27) is not loaded" in card.twin
    assert titles(card) == ["Open", "More", "Gaps", "For the ICB", "year 6 (2024/25)"]


def test_of_four_to_six_trusts_one_cell_names_each() -> None:
    four = (*TRUSTS, "NSFT")
    card = check(cards.show(CNST, replace(PLAIN, trusts=four)))
    assert "Requirement | Each trust" in card.twin
    assert "NNUH ✓ met; evidence: 3. JPUH ● not met; evidence: 1." in card.twin
    assert "NSFT ○ not judged yet; evidence: 1" in card.twin


def test_the_next_page_and_an_earlier_edition() -> None:
    card = check(cards.show(CNST, replace(PLAIN, edition="year 6 (2024/25)", standings={}, note="Kept."), offset=8))
    assert "This is an earlier edition: its statuses stay as they were." in card.twin
    assert "Year 8" not in card.twin
    assert "SA10" in card.twin
    assert "SA8" not in card.twin
    assert titles(card) == ["Open", "Gaps", "For the ICB", "year 7 (2025/26)"]
    ltp = FRAMEWORKS["LTP"]
    assert titles(check(cards.show(ltp, replace(PLAIN, edition=ltp.version)))) == ["Open", "Gaps"]


def test_many_trusts_are_counted_by_where_they_stand() -> None:
    many = tuple(f"TR{n}" for n in range(40))
    card = check(cards.show(CNST, replace(PLAIN, trusts=(*TRUSTS, *many))))
    assert "✓ met: 1; ● not met: 1; ○ not judged yet: 41; no evidence: 0" in card.twin


def test_one_requirement_says_who_judged_what_when_and_why() -> None:
    view = replace(PLAIN, judges=("JPUH",), note="Kept.")
    card = golden(
        "frameworks_requirement",
        cards.requirement(CNST, REQUIREMENTS["CNST:SA6"], view, (an_item(),), ("ACT-26-001 (JPUH, open): Minutes",)),
    )
    assert "Tom Bailey, 3 November 2026, under year 7 (2025/26). Evidence: 3. Before: on track, at risk." in card.twin
    assert "● not met" in card.twin
    assert "Quarterly improvement discussions with the ICB" in card.twin
    assert titles(card) == ["Set a status", "Add evidence", "CNST Maternity Incentive Scheme", "For the ICB"]


def test_a_requirement_with_parts_and_nothing_shown() -> None:
    plan = FRAMEWORKS["3YDP"]
    theme = REQUIREMENTS["3YDP:T3"]
    parts = [r for r in plan.requirements if r.part_of == theme.key]
    many = (*TRUSTS, *(f"TR{n}" for n in range(6)))
    view = View(WHEN, many, plan.version, {}, {})
    card = golden("frameworks_parts", cards.requirement(plan, theme, view, (), (), parts))
    assert "O9: Support and oversight" in card.twin
    assert "Name a trust to see one of the other 1." in card.twin
    assert "None on the register, none given on actions." in card.twin
    assert titles(card) == ["Add evidence", "Three year delivery plan"]


def test_gaps_are_paged() -> None:
    found = gaps(CNST, TRUSTS, STANDINGS, COUNTS)
    card = golden("frameworks_gaps", cards.gaps(CNST, found, PLAIN))
    assert "not judged yet: NNUH, JPUH, QEHKL" in card.twin
    assert titles(card) == ["CNST Maternity Incentive Scheme", "Evidence missing"]
    many = check(cards.gaps(CNST, found * 3, PLAIN))
    assert titles(many)[0] == "More"
    assert "No gap stands open." in check(cards.gaps(CNST, (), PLAIN)).twin
