"""Packs of several months side by side tell nothing that one of them holds back; a solver tries, and finds holes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from domain import pack_versions, packs
from domain.catalogue import MEASURES
from domain.control import ControlChart, Drawn
from domain.series import TOGETHER
from domain.suppression import Audience
from tests.pack_breaker import MONTHLY, RARE, TRUSTS, World, campaign, packs_broken


def world(key: str, months: int, tops: Callable[[str, int], int], late: dict[tuple[str, int], int]) -> World:
    """A trust and month each: so many of 400, in the pack of its own month unless `late`."""
    cells = {(t, m): (tops(t, m), 400) for t in TRUSTS for m in range(months)}
    return World(MEASURES[key], months, cells, {c: c[1] for c in cells} | late)


A_MONTH = world(MONTHLY, 1, lambda t, _: 3 if t == "JPUH" else 20, {})
LATE = world(RARE, 14, lambda t, m: 2 if (t, m) == ("JPUH", 8) else 20, {("JPUH", 8): 12})
SLIDING = world(RARE, 14, lambda t, m: 20 if t != "JPUH" or m == 12 else 2 if m == 13 else 0, {})
"""A year of noughts is shown, then 20 with the next month, then 22: the last month had two."""


def test_a_small_campaign_finds_nothing() -> None:
    assert campaign(12, 3) == []
    assert [packs_broken(w) for w in (A_MONTH, LATE, SLIDING)] == [[], [], []]


def test_the_solver_tells_a_trust_from_the_sum_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_sums(charts: Iterable[ControlChart], audience: Audience) -> frozenset[tuple[str, str]]:
        return frozenset(k for k in pack_versions.held_back(charts, audience) if k[1] != TOGETHER)

    monkeypatch.setattr(packs, "held_back", without_sums)
    assert "JPUH alone 0" in packs_broken(A_MONTH)


def test_the_solver_tells_a_month_from_two_packs_of_years_that_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    def latest(chart: ControlChart, _: Audience) -> Drawn | None:
        return chart.latest

    monkeypatch.setattr(packs, "newest", latest)
    assert "JPUH alone 13" in packs_broken(SLIDING)


def test_the_solver_tells_a_late_month_from_a_year_shown_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole_or_not(chart: ControlChart, _: Audience) -> Drawn | None:
        return next((d for d in chart.points if d.point.period.endswith(pack_versions.YEAR_ENDS)), None)

    monkeypatch.setattr(packs, "newest", whole_or_not)
    assert "JPUH alone 8" in packs_broken(LATE)
