"""The incentive scheme."""

from datetime import date

from domain.frameworks.cnst_mis import FRAMEWORKS

(CNST,) = FRAMEWORKS


def test_there_are_ten_safety_actions_and_people_say_sa6():
    assert [r.key for r in CNST.requirements] == [f"CNST:SA{n}" for n in range(1, 11)]
    six = CNST.requirement("CNST:SA6")
    assert six is not None
    assert {"sa6", "sa 6", "safety action 6"} <= set(six.aliases)
    assert "ICB" in six.shared_with


def test_years_six_and_seven_are_loaded_and_year_eight_is_said_to_be_missing():
    assert [(e.version, e.evidence_until) for e in CNST.editions] == [
        ("year 6 (2024/25)", date(2024, 11, 30)),
        ("year 7 (2025/26)", date(2025, 11, 30)),
    ]
    assert CNST.gap.startswith("Year 8 (2026/27) is not loaded")
