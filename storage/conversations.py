"""Where people and channels can be written to, as last seen.

Owns: the conversations table. Must not: decide whether to write there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.raw import Selector
from storage.session import Session
from storage.tables import conversations


class Kind(StrEnum):
    """Whose conversation it is; the key is then an object id, a channel's id or a chat's id."""

    PERSONAL = "personal"
    CHANNEL = "channel"
    GROUP_CHAT = "group_chat"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Enough to write there. `thread_id` is the message under which to answer in a channel, else empty."""

    kind: Kind
    key: str
    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    team_id: str = ""
    channel_id: str = ""
    teams_user_id: str = ""
    thread_id: str = ""
    active: bool = True


_COLUMNS = [conversations.c[f.name] for f in fields(Conversation)]
_KEY = ("group", "kind", "key")
_GET = Selector(conversations, _COLUMNS, _KEY[1:])


def remember(session: Session, conversation: Conversation) -> bool:
    """Keep this as the place for its key; nothing is written when it is known just so. Whether something was new."""
    if get(session, conversation.kind, conversation.key) == conversation:
        return False
    values = {f.name: getattr(conversation, f.name) for f in fields(Conversation)} | {
        "kind": conversation.kind.value,
        "group": session.group,
        "updated_at": session.now,
    }
    insert = postgres_insert if session.postgres else sqlite_insert
    fresh = {name: value for name, value in values.items() if name not in _KEY}
    session.connection.execute(
        insert(conversations).values(values).on_conflict_do_update(index_elements=list(_KEY), set_=fresh)
    )
    return True


def get(session: Session, kind: Kind, key: str) -> Conversation | None:
    """The conversation with this key, active or not."""
    row = _GET.one(session.connection, (session.group, kind.value, key))
    return None if row is None else _read(row)


def personals(session: Session, object_ids: Collection[str]) -> dict[str, Conversation]:
    """The 1:1 chats with these people by object id, active or not."""
    query = select(*_COLUMNS).where(
        conversations.c.group == session.group,
        conversations.c.kind == Kind.PERSONAL.value,
        conversations.c.key.in_(object_ids),
    )
    return {row.key: _read(row) for row in session.connection.execute(query)}


def personal(session: Session, object_id: str) -> Conversation | None:
    """The 1:1 chat with a person, if it is there and open to the bot."""
    return _active(get(session, Kind.PERSONAL, object_id))


def channel(session: Session, channel_id: str) -> Conversation | None:
    """A channel's conversation, if it is there and open to the bot."""
    return _active(get(session, Kind.CHANNEL, channel_id))


def latest(session: Session) -> Conversation | None:
    """The group's conversation that was heard of last: it knows the service, the tenant and the bot's own id."""
    query = (
        select(*_COLUMNS)
        .where(conversations.c.group == session.group, conversations.c.active)
        .order_by(conversations.c.updated_at.desc())
        .limit(1)
    )
    row = session.connection.execute(query).first()
    return None if row is None else _read(row)


def deactivate(session: Session, kind: Kind, key: str) -> None:
    """The bot cannot write there any more (removed, blocked, deleted). A new message from there opens it again."""
    session.connection.execute(
        update(conversations)
        .where(conversations.c.group == session.group, conversations.c.kind == kind.value, conversations.c.key == key)
        .values(active=False, updated_at=session.now)
    )


def _active(found: Conversation | None) -> Conversation | None:
    return found if found is not None and found.active else None


def _read(row: Row[Any] | Sequence[Any]) -> Conversation:
    kind, *rest = row
    return Conversation(Kind(kind), *rest)
