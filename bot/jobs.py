"""Runs long work: one job at a time, made in a process of its own; its asker's card becomes the result.

Owns: claim, make, show, keep and post. Must not: know a kind of work by name, or hold up a tick: it goes on beside it.
A bot that dies leaves its job with a lease; when that ends, the job begins anew. On SQLite a bot is alone, so that
what an earlier one left begins anew at once. One that ends in good order hands it back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import progress
from bot.aside import Aside
from bot.catalogue import collect
from bot.contracts import LongWork, Made, Post
from cards import jobs as cards
from cards.kit import Card
from domain import taxonomy
from domain.group import Group
from domain.jobs import Headway, Job, begun, done, failed, left, stumbled
from domain.refusals import Refusal, Stale
from storage import answers, files, members, reading
from storage import jobs as kept
from storage.store import Busy, Session, Store

log = logging.getLogger(__name__)

RUNNER = "jobs"
"""Who acts, in the journal."""
NOT_ANY_MORE = "It was asked for by somebody who may not have it any more."
BEAT = 3.0
"""Seconds between two looks at how far a job is; its card is edited no more often. Source: ours, a few seconds."""


def uncounted(_name: str, _label: str) -> None:
    """A counter that counts nothing."""


@dataclass
class Jobs:
    """`wake` begins what waits; `idle` waits until nothing is under way, `stop` ends it."""

    store: Store
    works: Mapping[str, LongWork]
    put: Callable[[Session, Group, Post], object]
    """Puts a post into the outbox, sealed: `Tick.put`."""
    after: Callable[[], None]
    """Called when a result waits in the outbox."""
    count: Callable[[str, str], None] = uncounted
    aside: Aside | None = None
    """Where work is made; without one in a thread of this process, as a test wants it."""
    _task: asyncio.Task[None] | None = None
    _alone_since: datetime | None = None

    async def wake(self, groups: Iterable[Group]) -> None:
        """Begin to run what waits, unless that is under way; comes back at once."""
        if self._alone_since is None and self.store.path is not None:
            self._alone_since = self.store.clock()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._all(tuple(groups)))

    async def idle(self) -> None:
        """Wait for what is under way."""
        if self._task is not None:
            await self._task

    async def stop(self) -> None:
        """End what is under way, which waits again then; at the end of this process."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _all(self, groups: tuple[Group, ...]) -> None:
        for group in groups:
            try:
                while (job := await self.store.run(self._claim, group=group.id)) is not None:
                    await self._one(group, job)
            except (Busy, Stale):
                log.warning("a job was left for later", extra={"group": group.id})
            except Exception:
                log.exception("jobs failed", extra={"group": group.id})

    def _claim(self, session: Session) -> Job | None:
        job = kept.next_free(session, self._alone_since)
        if job is None:
            return None
        session.as_system(RUNNER)
        return kept.change(session, begun(job, session.now), "begin work")

    async def _one(self, group: Group, job: Job) -> None:
        work = self.works.get(job.kind)
        try:
            if work is None:
                raise LookupError(f"no work is called {job.kind}")
            made = await self._made(group, job, work)
            await self.store.run(lambda s: self._keep(s, group, job, work, made), group=group.id)
        except Refusal as refusal:
            words = refusal.words
            await self._end(group, job, lambda now: failed(job, words, now))
        except asyncio.CancelledError:
            with contextlib.suppress(Busy, Stale):  # its lease ends, or it had been kept just before
                await self._end(group, job, lambda _: left(job))
            raise
        except Exception:
            log.exception("a job failed", extra={"job": job.id, "kind": job.kind, "try": job.tries})
            await self._end(group, job, lambda now: stumbled(job, now))
        self.count("jobs", job.kind)
        self.after()

    async def _made(self, group: Group, job: Job, work: LongWork) -> tuple[Made, ...]:
        """The work's files; its card is shown how far it is while it goes on."""
        with tempfile.TemporaryDirectory(prefix="oversight-headway-") as place:
            told = Path(place) / "told"
            making = asyncio.create_task(self._work(group, job, work, told))
            try:
                await self._watch(making, group, job, work, told)
                return await making
            except asyncio.CancelledError:
                making.cancel()
                await asyncio.wait({making})
                raise

    async def _work(self, group: Group, job: Job, work: LongWork, told: Path) -> tuple[Made, ...]:
        if self.aside is None:
            run = self.store.tried if work.tries else self.store.read
            return await run(lambda s: _make(s, group, job, work, told), group=group.id)
        with contextlib.ExitStack() as held:
            address = await asyncio.to_thread(held.enter_context, self.store.picture(to_write=work.tries))
            return await self.aside(make, address, group, job, self.store.clock(), told)

    async def _watch(self, making: asyncio.Task[Any], group: Group, job: Job, work: LongWork, told: Path) -> None:
        """Show how far it is, as often as that is something new."""
        shown: Headway | None = None
        beat = 0
        while not (await asyncio.wait({making}, timeout=BEAT))[0]:
            last = progress.last(told)
            now = Headway(*last) if last is not None else None
            if beat == 0 or now != shown:
                shown, beat = now, beat + 1
                await self._show(group, cards.waiting(job, work.title, now), job, f"{job.version}-{beat}")

    async def _show(self, group: Group, card: Card, job: Job, beat: str) -> None:
        """Edit its cards; a beat that cannot be stored is left out."""
        try:
            await self.store.run(lambda s: self._edit(s, group, card, job, beat), group=group.id)
        except Exception:
            log.exception("how far a job is was not shown", extra={"job": job.id})
        self.after()

    def _edit(self, session: Session, group: Group, card: Card, job: Job, tail: str) -> bool:
        """Edit the cards of who asked; False when there are none."""
        found = answers.of(session, job.id)
        for n, key in enumerate(found):
            name = f"job/{job.id}/{tail}/{n}"
            self.put(session, group, Post("notice", name, card, to_person=job.by, subject=job.id, edits=key))
        return bool(found)

    def _keep(self, session: Session, group: Group, job: Job, work: LongWork, made: tuple[Made, ...]) -> None:
        session.as_system(RUNNER)
        if not _allowed(session, job, work):
            kept.change(session, failed(job, NOT_ANY_MORE, session.now), "end work")
            return
        lasting = work.lasting(job)
        found = tuple(
            files.keep(session, m.name, m.content, purpose=job.kind, content_type=m.content_type, lasting=lasting).id
            for m in made
        )
        titles = ", ".join(m.title or m.name for m in made)
        ended = kept.change(session, done(job, found, titles, session.now), "end work")
        if work.settle is not None:
            work.settle(session, group, ended, made)
        self._tell(session, group, ended, work)

    async def _end(self, group: Group, job: Job, ended: Callable[[datetime], Job]) -> None:
        def work(session: Session) -> None:
            session.as_system(RUNNER)
            now = kept.change(session, ended(session.now), "end work")
            if now.ended:
                self._tell(session, group, now, self.works.get(job.kind))

        await self.store.run(work, group=group.id)

    def _tell(self, session: Session, group: Group, job: Job, work: LongWork | None) -> None:
        title = work.title if work is not None else job.kind
        card = cards.result(job, title, again=work is None or work.again)
        if self._edit(session, group, card, job, "ended"):
            return
        self.put(session, group, Post("notice", f"job/{job.id}", card, to_person=job.by, subject=job.id))


def make(address: reading.Address, group: Group, job: Job, now: datetime, told: Path) -> tuple[Made, ...]:
    """In the other process: the work of this job at the store as it stands at this address."""
    work = collect().works[job.kind]
    run = reading.tried if work.tries else reading.read
    return run(address, lambda s: _make(s, group, job, work, told), group=group.id, now=now)


def _make(session: Session, group: Group, job: Job, work: LongWork, told: Path) -> tuple[Made, ...]:
    taxonomy.use(group.themes)
    with progress.heard(progress.into(told)):
        return work.make(session, group, job) if _allowed(session, job, work) else ()


def _allowed(session: Session, job: Job, work: LongWork) -> bool:
    person = members.by_object_id(session, job.by)
    return person is not None and person.active and person.is_any(work.roles)
