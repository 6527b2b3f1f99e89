"""The Core Competency Framework."""

from domain.frameworks.ccf_v2 import FRAMEWORKS


def test_there_are_six_modules():
    (framework,) = FRAMEWORKS
    assert len(framework.requirements) == 6
