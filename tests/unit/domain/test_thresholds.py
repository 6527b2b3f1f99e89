"""From when on something is proposed for escalation, as a group says it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.group_faults import Faults, GroupFaults
from domain.thresholds import NUMBERS, SIGNALS, SOURCE, Thresholds


def read(**row: Any) -> Thresholds:
    faults = Faults()
    found = Thresholds.read(row, faults)
    faults.raise_any()
    return found


def test_what_a_group_leaves_out_is_the_domain_guides() -> None:
    plain = read()
    assert plain == Thresholds()
    assert plain.words == (
        "it scores 15 or more",
        "its score went up in 3 reviews running",
        "it was over tolerance at the last two meetings",
        "it is red and its day passed 60 days ago or more",
        "the trust's return could not be assured twice running",
        *SIGNALS.values(),
        "the same theme in 2 trusts or more within 3 months: for learning, not for escalation",
    )
    assert plain.whence == SOURCE
    assert "Domain guide 10 row 3a" in plain.pattern.source


def test_what_a_group_sets_is_said_as_its_own() -> None:
    own = read(score_from=12, rising_reviews=1, meetings_over_tolerance=4, not_assured_running=3, signals=["moss_red"])
    assert own.words == (
        "it scores 12 or more",
        "its score went up in its last review",
        "it was over tolerance at the last 4 meetings",
        "it is red and its day passed 60 days ago or more",
        "the trust's return could not be assured 3 times running",
        "a MOSS signal is red",
        "the same theme in 2 trusts or more within 3 months: for learning, not for escalation",
    )
    assert own.whence.endswith(
        "The group's own: score_from, rising_reviews, meetings_over_tolerance, not_assured_running, signals"
    )
    assert read(theme_trusts=3).pattern.source == "the group's own"
    assert read(signals=[]).words[5:] == (read().same_theme,), "a group may use no rule for signals"


@pytest.mark.parametrize(("key", "low", "high"), [(name, low, high) for name, low, high in NUMBERS.values()])
def test_each_number_has_bounds(key: str, low: int, high: int) -> None:
    assert read(**{key: low}) != read(**{key: high})
    for wrong in (low - 1, high + 1, "many"):
        with pytest.raises(GroupFaults, match=rf"\[escalation\]: {key} must be a whole number from {low} to {high}"):
            read(**{key: wrong})


def test_a_signal_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(GroupFaults, match="'moss_rde' is not one of regulation_28, cqc_enforcement"):
        read(signals=["moss_rde"])
