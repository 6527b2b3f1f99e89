"""Spoiled requests at the real door: no 5xx, nothing raised, nobody without a token.

A campaign: `python -m tests.campaigns.fuzz --requests 2000000`.
"""

from __future__ import annotations

import asyncio

import pytest

from tests.campaigns import fuzz
from tests.campaigns.world import World

pytestmark = pytest.mark.xdist_group("world")


def test_no_request_breaks_the_door(world: World):
    found = asyncio.run(fuzz.attack(world, 3_000, seed=1))
    assert found.faults == []
    assert found.requests == 3_000
    assert 400 < found.reached < 2_900, found
    assert {200, 400, 401, 403} <= set(found.statuses)
    assert found.grown < 40, found
