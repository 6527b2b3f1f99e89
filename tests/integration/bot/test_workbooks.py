"""Dirty workbooks never half-apply. A campaign of 10,000: `python -m tests.campaigns.workbooks`."""

from __future__ import annotations

from random import Random

from tests.campaigns.workbooks import run
from tests.scene import Scene
from tests.workbooks import random_book, realistic


def test_thirty_real_looking_workbooks_are_kept_whole_or_not_at_all(scene: Scene) -> None:
    seen, wrong = run(scene, realistic(), Random(6))
    assert wrong == []
    assert seen["imported"] >= 20


def test_random_ones_too(scene: Scene) -> None:
    random = Random(7)
    seen, wrong = run(scene, (random_book(random) for _ in range(60)), random)
    assert wrong == []
    assert seen["imported"] >= 10
