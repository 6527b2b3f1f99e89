"""A bot whose process may die between any two steps: what it had committed stays, what it had not is lost.

life = Life(left=5); store = MortalStore(store, life); wire = MortalWire(wire, life)     dead at the sixth step
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.contracts import Place
from bot.delivery import Begin, Outcome
from cards.kit import Card
from storage.session import Session
from storage.store import Store

T = TypeVar("T")


class Dead(Exception):
    """The process is gone. Nothing that catches this can do anything any more."""


@dataclass
class Life:
    """How long a process has: `left` steps, or for ever when that is negative."""

    left: int = -1
    dead: bool = False

    def step(self) -> None:
        """One more step, or the end."""
        if self.left == 0:
            self.dead = True
        if self.dead:
            raise Dead
        self.left -= self.left > 0


class MortalStore:
    """A store as one process has it. It may die before a transaction, or after its commit and before it hears of it."""

    def __init__(self, store: Store, life: Life) -> None:
        self._store = store
        self._life = life
        self.clock = store.clock

    async def run(self, work: Callable[[Session], T], *, group: str) -> T:
        self._life.step()
        found = await self._store.run(work, group=group)
        self._life.step()
        return found


class MortalWire:
    """A Teams as one process has it. It may die before a message is taken, or after and before it hears of it."""

    def __init__(self, wire: Any, life: Life) -> None:
        self._wire = wire
        self._life = life

    async def post(self, place: Place, card: Card, thread_id: str = "", *, begin: Begin) -> Outcome:
        return await self._mortal(self._wire.post(place, card, thread_id, begin=self._beginning(begin)))

    async def update(self, place: Place, message_id: str, card: Card, *, begin: Begin) -> Outcome:
        return await self._mortal(self._wire.update(place, message_id, card, begin=self._beginning(begin)))

    async def open_personal(self, *known: str) -> Place | Outcome:
        return await self._mortal(self._wire.open_personal(*known))

    async def _mortal(self, sends: Any) -> Any:
        found = await sends
        self._life.step()
        return found

    def _beginning(self, begin: Begin) -> Begin:
        async def began() -> bool:
            may = await begin()
            self._life.step()
            return may

        return began


__all__ = ["Dead", "Life", "MortalStore", "MortalWire"]
