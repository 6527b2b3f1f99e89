"""Ockenden 2020."""

from domain.frameworks.ockenden_2020 import FRAMEWORKS


def test_there_are_seven_actions_the_fourth_on_complex_pregnancy():
    (first,) = FRAMEWORKS
    assert len(first.requirements) == 7
    assert (first.requirements[3].key, first.requirements[3].title) == (
        "OCKENDEN-2020:IEA4",
        "Managing complex pregnancy",
    )
