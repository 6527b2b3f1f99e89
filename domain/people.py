"""Who belongs to the group and what they may do. Identity is the Entra object id, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ObjectId = NewType("ObjectId", str)
TrustCode = NewType("TrustCode", str)


class Role(StrEnum):
    """Roles of a group, as in the group file."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"
    TRUST_LEAD = "trust_lead"
    MEMBER = "member"
    OBSERVER = "observer"


ROLE_WORDS: Mapping[Role, str] = {
    Role.CHAIR: "chair",
    Role.DEPUTY: "deputy chair",
    Role.COORDINATOR: "LMNS office",
    Role.TRUST_LEAD: "trust lead",
    Role.MEMBER: "member",
    Role.OBSERVER: "observer",
}


def roles_in_words(roles: frozenset[Role]) -> str:
    """`chair` or `trust lead, member`, in the order of the roles' weight."""
    return ", ".join(ROLE_WORDS[r] for r in Role if r in roles)


CHAIRS = frozenset({Role.CHAIR, Role.DEPUTY})
OFFICE = CHAIRS | {Role.COORDINATOR}
GROUP = OFFICE | {Role.TRUST_LEAD, Role.MEMBER}
"""Everyone who reads the group's own view: `member up` of the contract."""
ANYONE = GROUP | {Role.OBSERVER}


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the group's list."""

    object_id: ObjectId
    name: str
    roles: frozenset[Role]
    trusts: tuple[TrustCode, ...] = ()
    active: bool = True
    version: int = 1

    def is_any(self, roles: frozenset[Role]) -> bool:
        """Whether one of the member's roles is among `roles`."""
        return bool(self.roles & roles)

    def leads(self, trust: TrustCode | str) -> bool:
        """Whether the member is a lead of this trust."""
        return Role.TRUST_LEAD in self.roles and trust in self.trusts

    @property
    def led(self) -> tuple[TrustCode, ...]:
        """The trusts whose lead the member is."""
        return tuple(t for t in self.trusts if self.leads(t))


@dataclass(frozen=True, slots=True)
class Trust:
    """An organisation that sends returns. History stays with its code when it changes."""

    code: TrustCode
    ods: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the trust exists on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
