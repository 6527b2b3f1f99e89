"""The people of a group, as known by their Entra object id.

Owns: the members table. Must not: decide who may do what (`domain.people` and the commands do).
Nobody is ever deleted: who leaves is made inactive, so that the journal keeps a name for each object id.
"""

from __future__ import annotations

from domain.people import CHAIRS, Member, Role
from domain.refusals import Invalid
from storage import history, records
from storage.raw import Selector
from storage.session import Session
from storage.tables import members

_NAMES = Selector(members, [members.c.name], [])


def by_object_id(session: Session, object_id: str) -> Member | None:
    """The person with this id, active or not."""
    return records.get(session, members, Member, object_id)


def everybody(session: Session) -> tuple[Member, ...]:
    """All active people of the group, by name."""
    order = (members.c.name, members.c.object_id)
    return tuple(records.find(session, members, Member, members.c.active, order=order))


def everyone_ever(session: Session) -> tuple[Member, ...]:
    """All people of the group, those who left too, by name."""
    return tuple(records.find(session, members, Member, order=(members.c.name, members.c.object_id)))


def called(session: Session, name: str) -> tuple[Member, ...]:
    """Whom a name as said may mean, those who left too: the whole name, else a first name or surname."""
    wanted = " ".join(name.lower().split())
    everyone = everyone_ever(session)
    whole = tuple(m for m in everyone if m.name.lower() == wanted)
    return whole or tuple(m for m in everyone if wanted in m.name.lower().split())


def names(session: Session) -> list[str]:
    """The names of all people of the group, those who left too."""
    return [row[0] for row in _NAMES.every(session.connection, (session.group,))]


def with_role(session: Session, *roles: Role) -> tuple[Member, ...]:
    """Active people with one of these roles, by name."""
    wanted = frozenset(roles)
    return tuple(m for m in everybody(session) if m.is_any(wanted))


def coordinators(session: Session) -> tuple[Member, ...]:
    """The active coordinators, by name."""
    return with_role(session, Role.COORDINATOR)


def chairs(session: Session) -> tuple[Member, ...]:
    """The active chair and deputy, the chair first."""
    return tuple(sorted(with_role(session, *CHAIRS), key=lambda m: Role.CHAIR not in m.roles))


def leads_of(session: Session, trust: str) -> tuple[Member, ...]:
    """The active leads of a trust, by name."""
    return tuple(m for m in everybody(session) if m.leads(trust))


def name_of(session: Session, object_id: str) -> str:
    """A person's name in words, also of somebody who left; `Oversight` for a part of the bot."""
    return history.name_of(session, object_id)


def add(session: Session, member: Member, verb: str = "add person") -> Member:
    """Put somebody on the list; gives them as kept. Raises `Invalid` when they are on it already, active or not."""
    if by_object_id(session, member.object_id) is not None:
        raise Invalid("Person", "this person is on the list already; change their entry instead.")
    return records.insert(session, members, member, verb=verb)


def change(session: Session, member: Member, verb: str) -> Member:
    """Keep a changed person; gives them with the next version. Raises `Stale` when somebody was faster."""
    return records.update(session, members, member, verb=verb)
