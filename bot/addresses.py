"""Where a row of the outbox goes: a known chat, one that must be opened first, or nowhere.

Owns: person or channel -> place. Must not: send, or mark a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.contracts import Place, PlaceKind
from domain.group import Group
from storage import conversations
from storage.conversations import Conversation, Kind
from storage.outbox import Entry
from storage.session import Session


@dataclass(frozen=True, slots=True)
class ToOpen:
    """No chat with this person is known yet; it is opened with what another conversation of the group taught."""

    object_id: str
    tenant_id: str
    service_url: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nothing is known of Teams so far; the bot must be added somewhere first."""

    reason: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The bot may not write there; a new message from there opens it again."""

    reason: str


Address = Place | ToOpen | NotYet | Closed


def addresses_of(session: Session, entries: Sequence[Entry], group: Group | None) -> list[Address]:
    """Where these rows go, as the session's group knows it now; in their order."""
    people = {entry.to_person for entry in entries if entry.to_person}
    chats = conversations.personals(session, people) if people else {}
    found: dict[str | None, Address] = {}
    for to in {entry.to_person for entry in entries}:
        found[to] = _person(session, to, chats.get(to), group) if to else _channel(session, group)
    return [found[entry.to_person] for entry in entries]


def opened(session: Session, object_id: str, place: Place) -> None:
    """Keep a chat that was opened."""
    conversations.remember(
        session,
        Conversation(
            Kind.PERSONAL,
            object_id,
            place.conversation_id,
            place.service_url,
            place.tenant_id,
            place.bot_id,
        ),
    )


def shut(session: Session, entry: Entry, group: Group | None) -> None:
    """The bot was told that it may not write there any more."""
    if entry.to_person:
        conversations.deactivate(session, Kind.PERSONAL, entry.to_person)
    elif group is not None:
        conversations.deactivate(session, Kind.CHANNEL, group.channel_id)


def _person(session: Session, object_id: str, known: Conversation | None, group: Group | None) -> Address:
    if known is not None:
        return _place(known) if known.active else Closed("the chat with this person is closed to the bot")
    guide = _guide(session, group)
    if guide is None:
        return NotYet("no conversation of the group is known yet")
    return ToOpen(object_id, guide.tenant_id, guide.service_url, guide.bot_id)


def _channel(session: Session, group: Group | None) -> Address:
    if group is None or not group.channel_id:
        return NotYet("the group has no channel yet")
    known = conversations.get(session, Kind.CHANNEL, group.channel_id)
    if known is not None:
        return _place(known) if known.active else Closed("the channel is closed to the bot")
    guide = conversations.latest(session)
    if guide is None:
        return NotYet("no conversation of the group is known yet")
    return Place(
        PlaceKind.CHANNEL,
        group.channel_id,
        guide.service_url,
        guide.tenant_id,
        guide.bot_id,
        group.team_id,
        group.channel_id,
    )


def _guide(session: Session, group: Group | None) -> Conversation | None:
    known = conversations.channel(session, group.channel_id) if group is not None and group.channel_id else None
    return known or conversations.latest(session)


def _place(known: Conversation) -> Place:
    return Place(
        PlaceKind(known.kind.value),
        known.conversation_id,
        known.service_url,
        known.tenant_id,
        known.bot_id,
        known.team_id,
        known.channel_id,
    )
