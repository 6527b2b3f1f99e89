"""Notices when the event loop is held up: a turn would have waited as long.

Owns: that one measurement. Must not: say by whom (asyncio's debug mode does).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

EVERY = 0.25
LATE = 0.1
"""Seconds by which a wake-up must be late to count. Source: performance.md, P5, with room for a busy machine."""
LONG = 1.0


async def watch(count: Callable[[str, str], None], every: float = EVERY) -> None:
    """Count stalls until cancelled, as `("stalls", "long" or "short")`."""
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(every)
        late = loop.time() - before - every
        if late > LATE:
            count("stalls", "long" if late > LONG else "short")
