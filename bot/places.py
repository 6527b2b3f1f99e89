"""Where the group's conversations are: remembered from each turn, greeted when new.

Owns: what a turn teaches about places. Must not: send anything.
"""

from __future__ import annotations

from bot.contracts import Happening, PlaceKind, Reply, Turn
from cards import people as cards
from domain.group import Group
from storage import conversations
from storage.store import Session


def remember(session: Session, turn: Turn) -> None:
    """Keep this conversation's address when it is new or has changed."""
    place = turn.place
    person = place.kind == PlaceKind.PERSONAL
    key = f"person:{turn.speaker.object_id}" if person else f"channel:{place.channel_id or place.conversation_id}"
    conversations.remember(
        session,
        key=key,
        kind=place.kind.value,
        conversation_id=place.conversation_id,
        service_url=place.service_url,
        tenant_id=place.tenant_id,
        bot_id=place.bot_id,
        team_id=place.team_id,
        channel_id=place.channel_id,
        active=turn.happening != Happening.REMOVED,
    )


def greet(session: Session, turn: Turn, group: Group) -> Reply:
    """What is said on being added; nothing on any other event."""
    if turn.happening != Happening.ADDED:
        return Reply()
    card = cards.welcome(group.name)
    return Reply(card, private=turn.place.kind == PlaceKind.PERSONAL)
