"""The national investigation of 2026."""

from domain.frameworks.amos_2026 import FRAMEWORKS


def test_only_what_is_known_is_listed_and_the_rest_is_said_to_be_missing():
    (amos,) = FRAMEWORKS
    assert [r.key for r in amos.requirements if ":R" in r.key] == ["AMOS:R1", "AMOS:R2"]
    assert "Recommendations 3 to 8" in amos.gap
