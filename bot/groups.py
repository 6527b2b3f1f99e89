"""Which group a turn belongs to, and that group as data, kept in memory until its version changes.

Owns: the routing of a place or person to one group, and each group's vocabulary. Must not: decide who may do what.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.contracts import Place, PlaceKind
from bot.vocabulary import Vocabulary
from domain.group import Group
from storage import groups as kept
from storage.store import Store

LOOK_AGAIN = 5.0
"""Seconds between two looks into the store for somebody unknown, so that strangers cost little. Source: ours."""


@dataclass
class Groups:
    """All groups of this store. `refresh` reads them again; it is cheap and called when data changed."""

    store: Store
    _by_id: dict[str, Group] = field(default_factory=dict[str, Group])
    _by_person: dict[str, str] = field(default_factory=dict[str, str])
    _vocabularies: dict[str, tuple[Group, Vocabulary]] = field(default_factory=dict[str, tuple[Group, Vocabulary]])
    _looked_at: float = 0.0

    async def refresh(self) -> None:
        """Read every group and who belongs to it."""
        self._looked_at = time.monotonic()
        self._take(await self.store.run(kept.everything, group=""))

    def refresh_now(self) -> None:
        """`refresh` for the command line."""
        self._take(self.store.run_sync(kept.everything, group=""))

    async def find(self, place: Place, person: str) -> Group | None:
        """`of`, looking into the store again, at most every few seconds, for a place or person not known yet."""
        if person not in self._by_person and time.monotonic() - self._looked_at >= LOOK_AGAIN:
            await self.refresh()
        return self.of(place, person)

    def _take(self, found: Mapping[str, tuple[Group, tuple[str, ...]]]) -> None:
        known = self._by_id
        self._by_id = {key: known[key] if known.get(key) == group else group for key, (group, _) in found.items()}
        self._by_person = {person: key for key, (_, people) in found.items() for person in people}

    def all(self) -> tuple[Group, ...]:
        """Every group, for the clock's work."""
        return tuple(self._by_id.values())

    def of(self, place: Place, person: str) -> Group | None:
        """The group of a channel, else the person's own, else the only one there is; each in its own tenant."""
        found = self._of(place, person)
        tenants = {group.tenant_id.lower() for group in self._by_id.values()}
        if found is not None and len(tenants) > 1 and found.tenant_id.lower() != place.tenant_id.lower():
            return None  # an id is a person's in their own tenant only
        return found

    def _of(self, place: Place, person: str) -> Group | None:
        if place.kind != PlaceKind.PERSONAL:
            for group in self._by_id.values():
                if place.channel_id and place.channel_id == group.channel_id:
                    return group
                if place.team_id and place.team_id == group.team_id:
                    return group
        if person in self._by_person:
            return self._by_id.get(self._by_person[person])
        return next(iter(self._by_id.values())) if len(self._by_id) == 1 else None

    def vocabulary(self, group: Group) -> Vocabulary:
        """The words of a group, built once for each version of its data."""
        cached = self._vocabularies.get(group.id)
        if cached is not None and cached[0] is group:
            return cached[1]
        words = Vocabulary.of(group.trusts, group.themes)
        self._vocabularies[group.id] = (group, words)
        return words
