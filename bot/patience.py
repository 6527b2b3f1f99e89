"""A workbook that takes long to read: its sender has a card at once, which becomes the dry run by itself.

Owns: how long is waited before that, and the job under whose name it is read. Must not: read a file or judge it (the
turn does). The bytes are kept nowhere, so after a restart the card says that it was broken off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot import answers, uploads
from bot.contracts import Handler, Reply, Turn
from bot.flows.imports import KIND, TITLE
from bot.groups import Groups
from bot.seal import Sealer
from cards import jobs as cards
from cards.kit import card, words
from domain.group import Group
from domain.jobs import Job, begun, done
from domain.people import OFFICE
from storage import answers as kept_answers
from storage import jobs, members, outbox
from storage.store import Session, Store

log = logging.getLogger(__name__)

SECONDS = 2.0
"""So long an answer may take without a word. Source: ours; a log of some hundred rows is read by then."""
RUNNER = "jobs"


@dataclass
class Patient:
    """The handler of turns, for those that bring a file."""

    turns: Handler
    store: Store
    groups: Groups
    sealer: Sealer
    after: Callable[[], None]
    """Called when the dry run waits in the outbox."""
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]])

    async def __call__(self, turn: Turn) -> Reply:
        """The answer, or the card that becomes it."""
        if not uploads.brings_files(turn):
            return await self.turns(turn)
        reading = self._spawn(_answered(self.turns, turn))
        if (await asyncio.wait({reading}, timeout=SECONDS))[0]:
            return await reading
        group = await self.groups.find(turn.place, turn.speaker.object_id)
        found = None if group is None else await self._begin(turn, group)
        if group is None or found is None:
            return await reading
        job, reply = found
        self._spawn(self._end(group, job, reading))
        return reply

    async def close(self) -> None:
        """What is under way is broken off, and said so when the bot is there again."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _begin(self, turn: Turn, group: Group) -> tuple[Job, Reply] | None:
        def work(session: Session) -> tuple[Job, Reply] | None:
            member = members.by_object_id(session, turn.speaker.object_id)
            if member is None or not member.active or not member.is_any(OFFICE):
                return None
            session.acting(member)
            fresh = jobs.add(session, KIND, member.object_id, {})
            job = jobs.change(session, begun(fresh, session.now), "begin work")
            shown = cards.waiting(job, TITLE)
            sealed = self.sealer.seal(shown, scope=member.object_id, group=group.id, now=session.now)
            reply = Reply(sealed, job=job.id)
            answers.expect(session, turn, reply)
            return job, reply

        try:
            return await self.store.run(work, group=group.id)
        except Exception:
            log.exception("a card could not be shown meanwhile")
            return None

    async def _end(self, group: Group, job: Job, reading: asyncio.Task[Reply]) -> None:
        reply = await reading
        shown = reply.card or card("Import", words(reply.text))

        def work(session: Session) -> None:
            session.as_system(RUNNER)
            now = jobs.get(session, job.id)
            if now is None or now.ended:
                return
            jobs.change(session, done(now, (), "it stands in this chat", session.now), "end work")
            for n, key in enumerate(kept_answers.of(session, job.id)):
                name = f"job/{job.id}/ended/{n}"
                outbox.enqueue(
                    session, kind="notice", key=name, card=shown, to_person=job.by, subject=job.id, edits=key
                )

        await self.store.run(work, group=group.id)
        self.after()

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task


async def _answered(turns: Handler, turn: Turn) -> Reply:
    return await turns(turn)
