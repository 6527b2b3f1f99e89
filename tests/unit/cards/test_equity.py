"""Equity on cards: not examined is said, no group is ranked, and outside no small number can be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import equity as cards
from domain.catalogue import MEASURES
from domain.equity import DIMENSIONS, UNKNOWN, Cell, Cut, Place, places, published
from domain.refusals import Invalid
from tests.goldens import golden
from tests.scene import titles

CUT = Cut(
    "EQY-26-001",
    "pph1500",
    "JPUH",
    "deprivation",
    "2026-10",
    (Cell("q1", 12, 200), Cell("q2", 8, 200), Cell("q3", 0, 0), Cell("q5", 3, 200), Cell(UNKNOWN, 1, 30)),
    "Home births are left out.",
    version=1,
)
WHEN = "23 November 2026, 10:40"


def found() -> dict[Place, Cut | None]:
    wanted = places([MEASURES[k] for k in ("pph1500", "tear34", "preterm", "stillbirth", "satod")], ("NNUH", "JPUH"))
    return {p: CUT if p == Place("pph1500", "JPUH", "deprivation") else None for p in wanted}


def test_what_is_not_examined_is_said_place_by_place():
    card = golden("equity_overview", cards.overview(found(), 0, checks=(3, 12), adds=True, as_at=WHEN))
    assert "NNUH not examined; JPUH up to October 2026" in card.twin
    assert "Of 12 open actions 3 have an equity check; 9 not examined." in card.twin
    assert {"More", "Add figures", "Open EQY-26-001"} <= set(titles(card))
    rest = cards.overview(found(), 4, checks=(0, 0), adds=False, as_at=WHEN)
    assert not {"More", "Add figures"} & set(titles(rest))


def test_one_cut_says_gap_and_those_not_known_and_ranks_nobody():
    card = golden("equity_show", cards.show(CUT, may=True, office=True, note="Kept.", as_at=WHEN))
    assert "Fifth 1, most deprived | 6.0% (12 of 200) | 2.2% higher, 1.6 times" in card.twin
    assert "Fifth 3 | nobody in this group | -" in card.twin
    assert "Not known for 30 of 630, of whom 1 are counted." in card.twin
    assert {"Take it out", "For readers outside"} <= set(titles(card))


def test_a_cut_that_was_taken_out_and_one_without_a_difference():
    gone = replace(CUT, withdrawn="wrong year", note="", cells=(Cell("q1", 5, 100), Cell("q5", 5, 100)))
    card = cards.show(gone, may=True, office=False, as_at=WHEN)
    assert "Taken out: wrong year" in card.twin
    assert card.twin.count("| the same") == 2
    assert titles(card) == ["All of equity"]
    none = replace(gone, cells=(Cell("q1", 0, 100),))
    assert "the same" in cards.show(none, may=False, office=False, as_at=WHEN).twin


def test_outside_small_counts_and_what_would_tell_them_are_not_shown():
    card = golden("equity_outside", cards.outside(CUT, published(CUT), WHEN))
    assert "Fifth 5, least deprived | not shown" in card.twin
    assert "Fifth 1, most deprived | 6.0%" in card.twin
    assert "12 |" not in card.twin, "a rate stands without its count"


def test_forms_ask_for_both_numbers_or_neither():
    chosen = {"measure": "pph1500", "trust": "JPUH", "dimension": "deprivation", "last": "2026-10"}
    golden("equity_form", cards.form(chosen, {}, faults=(Invalid("Fifth 1", "please give both."),), revision=1))
    golden("equity_choose", cards.choose(cards.choose_fields(("pph1500",), ("JPUH",), ("2026-10",)), {}))
    golden("equity_withdraw", cards.withdraw(CUT, {}))
    blank = {f.key: None for f in cards.cell_fields("deprivation")}
    assert cards.cells_of("deprivation", {**blank, "of_q1": 9, "count_q1": 0}) == (Cell("q1", 0, 9),)
    with pytest.raises(Invalid, match="both numbers"):
        cards.cells_of("deprivation", {**blank, "of_q1": 9})
    assert len(cards.cell_fields("deprivation")) == 2 * len(DIMENSIONS["deprivation"].groups) + 1
