"""PQOM 2025."""

from domain.frameworks.pqom_2025 import FRAMEWORKS


def test_its_rows_are_a_copy_and_it_says_so():
    (pqom,) = FRAMEWORKS
    assert len(pqom.requirements) == 12
    assert "copy of PQSM 2020" in pqom.gap
    assert all(not r.aliases for r in pqom.requirements)
