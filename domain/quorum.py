"""Whether a meeting is quorate: the group's rule as data, and who speaks for which trust.

Owns: the rule, reading it from a group file, counting it. Must not: know who is who beyond what it is told.
Source: domain guide 6.2 (typical: chair or deputy, one voice from each trust, one from the ICB); set per group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.people import CHAIRS, ObjectId, Role

if TYPE_CHECKING:
    from domain.group_faults import Faults

EACH = "each"
"""What `trusts` says when every trust needs a voice."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The rule. `trusts` is how many trusts need a voice, None for each of them."""

    chair: bool = True
    """The chair or the deputy chair."""
    trusts: int | None = None
    office: int = 1
    """People of the LMNS office."""
    people: int = 0
    """People altogether."""
    several: bool = True
    """Whether one person may stand for several trusts, as a lead of a hospital group does."""

    @classmethod
    def read(cls, row: Mapping[str, Any], faults: Faults) -> Quorum:
        """From the `[quorum]` table of a group file; what is left out stays as it is."""
        where, plain = "[quorum]", cls()
        said = row.get("trusts", EACH)
        return cls(
            chair=faults.flag(row, "chair_or_deputy", where, plain.chair),
            trusts=None if said == EACH else faults.number(row, "trusts", where, 0, 60),
            office=faults.number(row, "office", where, 0, 10, plain.office),
            people=faults.number(row, "people", where, 0, 100, plain.people),
            several=faults.flag(row, "one_person_for_several_trusts", where, plain.several),
        )

    def words(self, trusts: int) -> str:
        """The rule as members read it."""
        wanted = trusts if self.trusts is None else min(self.trusts, trusts)
        parts = ["the chair or deputy chair"] if self.chair else []
        if wanted:
            parts.append("a voice from each trust" if wanted == trusts else f"a voice from {wanted} of {trusts} trusts")
        if self.office:
            parts.append(f"{self.office} from the LMNS office")
        if self.people:
            parts.append(f"{self.people} people or more")
        one = "may" if self.several else "may not"
        return f"{'; '.join(parts) or 'anybody'}. One person {one} stand for several trusts."


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in the room. `stands_for`: the trusts whose voice they may be, as a lead or for this meeting."""

    object_id: ObjectId
    name: str
    roles: frozenset[Role]
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rule: whether it is met, and what is there."""

    what: str
    met: bool
    there: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of a meeting."""

    parts: tuple[Part, ...]
    voices: Mapping[str, str]
    """Who speaks for each trust, by name; a trust without a voice is left out."""

    @property
    def met(self) -> bool:
        """Whether the meeting is quorate."""
        return all(p.met for p in self.parts)


def counted(rule: Quorum, present: Sequence[Present], trusts: Sequence[str]) -> Verdict:
    """The rule counted over who is there, for the trusts that stand on that day."""
    voices = _shared(present, trusts) if rule.several else _apart(present, trusts)
    wanted = len(trusts) if rule.trusts is None else min(rule.trusts, len(trusts))
    chairs = [p.name for p in present if p.roles & CHAIRS]
    office = [p.name for p in present if Role.COORDINATOR in p.roles]
    parts: list[Part] = []
    if rule.chair:
        parts.append(Part("Chair or deputy chair", bool(chairs), ", ".join(chairs) or "neither is here"))
    if wanted:
        there = "; ".join(f"{t}: {voices.get(t, 'no voice')}" for t in trusts)
        parts.append(Part(f"A voice from {wanted} of {len(trusts)} trusts", len(voices) >= wanted, there))
    if rule.office:
        parts.append(Part(f"LMNS office: {rule.office}", len(office) >= rule.office, ", ".join(office) or "nobody"))
    if rule.people:
        parts.append(Part(f"People: {rule.people} or more", len(present) >= rule.people, f"{len(present)} here"))
    return Verdict(tuple(parts), voices)


def _shared(present: Sequence[Present], trusts: Sequence[str]) -> dict[str, str]:
    found = {t: next((p.name for p in present if t in p.stands_for), "") for t in trusts}
    return {t: name for t, name in found.items() if name}


def _apart(present: Sequence[Present], trusts: Sequence[str]) -> dict[str, str]:
    """One person for one trust: as many trusts as can be given a voice, by augmenting paths."""
    held: dict[str, int] = {}

    def place(person: int, tried: set[str]) -> bool:
        for trust in (t for t in trusts if t in present[person].stands_for and t not in tried):
            tried.add(trust)
            if trust not in held or place(held[trust], tried):
                held[trust] = person
                return True
        return False

    for person in range(len(present)):
        place(person, set())
    return {t: present[held[t]].name for t in trusts if t in held}
