"""Where the group's conversations are: remembered from each turn, greeted when new.

Owns: what a turn teaches about places. Must not: send anything.
"""

from __future__ import annotations

from bot.contracts import Happening, PlaceKind, Reply, Turn
from cards import people as cards
from domain.group import Group
from storage import conversations
from storage.conversations import Conversation, Kind
from storage.store import Session


def remember(session: Session, turn: Turn) -> bool:
    """Keep this conversation's address when it is new or has changed; whether it was."""
    return conversations.remember(session, _conversation(turn))


def greet(turn: Turn, group: Group) -> Reply:
    """What is said on being added; nothing on any other event."""
    if turn.happening != Happening.ADDED:
        return Reply()
    private = turn.place.kind == PlaceKind.PERSONAL
    return Reply(cards.welcome(group.name, private=private), private=private)


def _conversation(turn: Turn) -> Conversation:
    place = turn.place
    kind = Kind(place.kind.value)
    own = {
        Kind.PERSONAL: turn.speaker.object_id,
        Kind.CHANNEL: place.channel_id or place.conversation_id,
        Kind.GROUP_CHAT: place.conversation_id,
    }
    return Conversation(
        kind=kind,
        key=own[kind],
        conversation_id=place.conversation_id,
        service_url=place.service_url,
        tenant_id=place.tenant_id,
        bot_id=place.bot_id,
        team_id=place.team_id,
        channel_id=place.channel_id,
        teams_user_id=turn.speaker.teams_id if kind is Kind.PERSONAL else "",
        # The thread of a message is that message's own: kept here it would pull every later post into one thread.
        active=turn.happening != Happening.REMOVED,
    )
