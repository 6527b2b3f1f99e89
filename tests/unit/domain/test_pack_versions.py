"""The pack for the board and the public: no small number, and none that the total of the trusts would tell."""

from __future__ import annotations

from domain.pack_versions import held_back, themes, undrawn
from domain.series import TOGETHER
from domain.suppression import Audience
from domain.theme_notes import Source
from domain.triangulation import Row
from tests.charts_made import STEADY, chart

BOARD, RESTRICTED = Audience.BOARD, Audience.RESTRICTED


def test_a_small_count_is_held_back_with_a_second_one_that_protects_it() -> None:
    charts = (
        chart("pph1500", [*STEADY, (3, 150)], "JPUH"),
        chart("pph1500", [*STEADY, (12, 400)], "NNUH"),
        chart("pph1500", [*STEADY, (9, 160)], "QEHKL"),
        chart("pph1500", [*STEADY, (24, 710)], TOGETHER),
    )
    found = held_back(charts, BOARD)
    assert ("pph1500", "JPUH") in found
    assert len(found) >= 2, "one alone would be the total less the others"
    assert held_back(charts, RESTRICTED) == frozenset()
    assert undrawn(charts, BOARD) == {"pph1500"}
    assert undrawn(charts, RESTRICTED) == frozenset()


def test_a_small_total_a_small_denominator_and_a_count_of_its_own() -> None:
    assert held_back((chart("pph1500", [(3, 700)], TOGETHER),), BOARD) == {("pph1500", TOGETHER)}
    assert held_back((chart("pph1500", [(0, 3)], "JPUH"),), BOARD) == {("pph1500", "JPUH")}
    assert held_back((chart("rota_gaps", [3], "JPUH"),), BOARD) == {("rota_gaps", "JPUH")}
    assert held_back((chart("vacancy_wte", [3], "JPUH"),), BOARD) == frozenset(), "posts are no people"
    assert held_back((chart("pph1500", [], "JPUH"),), BOARD) == frozenset()
    assert undrawn((chart("pph1500", [(12, 400)]),), BOARD) == frozenset()


def test_themes_are_protected_outside_and_plain_inside() -> None:
    rows = (Row("pph", {"JPUH": {Source.INCIDENTS: 2}, "NNUH": {Source.AUDIT: 9}}),)
    assert themes(rows, ("JPUH", "NNUH"), RESTRICTED).at(("pph", "JPUH")) == "2"
    outside = themes(rows, ("JPUH", "NNUH"), BOARD)
    assert outside.at(("pph", "JPUH")) == "<5"
    assert not outside.at(("pph", "NNUH")).isdecimal() or not outside.at(("pph", "total")).isdecimal()
