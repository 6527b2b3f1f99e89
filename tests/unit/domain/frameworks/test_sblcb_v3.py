"""Saving Babies' Lives."""

from domain.frameworks.sblcb_v3 import FRAMEWORKS


def test_there_are_six_elements_and_no_threshold_of_this_year():
    (bundle,) = FRAMEWORKS
    assert [r.key for r in bundle.requirements] == [f"SBLCB:E{n}" for n in range(1, 7)]
    assert "none is loaded" in bundle.gap
