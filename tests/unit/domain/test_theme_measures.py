"""Measures beside themes: which are quiet, which speak."""

from __future__ import annotations

from domain.catalogue import MEASURES, THEMES
from domain.control import ControlChart
from domain.series import Series
from domain.theme_measures import THEME_MEASURES, quiet, telling, unusual


def chart(key: str, trust: str, variation: str = "common_cause", assurance: str = "") -> ControlChart:
    return ControlChart(Series(MEASURES[key], trust, ()), (), variation=variation, assurance=assurance)


def test_the_list_names_only_what_the_catalogue_knows() -> None:
    assert set(THEME_MEASURES) <= set(THEMES)
    assert {k for keys in THEME_MEASURES.values() for k in keys} <= set(MEASURES)


def test_a_theme_is_quiet_where_every_chart_of_it_is() -> None:
    charts = [
        chart("pph1500", "JPUH"),
        chart("pph1500", "NNUH", "special_cause_concern"),
        chart("train_fm", "JPUH", assurance="consistent_fail"),
        chart("train_mdt", "JPUH"),
        chart("satod", "JPUH", variation=""),
    ]
    assert quiet(charts) == {("pph", "JPUH"): (MEASURES["pph1500"].name,)}
    assert unusual(charts[2])


def test_a_change_for_the_worse_is_a_source_of_its_themes() -> None:
    assert telling([chart("train_fm", "NNUH", "special_cause_concern"), chart("pph1500", "NNUH")]) == [
        ("fetal_monitoring", "NNUH", "train_fm"),
        ("training", "NNUH", "train_fm"),
    ]
