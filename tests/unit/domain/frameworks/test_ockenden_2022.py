"""Ockenden 2022."""

from domain.frameworks.ockenden_2022 import FRAMEWORKS


def test_there_are_fifteen_areas_and_people_say_the_15():
    (final,) = FRAMEWORKS
    assert len(final.requirements) == 15
    assert "the 15" in final.aliases
