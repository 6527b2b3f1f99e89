"""Equity."""

from domain.frameworks.equity import FRAMEWORKS


def test_the_local_plan_is_said_to_be_missing():
    (equity,) = FRAMEWORKS
    assert "not loaded" in equity.gap
