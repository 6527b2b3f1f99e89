"""The file door: what stands behind a signed address, for the one it was given to and as long as they may have it.

Owns: the checks when a file is fetched. Must not: serve (`bot/web.py` does) or say why a link does not work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contracts import LongWork
from bot.seal import Expired, Forged, Sealer, Ticket
from bot.web import Download
from storage import files, members
from storage.store import Busy, Session, Store


@dataclass(frozen=True)
class Door:
    """Call it with a token: the file, or None whatever the reason."""

    store: Store
    sealer: Sealer
    works: Mapping[str, LongWork]

    async def __call__(self, token: str) -> Download | None:
        """The file behind a token. Authority is that of now, not of when the link was made."""
        try:
            ticket = self.sealer.open_link(token, now=self.store.clock())
            return await self.store.run(lambda s: self._taken(s, ticket), group=ticket.group)
        except (Forged, Expired, Busy):
            return None

    def _taken(self, session: Session, ticket: Ticket) -> Download | None:
        person = members.by_object_id(session, ticket.person)
        file = files.get(session, ticket.file)
        work = None if file is None else self.works.get(file.purpose)
        if person is None or file is None or work is None or not person.active or not person.is_any(work.roles):
            return None
        session.acting(person)
        return Download(files.take(session, file), file.name, file.content_type)
