"""Better Births."""

from domain.frameworks.better_births import FRAMEWORKS


def test_there_are_seven_themes():
    (review,) = FRAMEWORKS
    assert [r.title for r in review.requirements][1] == "Continuity of carer"
    assert len(review.requirements) == 7
