"""How fast the bot may speak: Teams' windows per conversation, and one window per tenant.

Owns: when the next send may leave. Must not: send or retry.
Source: platform.md 5 (7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in 3,600 s per conversation; 50 a second per tenant);
"values are stated as subject to change", so they are arguments.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field

Window = tuple[int, float]
"""So many sends in so many seconds."""
CONVERSATION: tuple[Window, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
TENANT: tuple[Window, ...] = ((5, 0.101),)
"""Fifty a second, in small steps: a burst of fifty that is held up on its way would run into the next one. Each window
is taken a little longer than it is (`longer`), which makes it 48 or 49."""
NEAR = 0.2
"""Seconds ahead of its turn at which a send may be made ready: about ten of a tenant's fifty a second. Source: ours."""
FORGET = 10_000
"""Conversations kept in mind before quiet ones are dropped."""


def longer(seconds: float) -> float:
    """A window as we keep it, so that what is held up on its way does not press two of ours into one of theirs."""
    return seconds * 1.02 + (0.05 if seconds >= 1 else 0.0)


class Log:
    """When the latest sends left, as far back as the longest window looks."""

    __slots__ = ("_held", "_times", "_windows", "coming")

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = [(count, longer(seconds)) for count, seconds in windows]
        self._times: deque[float] = deque(maxlen=max((n for n, _ in windows), default=1))
        self._held = 0.0
        self.coming = 0
        """Sends that were told that their turn is near and have not left yet."""

    def wait(self, now: float, ahead: int = 0) -> float:
        """Seconds until one more may leave, 0 when it may now; with so many `ahead` of it, about."""
        times = self._times
        longest = self._held - now
        for count, seconds in self._windows:
            rounds, rest = divmod(ahead, count)
            last = times[rest - count] + seconds - now if len(times) >= count - rest else 0.0
            longest = max(longest, max(0.0, last) + rounds * seconds)
        return max(0.0, longest)

    def note(self, now: float) -> None:
        """One leaves now."""
        self._times.append(now)

    def hold(self, until: float) -> None:
        """Nothing leaves before then: the service said so."""
        self._held = max(self._held, until)

    def quiet(self, now: float) -> bool:
        """Whether nothing in here matters any more."""
        longest = max((s for _, s in self._windows), default=0.0)
        return not self.coming and self._held <= now and (not self._times or now - self._times[-1] > longest)


@dataclass
class Throttle:
    """One for the whole process. Empty windows switch a limit off."""

    conversation: Sequence[Window] = CONVERSATION
    tenant: Sequence[Window] = TENANT
    clock: Callable[[], float] = time.monotonic
    _conversations: dict[str, Log] = field(default_factory=dict[str, Log])
    _tenants: dict[str, Log] = field(default_factory=dict[str, Log])

    async def acquire(self, conversation: str, tenant: str, patience: float) -> float:
        """Wait until a send may leave and note it: 0. When that takes longer than `patience`: how long it would."""
        until = self.clock() + patience
        mine, theirs = self._logs(conversation, tenant)
        while True:
            now = self.clock()
            wait = max(mine.wait(now), theirs.wait(now))
            if wait <= 0:
                mine.note(now)
                theirs.note(now)
                return 0.0
            if now + wait > until:
                return wait
            await asyncio.sleep(wait)

    @contextlib.asynccontextmanager
    async def near(self, conversation: str, tenant: str, patience: float) -> AsyncGenerator[float]:
        """Wait until a send's turn is near: 0, and those behind it know. More than `patience`: how long it would take.

        What must be done before a send leaves is done within, then `acquire` is called: so few are ready at a time.
        """
        until = self.clock() + patience
        mine, theirs = self._logs(conversation, tenant)
        while (wait := self._ahead(mine, theirs)) > NEAR:
            if self.clock() + wait - NEAR > until:
                yield wait
                return
            await asyncio.sleep(wait - NEAR)
        mine.coming += 1
        theirs.coming += 1
        try:
            yield 0.0
        finally:
            mine.coming -= 1
            theirs.coming -= 1

    def _ahead(self, mine: Log, theirs: Log) -> float:
        now = self.clock()
        return max(mine.wait(now, mine.coming), theirs.wait(now, theirs.coming))

    def hold(self, conversation: str, seconds: float) -> None:
        """The service answered 429 for this conversation."""
        self._logs(conversation, "")[0].hold(self.clock() + seconds)

    def _logs(self, conversation: str, tenant: str) -> tuple[Log, Log]:
        mine = self._conversations.get(conversation)
        if mine is None:
            if len(self._conversations) >= FORGET:
                self._forget()
            mine = self._conversations[conversation] = Log(self.conversation)
        theirs = self._tenants.get(tenant)
        if theirs is None:
            theirs = self._tenants[tenant] = Log(self.tenant)
        return mine, theirs

    def _forget(self) -> None:
        now = self.clock()
        for key in [key for key, log in self._conversations.items() if log.quiet(now)]:
            del self._conversations[key]
