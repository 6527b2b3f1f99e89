"""The pathway."""

from domain.measures.pathway import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_a_percentage_typed_as_a_fraction_is_below_the_plausible_range():
    assert (BY_KEY["satod"].low or 0) > 0.118


def test_one_to_one_care_is_a_matter_of_safety_action_5():
    care = BY_KEY["one_to_one"]
    assert (care.target, care.frameworks[0]) == (100.0, "CNST:SA5")
    assert "1:1" in care.aliases
