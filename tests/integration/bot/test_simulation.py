"""Sixty days with crashes, faults, clock jumps, downtime, two bots. A campaign: make campaign-days."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation import Story
from tests.virtual_postgres import Cluster


@pytest.mark.parametrize("seed", range(3))
def test_every_promise_holds(tmp_path: Path, seed: int):
    assert Story(seed, tmp_path).run().broken == []


def test_two_replicas_on_one_postgresql(tmp_path: Path):
    """Both tick at the same moments, each by a clock of its own; the leases go by the database's."""
    with Cluster() as cluster:
        database = cluster.database()
        try:
            story = Story(2, tmp_path, length=25, database=database).run()
        finally:
            database.close()
    assert story.broken == []
    assert story.kills > 0


def test_the_same_seed_is_the_same_story(tmp_path: Path):
    told: list[list[tuple[object, ...]]] = []
    for n in (1, 2):
        folder = tmp_path / str(n)
        folder.mkdir()
        story = Story(7, folder, length=20).run()
        told.append([(a.at, a.to, a.title, a.edits) for a in story.days.arrived])
    assert told[0] == told[1]
