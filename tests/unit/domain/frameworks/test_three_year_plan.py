"""The three year delivery plan."""

from domain.frameworks.three_year_plan import FRAMEWORKS

(PLAN,) = FRAMEWORKS


def test_four_themes_hold_three_objectives_each():
    for theme in ("T1", "T2", "T3", "T4"):
        assert len([r for r in PLAN.requirements if r.part_of == f"3YDP:{theme}"]) == 3


def test_its_term_has_ended():
    assert "March 2026" in PLAN.status
