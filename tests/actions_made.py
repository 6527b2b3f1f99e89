"""Actions for tests: a promise of JPUH's matron, and the people around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.action_steps import Act, Note, Promise, deliver, give_evidence, promise
from domain.actions import SHARED, Action
from domain.people import Member, ObjectId, Role, TrustCode

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DUE = date(2027, 1, 29)
TRUSTS = ("NNUH", "JPUH", "QEHKL")


def person(name: str, *roles: Role, trusts: tuple[str, ...] = ()) -> Member:
    """Somebody invented; the object id is made of the name."""
    return Member(ObjectId(name.lower()), name, frozenset(roles), tuple(TrustCode(t) for t in trusts))


OWNER = person("Olive", Role.MEMBER)
DEPUTY = person("Dora", Role.MEMBER)
CHAIR = person("Helen", Role.CHAIR)
VICE = person("David", Role.DEPUTY)
OFFICE = person("Ruth", Role.COORDINATOR)
LEAD = person("Tom", Role.TRUST_LEAD, trusts=("JPUH",))
OTHER_LEAD = person("Priya", Role.TRUST_LEAD, trusts=("NNUH",))
BYSTANDER = person("Sam", Role.MEMBER)
OBSERVER = person("Grace", Role.OBSERVER)
EVERYBODY = (OWNER, DEPUTY, CHAIR, VICE, OFFICE, LEAD, OTHER_LEAD, BYSTANDER, OBSERVER)


def act(by: Member = OWNER, on: date = TODAY) -> Act:
    """Somebody doing something at ten on a day."""
    return Act(by, datetime(on.year, on.month, on.day, 10, tzinfo=UTC), on)


def made(record: str = "ACT-26-014", *, by: Act | None = None, **more: Any) -> Action:
    """An action of JPUH, owned by Olive with Dora as deputy; `more` replaces fields once it is made."""
    said = Promise(
        "Measure blood loss from the first suspicion",
        "RET-2026-10-JPUH",
        "JPUH",
        OWNER.object_id,
        OWNER.name,
        DUE,
        more={"deputy": DEPUTY.object_id, "deputy_name": DEPUTY.name},
    )
    return replace(promise(record, said, by or act(CHAIR)), **more)


def shared(record: str = "ACT-26-001") -> Action:
    """An action of all three trusts, owned by Olive."""
    said = Promise("One checklist for all", "A walkabout", SHARED, OWNER.object_id, OWNER.name, DUE, TRUSTS)
    return promise(record, said, act(CHAIR))


def delivered(action: Action | None = None, by: Member = OWNER) -> Action:
    """Done, without evidence."""
    return deliver(action or made(), act(by))


def evidenced(action: Action | None = None, by: Member = OWNER) -> Action:
    """Done, with evidence."""
    return give_evidence(delivered(action, by), act(by), Note("20 of 20 cases", source="Audit in the shared drive"))
