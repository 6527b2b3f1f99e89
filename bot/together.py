"""Work that waits while some is under way is done together.

Owns: `Together`. Must not: know what the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Gives items to `work` in lists: those that came while the last list was worked on make up the next one."""

    def __init__(self, work: Callable[[list[T]], Awaitable[None]]) -> None:
        self._work = work
        self._waiting: list[T] = []
        self._next: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    async def add(self, item: T) -> None:
        """Done when the item's list is; raises what the work raised."""
        self._waiting.append(item)
        if self._next is None:
            self._next = asyncio.create_task(self._go())
        await asyncio.shield(self._next)

    async def _go(self) -> None:
        async with self._lock:
            items, self._waiting, self._next = self._waiting, [], None
            await self._work(items)
