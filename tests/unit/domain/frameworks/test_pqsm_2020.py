"""PQSM 2020."""

from domain.frameworks.pqsm_2020 import FRAMEWORKS


def test_the_template_has_twelve_rows_and_is_superseded():
    (pqsm,) = FRAMEWORKS
    assert [r.key for r in pqsm.requirements] == [
        f"PQSM:{row}" for row in ("M1", "M2", "M3a", "M3b", "M3c", "M4", "M5", "M6", "M7", "M8", "M9", "M10")
    ]
    assert "superseded" in pqsm.status
