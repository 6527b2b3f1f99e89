"""Waiting for what must come to pass, without asserting how long it takes.

Owns: one limit for the whole suite, far beyond any machine's bad day. Must not: be a measure of speed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

LONGEST = 60.0
T = TypeVar("T")


async def until(found: Callable[[], T], seconds: float = LONGEST) -> T:
    """What `found` gives, once it gives something. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not (what := found()):  # noqa: ASYNC110 - what is waited for is anything, seldom ours
            await asyncio.sleep(0.01)
        return what
