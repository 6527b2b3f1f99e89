"""An activity that was let in, read as a `Turn`.

Owns: what each kind of activity means to us. Must not: answer, or trust a name.
Source: platform.md 1.5, 3.3, 5 and the Playground's own activities (playground/README.md).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botbuilder.schema import ActivityTypes

from bot.contracts import Attachment, Happening, Place, PlaceKind, Speaker, Turn
from bot.teams import mentions, tables
from bot.teams.gate import tenant_of
from domain.people import ObjectId

PRESS = "adaptiveCard/action"
"""Name of the invoke that a button sends. Source: platform.md 3.3."""
FILE = "application/vnd.microsoft.teams.file.download.info"
LONGEST_TEXT = 100_000
"""Characters of a message that are read; Teams itself allows about 28,000. Source: ours."""
MOST_FILES = 10

_ID = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_KINDS = {"personal": PlaceKind.PERSONAL, "channel": PlaceKind.CHANNEL, "groupChat": PlaceKind.GROUP_CHAT}
_CHANGES = frozenset(
    f"{thing}{event}"
    for thing in ("team", "channel")
    for event in ("Renamed", "Deleted", "HardDeleted", "Archived", "Unarchived", "Restored")
)


class Malformed(ValueError):
    """Not an activity as Teams sends them."""


class Nameless(ValueError):
    """A message or press without an Entra object id: it cannot be anybody's."""


def read_turn(activity: Mapping[str, Any], at: datetime) -> Turn | None:
    """What happened; None for what does not concern us. Raises `Malformed` or `Nameless`."""
    kind = activity.get("type")
    if kind == ActivityTypes.message:
        return _message(activity, at)
    if kind == ActivityTypes.invoke:
        return _press(activity, at)
    if kind == ActivityTypes.installation_update:
        return _installed(activity, at)
    if kind == ActivityTypes.conversation_update:
        return _updated(activity, at)
    if not isinstance(kind, str) or not kind:
        raise Malformed("no type")
    return None


def place_of(activity: Mapping[str, Any]) -> Place:
    """Where it happened. Raises `Malformed`."""
    conversation = _mapping(activity.get("conversation"))
    data = _mapping(activity.get("channelData"))
    full = _text(conversation.get("id"))
    if not full:
        raise Malformed("no conversation")
    bare, _, thread = full.partition(";messageid=")
    kind = _kind(conversation, data)
    team = _text(_mapping(data.get("team")).get("id"))
    channel = _text(_mapping(data.get("channel")).get("id")) or bare
    in_channel = kind is PlaceKind.CHANNEL
    return Place(
        kind=kind,
        conversation_id=bare,
        service_url=_text(activity.get("serviceUrl")),
        tenant_id=tenant_of(dict(activity)) or _text(conversation.get("tenantId")),
        bot_id=_text(_mapping(activity.get("recipient")).get("id")),
        team_id=team if in_channel else "",
        channel_id=channel if in_channel else "",
        thread_id=thread if in_channel else "",
    )


def _message(activity: Mapping[str, Any], at: datetime) -> Turn | None:
    speaker = _person(activity)
    place = place_of(activity)
    value = activity.get("value")
    text = activity.get("text")
    said = mentions.words({**activity, "text": text[:LONGEST_TEXT] if isinstance(text, str) else ""}, place.bot_id)
    if value is not None and (not said or "verb" in _mapping(value)):
        values = _values(value)
        return Turn(
            _turn_id(activity), at, speaker, place, Happening.PRESSED,
            verb=_text(values.get("verb")), values=values, card_id=_text(activity.get("replyToId")),
        )  # fmt: skip
    return Turn(
        _turn_id(activity),
        at,
        speaker,
        place,
        Happening.SAID,
        said=said,
        attachments=_files(activity.get("attachments")),
        pasted=tables.pasted(activity, LONGEST_TEXT),
    )


