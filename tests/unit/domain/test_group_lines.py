"""Bands and rungs as lines, and back."""

from __future__ import annotations

import pytest

from domain import ladders
from domain.group import DEFAULT_BANDS, read_group
from domain.group_lines import bands_in_lines, bands_of, rungs_in_lines, rungs_of
from domain.refusals import Invalid
from tests.unit.domain.test_group import good


def test_bands_are_written_and_read_back():
    lines = bands_in_lines(DEFAULT_BANDS)
    assert lines.splitlines()[2] == "high, 8, 12, amber, 2"
    group, _ = read_group({**good(), "risks": {"bands": bands_of(lines, "Bands")}})
    assert group.bands == DEFAULT_BANDS


@pytest.mark.parametrize("name", ["returns", "actions", "risks", "channel"])
def test_a_ladder_is_written_and_read_back(name: str):
    ladder = getattr(ladders.Ladders(), name)
    assert getattr(ladders.read({name: rungs_of(rungs_in_lines(ladder), "Rungs")}), name) == ladder


def test_a_blank_line_is_passed_over_and_what_a_row_says_besides_stays():
    stand = [{"rung": "nudge", "days": -3, "why": "ours", "needs": "open"}]
    rows = rungs_of("\nnudge, -2, 10:00, lead\n  \n", "Returns", stand)
    assert rows == [{"rung": "nudge", "days": -2, "at": "10:00", "to": "lead", "why": "ours", "needs": "open"}]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nudge, -2", "line 2 needs 4 parts between commas; it has 2."),
        ("nudge, soon, 10:00, owner", "line 2: 'soon' is not a whole number."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, words: str):
    with pytest.raises(Invalid) as raised:
        rungs_of(f"open, -10, 09:30, owner\n{line}", "Returns")
    assert words in raised.value.words
