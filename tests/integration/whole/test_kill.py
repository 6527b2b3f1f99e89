"""The whole bot as a process, killed again and again: what was acknowledged is kept, and nothing goes out twice.

A campaign: `python -m tests.campaigns.kill --kills 5000`; here KILLS in the environment makes it longer.
"""

from __future__ import annotations

import asyncio
import os

from tests.campaigns import kill


def test_what_was_acknowledged_survives_kills():
    found = asyncio.run(kill.campaign(int(os.environ.get("KILLS", "15")), seed=1))
    assert found.faults == []
    assert found.kills == int(os.environ.get("KILLS", "15"))
    assert found.acknowledged > 3, found  # few on a busy machine; the campaign has thousands


def test_a_life_that_begins_with_a_new_python():
    found = asyncio.run(kill.campaign(2, seed=3, fresh=True))
    assert found.faults == []
    assert found.kills == 2
