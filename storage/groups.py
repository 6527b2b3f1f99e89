"""Each group's settings, as its file said them and as they were changed by chat since.

Owns: the groups table, and what loading a group file again does. Must not: read files.

The rule of a second load, setting by setting and person by person: what was changed by chat belongs to the chat from
then on, and the file no longer changes it; `Loaded.held` says so in words. Everything else becomes what the file says,
and a person who is in the file no more is made inactive. A load that changes nothing writes nothing. A setting is one
key of a table (`calendar.due_working_days`) or one trust (`trusts.NNUH`). What the file did is in the journal under
`system:group file`, what a member did under their own id; a person's latest version tells whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import select

from domain.group import Group, read_group
from domain.group_faults import GroupFaults
from domain.people import Member, ObjectId
from domain.refusals import Invalid, InvalidForm, NotFound
from storage import history, members, records
from storage.session import SYSTEM, Session
from storage.tables import canonical, groups
from storage.tables import members as people_table

LOADER = "group file"
"""The part of the bot that acts when a group file is loaded."""
_LISTS = {"trusts": "code", "themes": "key"}
"""Lists of tables whose rows are settings of their own, and what names a row."""

Config = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A group's settings in force. `by_chat` names those that a member changed, for example `risks.appetite`."""

    id: str
    config: Mapping[str, Any]
    by_chat: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a group file did: people by name, and in words what it left alone and why."""

    group: Group
    """As it is in force now."""
    settings_changed: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def kept(session: Session) -> Kept | None:
    """The settings of the session's group, or None before its first load."""
    return records.get(session, groups, Kept, session.group)


def config_of(session: Session) -> Mapping[str, Any]:
    """The tables in force, as of a group file. Raises `NotFound` before the first load."""
    found = kept(session)
    if found is None:
        raise NotFound("the group")
    return found.config


def everything(session: Session) -> Mapping[str, tuple[Group, tuple[ObjectId, ...]]]:
    """Every group of this store by id, each with the ids of its active people. The session's own group is not asked."""
    people: dict[str, list[ObjectId]] = {}
    active = select(people_table.c.group, people_table.c.object_id).where(people_table.c.active)
    for row in session.connection.execute(active.order_by(people_table.c.group, people_table.c.object_id)):
        people.setdefault(row.group, []).append(ObjectId(row.object_id))
    found = session.connection.execute(select(groups.c.id, groups.c.config).order_by(groups.c.id))
    return {row.id: (read_group(row.config)[0], tuple(people.get(row.id, ()))) for row in found}


def keep(session: Session, config: Mapping[str, Any], group: Group, people: tuple[Member, ...]) -> Loaded:
    """Load a group file: `config` as parsed, `group` and `people` as `read_group` made them of it.

    Raises `GroupFaults` when the file and what the chat holds do not fit together; nothing is stored then.
    """
    if group.id != session.group:
        raise ValueError(f"the session is of the group {session.group}, the file of {group.id}")
    who = (session.member, session.system)
    session.as_system(LOADER)
    try:
        loaded = _settings(session, group, _plain(config))
        return _people(session, loaded, people)
    finally:
        session.member, session.system = who


def change(session: Session, table: str, key: str, value: Any, verb: str) -> Group:
    """Change one setting by chat; None takes it away (its default holds then). Gives the group as it is now.

    Raises `InvalidForm` with every fault in words, and `NotFound` before the first load.
    """
    return change_all(session, {(table, key): value}, verb)


def change_all(session: Session, changes: Mapping[tuple[str, str], Any], verb: str) -> Group:
    """`change` for settings, by table and key, that are right together and might not be one after the other."""
    found = kept(session)
    if found is None:
        raise NotFound("the group")
    if ("group", "short") in changes:
        raise Invalid("Short name", "it names the group in every record and stays as it is.")
    config = _plain(found.config)
    for (table, key), value in changes.items():
        _put(config, table, key, _plain({"value": value})["value"])
    try:
        group, _ = read_group(config)
    except GroupFaults as faults:
        raise InvalidForm(tuple(Invalid("", fault) for fault in faults.faults)) from faults
    by_chat = tuple(sorted({*found.by_chat, *(f"{table}.{key}" for table, key in changes)}))
    records.update(session, groups, replace(found, config=config, by_chat=by_chat), verb=verb)
    return group


def _settings(session: Session, group: Group, config: Config) -> Loaded:
    found = kept(session)
    if found is None:
        records.insert(session, groups, Kept(group.id, config), verb="load group file")
        return Loaded(group, settings_changed=True)
    held: list[str] = []
    for path in found.by_chat:
        table, _, key = path.partition(".")
        mine, theirs = _of(found.config, table, key), _of(config, table, key)
        if mine != theirs:
            held.append(f"{path} stays as it was changed by chat")
            _put(config, table, key, mine)
    if config == found.config:
        return Loaded(group if not held else read_group(config)[0], held=tuple(held))
    now, _ = read_group(config)
    records.update(session, groups, replace(found, config=config), verb="load group file")
    return Loaded(now, settings_changed=True, held=tuple(held))


def _people(session: Session, loaded: Loaded, people: tuple[Member, ...]) -> Loaded:
    known = {m.object_id: m for m in members.everyone_ever(session)}
    added: list[str] = []
    changed: list[str] = []
    left: list[str] = []
    held: list[str] = list(loaded.held)
    for person in people:
        before = known.pop(person.object_id, None)
        if before is None:
            members.add(session, person)
            added.append(person.name)
        elif _said(before) != _said(person):
            if _by_chat(session, before):
                held.append(f"{before.name} stays as changed by chat")
                continue
            members.change(session, replace(person, version=before.version), "change person")
            changed.append(person.name)
    for gone in known.values():
        if gone.active and not _by_chat(session, gone):
            members.change(session, replace(gone, active=False), "remove person")
            left.append(gone.name)
    return replace(loaded, added=tuple(added), changed=tuple(changed), left=tuple(left), held=tuple(held))


def _said(member: Member) -> Member:
    return replace(member, version=0)


def _by_chat(session: Session, member: Member) -> bool:
    """Whether a member, not the file, made this person's latest version."""
    latest = history.version(session, records.subject_of(people_table, member), member.version)
    return latest is not None and latest.actor != SYSTEM + LOADER


def _plain(config: Mapping[str, Any]) -> Config:
    """The tables as JSON knows them (a TOML date becomes text), apart from the caller's own."""
    return orjson.loads(canonical(config))


def _of(config: Mapping[str, Any], table: str, key: str) -> Any:
    found: Any = config.get(table, ())
    if table in _LISTS:
        return next((row for row in found if row.get(_LISTS[table]) == key), None)
    return found.get(key) if found else None


def _put(config: Config, table: str, key: str, value: Any) -> None:
    """Set a setting in place; a trust that is new goes to the end of the list."""
    if table not in _LISTS:
        if value is None:
            config.get(table, {}).pop(key, None)
        else:
            config.setdefault(table, {})[key] = value
        return
    rows: list[Any] = config.setdefault(table, [])
    place = next((i for i, row in enumerate(rows) if row.get(_LISTS[table]) == key), None)
    if value is not None and place is None:
        rows.append(value)
    elif value is not None and place is not None:
        rows[place] = value
    elif place is not None:
        rows.pop(place)
