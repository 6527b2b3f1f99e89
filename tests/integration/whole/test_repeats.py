"""Deliveries repeated, late and out of order. A campaign: `python -m tests.campaigns.repeats --deliveries 1000000`."""

from __future__ import annotations

import asyncio

from tests.campaigns import repeats


def test_every_press_has_one_effect_and_one_answer():
    found = asyncio.run(repeats.campaign(1_500, seed=1, presses=300))
    assert found.faults == []
    assert found.deliveries >= 1_500
    assert found.presses > 250
    assert found.refused < found.presses / 3, found
