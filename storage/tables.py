"""The core tables and the column types that every table uses.

Owns: `metadata` with its naming convention, the types `Utc` and `Json`, and the tables of the store itself.
Must not: hold a noun's table (each stands in its noun's file) or any query.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
"""A dataclass passes through `_plain`: orjson itself would write its fields in their own order, not sorted."""


def canonical(value: Any) -> str:
    r"""JSON text with sorted keys and no spaces: the same value gives the same text, so it can be hashed.

    Frozen sets come out as sorted lists, not-a-number as null. Raises `ValueError` for NUL, lone surrogates and types
    that JSON cannot say.

    >>> canonical({"b": (1, 2), "a": frozenset({"y", "x"})})
    '{"a":["x","y"],"b":[1,2]}'
    """
    try:
        data = orjson.dumps(value, default=_plain, option=_CANONICAL)
    except orjson.JSONEncodeError as fault:
        raise ValueError(f"cannot be kept as JSON: {fault}") from fault
    if b"\\u0000" in data and _NUL.search(data):
        raise ValueError("text with a NUL character cannot be kept")
    return data.decode()


def _plain(value: Any) -> Any:
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return {name: getattr(value, name) for name in fields}
    if isinstance(value, frozenset | set):
        return sorted(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] members that sort
    if hasattr(value, "keys"):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class Utc(TypeDecorator[datetime]):
    """An aware instant. ISO text of fixed width in UTC on SQLite (it sorts), timestamptz on PostgreSQL."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = TIMESTAMP(timezone=True) if dialect.name == "postgresql" else String(32)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """Any JSON value, kept as canonical text on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 SQLAlchemy's signature
        return canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else orjson.loads(value)


def record_table(name: str, *columns: Any) -> Table:
    """A table for a versioned record: `group` and `id` as its key, then the given columns, then `version`."""
    return Table(
        name,
        metadata,
        Column("group", String(64), primary_key=True),
        Column("id", String(64), primary_key=True),
        *columns,
        Column("version", Integer, nullable=False),
    )


# ---------------------------------------------------------------- the group and its people

groups = Table(
    "groups",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("config", Json, nullable=False),
    Column("by_chat", Json, nullable=False),
    Column("version", Integer, nullable=False),
    info={"subject": "group/"},
)

members = Table(
    "members",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("object_id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("roles", Json, nullable=False),
    Column("trusts", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_members_object_id", "object_id"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("service_url", Text, nullable=False),
    Column("tenant_id", String(64), nullable=False),
    Column("bot_id", Text, nullable=False),
    Column("team_id", Text, nullable=False),
    Column("channel_id", Text, nullable=False),
    Column("teams_user_id", Text, nullable=False),
    Column("thread_id", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("updated_at", Utc, nullable=False),
    Index("ix_conversations_conversation_id", "conversation_id"),
)

# ---------------------------------------------------------------- turns and what they send

inbox = Table(
    "inbox",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("group", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("answer", Json, nullable=False),
    Index("ix_inbox_at", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("group", String(64), nullable=False),
    Column("dedupe_key", String(300), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("to_person", String(64)),
    Column("to_channel", Boolean, nullable=False),
    Column("payload", Json, nullable=False),
    Column("edits", String(300), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("state", String(12), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("owner", String(128), nullable=False),
    Column("lease_until", Utc),
    Column("attempts", Integer, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("sent_at", Utc),
    UniqueConstraint("group", "dedupe_key"),
    Index("ix_outbox_due", "state", "not_before", "id"),
    Index("ix_outbox_lease", "state", "lease_until"),
    Index("ix_outbox_subject", "group", "subject", "state"),
    Index("ix_outbox_person", "group", "to_person", "sent_at"),
    Index("ix_outbox_group_state", "group", "state", "id"),
    Index("ix_outbox_edits", "group", "edits", "id"),
    Index("ix_outbox_sent", "group", "sent_at"),
)

# ---------------------------------------------------------------- what happened

journal = Table(
    "journal",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("verb", String(128), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("turn_id", Text, nullable=False),
    Column("before_hash", String(64), nullable=False),
    Column("after_hash", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
    Column("h", String(64), nullable=False),
    Index("ix_journal_subject", "group", "subject", "seq"),
    Index("ix_journal_actor", "group", "actor", "seq"),
    Index("ix_journal_at", "group", "at"),
    # The rowid would be a second unique key, and REPLACE INTO on it removes a row past the insert trigger.
    sqlite_with_rowid=False,
)

versions = Table(
    "versions",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("subject", String(128), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_versions_at", "group", "at"),
)

counters = Table(
    "counters",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
)


def complete() -> MetaData:
    """`metadata` with every noun's table in it: imports each module of this room once."""
    package = importlib.import_module("storage")
    for module in pkgutil.iter_modules(package.__path__, "storage."):
        importlib.import_module(module.name)
    return metadata
