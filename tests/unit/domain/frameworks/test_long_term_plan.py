"""The Long Term Plan."""

from domain.frameworks.long_term_plan import FRAMEWORKS


def test_the_ambition_for_preterm_birth_is_six_per_cent():
    (plan,) = FRAMEWORKS
    assert [r.title for r in plan.requirements if "6 %" in r.title] == ["Preterm birth from 8 % to 6 % by 2025"]
