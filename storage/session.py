"""One transaction as the rest of the store sees it: where, when and who.

Owns: `Session`, its actor, and what that actor may see. Must not: begin or commit anything (`store.py` does).
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from domain.people import OFFICE, Member, Role

SYSTEM = "system:"
"""Prefix of an actor that is a part of the bot, not a person."""


NAMELESS = "anonymous"
"""The part of the bot that acts for a member who chose not to be named."""


class Anonymous(RuntimeError):
    """A write without an actor: a bug. Call `session.acting(member)` or `session.as_system(part)` first."""


class Line(NamedTuple):
    """A journal line that waits for the end of the transaction."""

    at: datetime
    actor: str
    verb: str
    subject: str
    turn_id: str
    before_hash: str
    after_hash: str


class Snapshot(NamedTuple):
    """A record's version that waits for the end of the transaction."""

    subject: str
    version: int
    at: datetime
    actor: str
    hash: str
    body: str


Heads = dict[str, tuple[int, str]]
"""Last journal line (seq, h) by group, known while this process alone writes."""


@dataclass(slots=True)
class Session:
    """An open transaction of one group. Query functions take it first and always filter on `group`."""

    connection: Connection
    group: str
    now: datetime
    """Aware; the same for the whole transaction."""
    turn_id: str = ""
    member: Member | None = None
    system: str = ""
    passed_over: frozenset[str] = frozenset()
    """Records that cannot be read, as the journal calls them: lists leave them out (`records.find`)."""
    unread: list[str] | None = None
    """In a member's turn: the records that could not be read, which lists go on without. None: a list fails then."""
    wrote: bool = False
    """Whether a record was inserted or changed."""
    heads: Heads | None = None
    lines: list[Line] = field(default_factory=list[Line])
    snapshots: list[Snapshot] = field(default_factory=list[Snapshot])
    hashes: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    """Hashes of the versions written by this transaction."""

    @property
    def postgres(self) -> bool:
        """Whether this is PostgreSQL (else SQLite)."""
        return self.connection.dialect.name == "postgresql"

    def acting(self, member: Member) -> None:
        """From here on this member acts."""
        self.member, self.system = member, ""

    def as_system(self, part: str) -> None:
        """From here on a part of the bot acts, for example `reminders`. It may see everything."""
        self.member, self.system = None, part

    def as_nameless(self, day: datetime) -> None:
        """From here on somebody acts of whom nothing is kept: no name, no turn, and of the time only the day's start.

        See ADR "Anonymous concerns".
        """
        self.as_system(NAMELESS)
        self.turn_id, self.now = "", day

    @property
    def actor(self) -> str:
        """Who acts, as the journal names them: an object id, or `system:<part>`. Raises `Anonymous` if nobody does."""
        if self.member is not None:
            return self.member.object_id
        if self.system:
            return SYSTEM + self.system
        raise Anonymous("a write needs somebody who acts")

    @contextlib.contextmanager
    def apart(self) -> Generator[None]:
        """A piece that may fail by itself: when it raises, what it wrote is undone and this transaction can go on."""
        before = (self.turn_id, self.member, self.system, self.wrote, dict(self.hashes))
        lines, snapshots = self.lines[:], self.snapshots[:]
        heads = None if self.heads is None else dict(self.heads)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self.turn_id, self.member, self.system, self.wrote, self.hashes = before
            # A reading within may have written lines, those from before it, too: they are gone, and wait again.
            self.lines[:], self.snapshots[:] = lines, snapshots
            if self.heads is not None and heads is not None:
                self.heads.clear()
                self.heads.update(heads)
            raise

    def trusts_seen(self) -> frozenset[str] | None:
        """Trusts whose records may be seen as they were sent; None means all, empty means the group's view only.

        The office sees all, a trust's lead their own; members and observers see what is shared or published.
        """
        if self.member is None:
            return None if self.actor else frozenset()
        if self.member.is_any(OFFICE):
            return None
        if Role.TRUST_LEAD in self.member.roles:
            return frozenset(self.member.trusts)
        return frozenset()
