"""Somebody's list of members in a workbook, read before anybody is added: who is on it, and what is in the way.

Owns: which headings mean what, which words mean which role. Must not: add anybody, guess an object id or a role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import cells
from domain.imports import Found
from domain.organisations import trust_of
from domain.people import ROLE_WORDS, Role, Trust, roles_in_words
from domain.tables import Column, Table

LONGEST = 80
"""Characters of a name, as on the form."""
COLUMNS: Sequence[Column] = (
    Column("name", "Name", frozenset({"name", "full name", "display name", "member", "person"}), needed=True),
    Column(
        "object_id",
        "Entra object id",
        frozenset({"object id", "object_id", "objectid", "aadobjectid", "entra object id", "entra id"}),
        needed=True,
        marks=True,
    ),
    Column("roles", "Roles", frozenset({"role", "roles", "role in group"}), needed=True),
    Column("trusts", "Trusts they lead", frozenset({"trust", "trusts", "organisation", "trusts they lead", "leads"})),
)
"""Headings by what they mean; a sheet with object ids is a list of members."""
WORDS: Mapping[str, Role] = {
    **{role.value: role for role in Role},
    **{words: role for role, words in ROLE_WORDS.items()},
    "vice chair": Role.DEPUTY,
    "deputy chair": Role.DEPUTY,
    "coordinator": Role.COORDINATOR,
    "office": Role.COORDINATOR,
    "lead": Role.TRUST_LEAD,
    "trust_lead": Role.TRUST_LEAD,
    "lay member": Role.OBSERVER,
}
"""What people write for a role. Source: ours, version 2026-11."""
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PARTS = re.compile(r"[,;/\n&]|\band\b")


@dataclass(frozen=True, slots=True)
class Person:
    """One row as a person."""

    object_id: str
    name: str
    roles: tuple[str, ...]
    trusts: tuple[str, ...]
    cell: str

    @property
    def told(self) -> str:
        """In one line: `Tom Bailey: trust lead (JPUH)`."""
        where = f" ({', '.join(self.trusts)})" if self.trusts else ""
        return f"{self.name}: {roles_in_words(frozenset(Role(r) for r in self.roles))}{where}"


@dataclass(frozen=True, slots=True)
class People:
    """The dry run: the people, and every cell that says something."""

    people: tuple[Person, ...] = ()
    found: tuple[Found, ...] = ()


def read(table: Table, places: Mapping[str, int], trusts: Sequence[Trust]) -> People:
    """The people of a list, its columns as chosen."""
    made: dict[str, Person] = {}
    found: list[Found] = []
    for row in table.filled():
        person = _person(table, places, row, trusts)
        if isinstance(person, Found):
            found.append(person)
        elif person.object_id in made:
            found.append(table.say(row, places.get("object_id"), "note", "the same person stands above."))
        else:
            made[person.object_id] = person
    return People(tuple(made.values()), (*found, *table.beyond()))


def _person(table: Table, places: Mapping[str, int], row: int, trusts: Sequence[Trust]) -> Person | Found:
    def text(key: str) -> str:
        return table.text(row, places.get(key))

    def fault(key: str, words: str) -> Found:
        return table.say(row, places.get(key), "fault", words)

    name, object_id = text("name"), text("object_id").lower().strip("{}")
    if not name:
        return fault("name", "there is no name.")
    if not _ID.fullmatch(object_id):
        return fault("object_id", f"'{text('object_id')}' is no Entra object id." if object_id else "no object id.")
    said = _parts(text("roles"))
    roles = [WORDS.get(cells.tidy(s)) for s in said]
    if not said or None in roles:
        wrong = next((s for s, r in zip(said, roles, strict=True) if r is None), "")
        return fault("roles", f"'{wrong}' is no role of the group." if wrong else "there is no role.")
    named = _parts(text("trusts"))
    codes = [trust_of(s, trusts) for s in named]
    if not all(codes):
        return fault("trusts", f"'{named[codes.index('')]}' is no trust of the group.")
    kept = tuple(dict.fromkeys(r.value for r in roles if r is not None))
    if Role.TRUST_LEAD.value in kept and not codes:
        return fault("trusts", "a trust lead needs at least one trust.")
    where = tuple(dict.fromkeys(codes)) if Role.TRUST_LEAD.value in kept else ()
    return Person(object_id, name[:LONGEST], kept, where, table.address(row, places.get("name")))


def _parts(text: str) -> list[str]:
    return [p.strip() for p in _PARTS.split(text) if p.strip()]
