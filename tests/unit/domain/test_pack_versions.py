"""The pack for the board and the public: no small number, and none that a sum of trusts or two packs would tell."""

from __future__ import annotations

from domain.pack_versions import held_back, newest, undrawn
from domain.series import TOGETHER
from domain.suppression import Audience
from tests.charts_made import STEADY, chart

BOARD, RESTRICTED = Audience.BOARD, Audience.RESTRICTED


def test_where_one_trust_is_held_back_the_sum_of_the_trusts_is_too():
    charts = (
        chart("pph1500", [*STEADY, (3, 150)], "JPUH"),
        chart("pph1500", [*STEADY, (12, 400)], "NNUH"),
        chart("pph1500", [*STEADY, (9, 160)], "QEHKL"),
        chart("pph1500", [*STEADY, (24, 710)], TOGETHER),
    )
    assert held_back(charts, BOARD) == {("pph1500", "JPUH"), ("pph1500", TOGETHER)}
    assert held_back(charts[1:3], BOARD) == frozenset(), "alone they may be read: no sum of theirs is shown"
    assert held_back(charts, RESTRICTED) == frozenset()
    assert undrawn(charts, BOARD) == {"pph1500"}
    assert undrawn(charts, RESTRICTED) == frozenset()


def test_the_sum_is_held_back_for_the_month_it_is_of_whatever_came_in_since():
    charts = (
        chart("pph1500", [(3, 150)], "JPUH", until="2026-11"),
        chart("pph1500", [(12, 400)], "NNUH", until="2026-11"),
        chart("pph1500", [(15, 550)], TOGETHER, until="2026-11"),
    )
    assert ("pph1500", TOGETHER) in held_back(charts, BOARD)


def test_a_small_total_a_small_denominator_a_small_rest_and_a_count_of_its_own():
    assert held_back((chart("pph1500", [(3, 700)], TOGETHER),), BOARD) == {("pph1500", TOGETHER)}
    assert held_back((chart("pph1500", [(0, 3)], "JPUH"),), BOARD) == {("pph1500", "JPUH")}
    assert held_back((chart("pph1500", [(98, 100)], "JPUH"),), BOARD) == {("pph1500", "JPUH")}, "two were not"
    assert held_back((chart("rota_gaps", [3], "JPUH"),), BOARD) == {("rota_gaps", "JPUH")}
    assert held_back((chart("vacancy_wte", [3], "JPUH"),), BOARD) == frozenset(), "posts are no people"
    assert held_back((chart("pph1500", [], "JPUH"),), BOARD) == frozenset()
    assert undrawn((chart("pph1500", [(12, 400)]),), BOARD) == frozenset()


def test_of_twelve_months_together_outside_only_a_whole_nhs_year_is_shown():
    year = chart("stillbirth", [(1, 400)] * 24)
    assert year.latest is not None
    assert year.latest.point.period == "2026-10"
    assert newest(year, RESTRICTED) == year.latest
    shown = newest(year, BOARD)
    assert shown is not None
    assert shown.point.period == "2026-03"
    assert newest(chart("stillbirth", [(1, 400)] * 15), BOARD) is None, "no April to March is in yet"
    gap = chart("stillbirth", [*[(1, 400)] * 6, None, *[(1, 400)] * 17])
    assert newest(gap, BOARD) is None, "the month that is missing would be told by the next pack"
    assert undrawn((year,), BOARD) == {"stillbirth"}
