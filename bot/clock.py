"""The bot's clock: the machine's own, or one that starts at a given time and runs, for the demo.

Owns: the only reading of the machine's clock outside the libraries. Must not: sleep or schedule.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives now, aware, in UTC."""


def real() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


def starting(at: datetime | None, zone: ZoneInfo) -> Clock:
    """A clock that shows `at` (local time in `zone`, without a zone of its own) now and runs on; None: the real one."""
    if at is None:
        return real
    begin, since = at.replace(tzinfo=zone).astimezone(UTC), time.monotonic()
    return lambda: begin + timedelta(seconds=time.monotonic() - since)


class Hand:
    """A clock that can be held at a moment, while sample data of the past is made, and let go again."""

    def __init__(self, running: Clock) -> None:
        self._running = running
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        """Now, or the moment at which it is held."""
        return self._held or self._running()

    def hold(self, at: datetime | None) -> None:
        """Hold at a moment (aware), or let go with None."""
        self._held = at.astimezone(UTC) if at is not None else None
