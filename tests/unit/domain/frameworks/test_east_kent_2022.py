"""Reading the signals."""

from domain.frameworks.east_kent_2022 import FRAMEWORKS


def test_there_are_four_areas():
    (signals,) = FRAMEWORKS
    assert len(signals.requirements) == 4
