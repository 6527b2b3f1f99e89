"""Sixty days with crashes, faults, clock jumps, downtime, two bots. A campaign: python -m tests.simulation 500."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation import Story


@pytest.mark.parametrize("seed", range(3))
def test_every_promise_holds(tmp_path: Path, seed: int):
    assert Story(seed, tmp_path).run().broken == []


def test_the_same_seed_is_the_same_story(tmp_path: Path):
    told: list[list[tuple[object, ...]]] = []
    for n in (1, 2):
        folder = tmp_path / str(n)
        folder.mkdir()
        story = Story(7, folder, length=20).run()
        told.append([(a.at, a.to, a.title, a.edits) for a in story.days.arrived])
    assert told[0] == told[1]
