"""Says what is wrong with a Teams app package before Teams does: its schema, then the rules that it cannot say.

Owns: both checks, without network.
Must not: mend anything.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft4Validator

SCHEMA = Path(__file__).resolve().parent.parent / "tests/data/teams-manifest-1.25.schema.json"
"""Source: see `tests/data/README.md`."""
ICON_SIDES = {"color": 192, "outline": 32}
MOST_COMMANDS, LONGEST_TITLE, LONGEST_DESCRIPTION = 10, 32, 128
"""Narrower than the schema: what documentation and mobile show. Source: platform.md 6."""
ALLOWED = frozenset({"identity", "messageTeamMembers"})
"""What Oversight needs: to know who speaks, and to write to members. It asks to read nothing."""
UNFILLED = re.compile(r"\$\{\{.*?\}\}")


def faults(manifest: Mapping[str, Any], icons: Mapping[str, bytes]) -> list[str]:
    """Every fault in a sentence; `icons` are the files by the manifest's keys (`color`, `outline`)."""
    found = [*schema_faults(manifest), *icon_faults(icons)]
    return found or [*own_faults(manifest)]


def schema_faults(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What the official schema of this version says."""
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for error in sorted(cast("Any", validator).iter_errors(manifest), key=str):
        place = "/".join(str(step) for step in error.absolute_path) or "the manifest"
        yield f"{place}: {str(error.message)[:200]}"


def icon_faults(icons: Mapping[str, bytes]) -> Iterator[str]:
    """Icons that are no PNG or not of their size."""
    for key, side in ICON_SIDES.items():
        found = png_size(icons.get(key, b""))
        if found != (side, side):
            yield f"icons/{key}: it must be a PNG of {side} by {side}; this is {found or 'no PNG'}"


def own_faults(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Rules of Teams that the schema does not hold, and our own: no permission beyond need."""
    text = json.dumps(manifest)
    for place in sorted(set(UNFILLED.findall(text))):
        yield f"{place} is not filled"
    if manifest.get("supportsChannelFeatures") != "tier1":
        yield "supportsChannelFeatures must be tier1, or private and shared channels cannot take the bot"
    for asked in sorted(set(manifest.get("permissions", ())) - ALLOWED):
        yield f"permissions: {asked} is more than Oversight needs"
    if manifest.get("validDomains"):
        yield "validDomains: there are no tabs, so no domain belongs here"
    if "authorization" in manifest or "webApplicationInfo" in manifest:
        yield "authorization, webApplicationInfo: Oversight asks for no consent to read Teams"
    bots = cast("Sequence[Mapping[str, Any]]", manifest.get("bots", ()))
    if not bots:
        yield "bots: there is none"
    for bot in bots:
        yield from command_faults(bot)


def command_faults(bot: Mapping[str, Any]) -> Iterator[str]:
    """Menus of commands: one a scope, short enough to be read, each title once."""
    scopes = [str(s) for s in bot.get("scopes", ())]
    listed: list[str] = []
    for menu in cast("Sequence[Mapping[str, Any]]", bot.get("commandLists", ())):
        where = ", ".join(menu["scopes"])
        listed += menu["scopes"]
        titles = [str(c["title"]) for c in menu["commands"]]
        twice = sorted({title for title in titles if titles.count(title) > 1})
        if len(titles) > MOST_COMMANDS:
            yield f"commands of {where}: {len(titles)}, more than {MOST_COMMANDS}"
        yield from (f"commands of {where}: '{t}' stands twice" for t in twice)
        yield from (f"commands of {where}: '{t}' is too long" for t in titles if len(t) > LONGEST_TITLE)
        for command in menu["commands"]:
            if len(command["description"]) > LONGEST_DESCRIPTION:
                yield f"commands of {where}: what '{command['title']}' does is said too long"
    if sorted(listed) != sorted(scopes):
        yield f"commandLists: one menu for each of {', '.join(scopes)}, please; there are {', '.join(listed) or 'none'}"


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height out of a PNG's header; None when it is none.

    >>> png_size(b"GIF89a")
    """
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height
