"""Shows out whoever connects and says nothing, so that half-open connections never keep Teams out.

Owns: since when each connection has been idle, and which of them have to go. Must not: know HTTP, or touch a connection
that is being served. A proxy's idle connections that have asked something before are left alone while there is room.
Source: reliability.md 4.6 and 5 (24).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

SILENT_SECONDS = 15.0
"""How long somebody new may take for the head of a first request. Source: ours, the body has ten."""
MOST_IDLE = 8_192
"""Connections that wait for nothing in particular; beyond that the ones longest idle go. They cost little, so this is
for when files run out: half of `FILES`. With fewer, a crowd that comes again at once pushes Teams out. Source: ours."""
FILES = 2 * MOST_IDLE
EVERY = 1.0


@dataclass
class Doorstep:
    """Who stands at the door. Connections are anything with `force_close`."""

    connections: Callable[[], Collection[Any]] = tuple[Any, ...]
    silent: float = SILENT_SECONDS
    most: int = MOST_IDLE
    clock: Callable[[], float] = time.monotonic
    shown_out: int = 0
    _idle: dict[Any, float] = field(default_factory=dict[Any, float])
    """Since when."""
    _busy: set[Any] = field(default_factory=set[Any])
    _asked: set[Any] = field(default_factory=set[Any])

    def enters(self, connection: Any) -> None:
        """A request of this connection is being served."""
        self._busy.add(connection)
        self._asked.add(connection)
        self._idle.pop(connection, None)

    def leaves(self, connection: Any) -> None:
        """It was."""
        self._busy.discard(connection)

    def sweep(self) -> int:
        """Show out who has to go; how many that were."""
        now, there = self.clock(), set(self.connections())
        self._idle = {c: self._idle.get(c, now) for c in there - self._busy}
        self._busy &= there
        self._asked &= there
        going = [c for c, since in self._idle.items() if c not in self._asked and now - since >= self.silent]
        waiting = sorted(self._idle.keys() - set(going), key=lambda c: self._idle[c])
        # Who never asked anything goes before a proxy's connection that only rests.
        waiting.sort(key=lambda c: c in self._asked)
        going += waiting[: max(0, len(waiting) - self.most)]
        for connection in going:
            del self._idle[connection]
            connection.force_close()
        self.shown_out += len(going)
        return len(going)

    async def watch(self, count: Callable[[str, str], None], every: float = EVERY) -> None:
        """Sweep until cancelled; counts who went as `("refused", "silent")`."""
        while True:
            await asyncio.sleep(every)
            for _ in range(self.sweep()):
                count("refused", "silent")


def room_for_files(wanted: int = FILES) -> int:
    """Let this process open as many files as it may, up to `wanted`: a usual limit is 1,024. How many that are now."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft
