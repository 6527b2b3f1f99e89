"""Optimisation of preterm birth."""

from domain.measures.optimisation import MEASURES


def test_there_are_seven_parts_each_over_its_own_eligible_babies():
    parts = [m for m in MEASURES if m.is_rate]
    assert len(parts) == 7
    assert {m.denominator for m in parts} == {m.key for m in MEASURES if not m.is_rate}
    assert all(m.rare and m.note for m in parts)