def _press(activity: Mapping[str, Any], at: datetime) -> Turn | None:
    if activity.get("name") != PRESS:
        return None
    speaker = _person(activity)
    value = _mapping(activity.get("value"))
    action = _mapping(value.get("action"))
    verb = _text(action.get("verb"))
    if not verb or action.get("type", "Action.Execute") != "Action.Execute":
        raise Malformed("no action")
    data = action.get("data")
    if data is not None and not isinstance(data, dict):
        raise Malformed("data is not an object")
    return Turn(
        _turn_id(activity), at, speaker, place_of(activity), Happening.PRESSED,
        verb=verb, values=_values(data), card_id=_text(activity.get("replyToId")),
        automatic=value.get("trigger") == "automatic", invoked=True,
    )  # fmt: skip


def _installed(activity: Mapping[str, Any], at: datetime) -> Turn:
    action = _text(activity.get("action"))
    happening = Happening.REMOVED if action.startswith("remove") else Happening.ADDED
    values = {"told": "installation"}
    return Turn(_turn_id(activity), at, _anybody(activity), place_of(activity), happening, values=values)


def _updated(activity: Mapping[str, Any], at: datetime) -> Turn | None:
    place = place_of(activity)
    if _has(activity.get("membersAdded"), place.bot_id):
        return Turn(_turn_id(activity), at, _anybody(activity), place, Happening.ADDED, values={"told": "members"})
    if _has(activity.get("membersRemoved"), place.bot_id):
        return Turn(_turn_id(activity), at, _anybody(activity), place, Happening.REMOVED)
    data = _mapping(activity.get("channelData"))
    event = _text(data.get("eventType"))
    if event not in _CHANGES:
        return None
    about = _mapping(data.get("channel" if event.startswith("channel") else "team"))
    values = {"event": event, "name": _text(about.get("name"))}
    return Turn(_turn_id(activity), at, _anybody(activity), place, Happening.RENAMED, values=values)


def _person(activity: Mapping[str, Any]) -> Speaker:
    speaker = _anybody(activity)
    if not speaker.object_id or speaker.teams_id.startswith("28:"):
        raise Nameless
    return speaker


def _anybody(activity: Mapping[str, Any]) -> Speaker:
    """Who is behind an event, if anyone is named."""
    sender = _mapping(activity.get("from"))
    object_id = _text(sender.get("aadObjectId")).lower()
    object_id = object_id if _ID.fullmatch(object_id) else ""
    return Speaker(ObjectId(object_id), _text(sender.get("id")), _text(sender.get("name")))


def _turn_id(activity: Mapping[str, Any]) -> str:
    """The activity's id; one of our own when it has none, for then nothing tells a repeated delivery."""
    return _text(activity.get("id")) or f"none-{uuid.uuid4().hex}"


def _kind(conversation: Mapping[str, Any], data: Mapping[str, Any]) -> PlaceKind:
    said = conversation.get("conversationType")
    if isinstance(said, str) and said in _KINDS:
        return _KINDS[said]
    if data.get("team") or data.get("channel"):
        return PlaceKind.CHANNEL
    return PlaceKind.GROUP_CHAT if conversation.get("isGroup") is True else PlaceKind.PERSONAL


def _values(value: object) -> dict[str, Any]:
    """What a button carried, without what Teams put there for itself."""
    return {k: v for k, v in value.items() if k != "msteams"} if isinstance(value, dict) else {}


def _files(found: object) -> tuple[Attachment, ...]:
    files: list[Attachment] = []
    for attachment in mentions.attachments_of(found)[:MOST_FILES]:
        content = _mapping(attachment.get("content"))
        info = attachment["contentType"] == FILE
        url = _text(content.get("downloadUrl") if info else attachment.get("contentUrl"))
        if url:
            files.append(Attachment(_text(attachment.get("name")), _text(attachment["contentType"]), url))
    return tuple(files)


def _has(members: object, bot_id: str) -> bool:
    listed = members if isinstance(members, list) else []
    return bool(bot_id) and any(_mapping(m).get("id") == bot_id for m in listed)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object, longest: int = 2_048) -> str:
    """Text, or nothing; an id or name longer than any of Teams' is not one."""
    return value if isinstance(value, str) and len(value) <= longest else ""
