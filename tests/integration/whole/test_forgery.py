"""Forged card data against every verb: nothing comes of it. A campaign: `python -m tests.campaigns.forgery`."""

from __future__ import annotations

import pytest

from tests.campaigns import forgery
from tests.campaigns.world import World

pytestmark = pytest.mark.xdist_group("world")
ROLES = ("chair", "own", "member", "observer", "other", "coordinator")


def test_no_forgery_does_anything(world: World):
    tried, wrong = forgery.attack(world, lambda n: (ROLES[n % 3 if n % 2 else n % len(ROLES)],))
    assert wrong == []
    assert tried > 3_000
