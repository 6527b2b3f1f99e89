"""Two bots on one PostgreSQL, one killed, one stopped. A campaign: `python -m tests.campaigns.replicas`."""

from __future__ import annotations

import asyncio

from tests.campaigns import replicas
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import Server


def test_what_holds_of_one_bot_holds_of_two(postgres_server: Server):
    story = asyncio.run(replicas.campaign(postgres_server, 5, seed=2, stop=1.0))
    assert story.found.faults == []
    assert story.found.kills
    assert story.stopped
    assert story.found.acknowledged > 10, story.found
    assert story.found.sent > 0, story.found
