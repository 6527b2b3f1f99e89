"""The rota of deep dives: fair, and what is planned stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deep_dives import DeepDive, Stage, done, dropped, rota, turn
from domain.refusals import Invalid, NotAllowed

TRUSTS = ("NNUH", "JPUH", "QEHKL")


def dive(trust: str, month: str, **changes) -> DeepDive:
    return replace(DeepDive(f"DIV-{trust}-{month}", "pph", trust, month), **changes)


def test_the_turn_goes_to_who_had_fewest_then_longest_ago_then_in_order() -> None:
    assert turn(TRUSTS, []) == "NNUH"
    assert turn(TRUSTS, [dive("NNUH", "2026-09")]) == "JPUH"
    assert turn(TRUSTS, [dive("NNUH", "2026-09"), dive("JPUH", "2026-10")]) == "QEHKL"
    assert turn(TRUSTS, [dive("NNUH", "2026-11"), dive("JPUH", "2026-09"), dive("QEHKL", "2026-10")]) == "JPUH"
    assert turn(TRUSTS, [dive("NNUH", "2026-09", stage=Stage.DROPPED)]) == "NNUH", "what was dropped was no turn"


def test_what_is_planned_stands_in_the_rota_and_counts() -> None:
    found = rota(TRUSTS, [dive("NNUH", "2026-12")], "2026-11")
    assert [(s.month, s.trust, bool(s.dive)) for s in found] == [
        ("2026-11", "JPUH", False),
        ("2026-12", "NNUH", True),
        ("2027-01", "QEHKL", False),
    ]
    assert found[0].words("") == "November 2026: JPUH, theme still open"
    assert found[1].words("Triage") == "December 2026: NNUH on Triage (DIV-NNUH-2026-12)"
    assert rota((), [], "2026-11") == ()


@given(st.integers(1, 6), st.integers(1, 36))
def test_over_the_months_nobody_has_two_more_than_another(trusts: int, months: int) -> None:
    names = tuple(f"T{i}" for i in range(trusts))
    counts = Counter(dict.fromkeys(names, 0)) + Counter(s.trust for s in rota(names, [], "2026-01", months))
    had = [counts[n] for n in names]
    assert max(had) - min(had) <= 1


def test_a_deep_dive_ends_once_and_with_words() -> None:
    planned = dive("JPUH", "2026-12")
    assert done(planned, " scales help ").result == "scales help"
    assert not dropped(planned, "the lead is away").counts
    with pytest.raises(Invalid):
        done(planned, " ")
    with pytest.raises(NotAllowed):
        dropped(done(planned, "found"), "why")
