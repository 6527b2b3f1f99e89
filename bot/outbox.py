"""Sends what the store says is to be sent: claim, resolve where, wait for the throttle, mark, send, mark.

Owns: the order that makes a second post impossible: `sending` is committed before the wire, and no earlier than just
before it, so that a crash leaves few in doubt. Must not: decide what is due (the planner does) or repeat a post whose
outcome is in doubt.
Source: reliability.md 1.1, 1.2 and 2.2.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot import doubt
from bot.addresses import Closed, NotYet, ToOpen, addresses_of, opened, shut
from bot.contracts import Place
from bot.delivery import Begin, Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain
from bot.together import Together
from cards.kit import Card
from domain.group import Group
from storage import answers, deliveries, outbox
from storage.engine import passing
from storage.outbox import Entry, State
from storage.store import Session, Store

log = logging.getLogger(__name__)

KINDS = frozenset({"notice", "reminder", "digest", "urgent", "live", "summary", "channel", answers.KIND})
"""What a post may be; it decides what a doubtful delivery leads to (`bot/doubt.py`)."""
BATCH = 80
"""Rows of one claim: a fan-out pays for each statement and each commit, not for the rows in it. Source: measured."""
AT_ONCE = 100
"""Rows on their way at the same time; one that hangs holds up no other. Source: ours, the room's connections."""
BACKOFF = (5, 15, 60, 300, 900, 3600)
"""Seconds to wait after each failed try that surely did not post. Source: ours, within Microsoft's retry guidance."""
MAX_TRIES = 40
"""After so many tries, about a day and a half, a message is given up and alarmed."""
EARLIER_FIRST = 3
"""Seconds an edit waits for the post that it edits, or for an earlier edit of it. Source: ours."""


class Wire(Protocol):
    """What this room needs of the Teams room."""

    async def post(self, place: Place, card: Card, thread_id: str = "", *, begin: Begin) -> Outcome: ...
    async def update(self, place: Place, message_id: str, card: Card, *, begin: Begin) -> Outcome: ...
    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome: ...


def not_moot(_: Session, __: Entry) -> str:
    """Everything is still wanted."""
    return ""


def uncounted(_: str, __: str) -> None:
    """A counter that counts nothing."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that may go: where to, and which message it edits."""

    entry: Entry
    place: Place
    edits: str = ""


@dataclass(eq=False)
class Start:
    """A row that is about to go to the wire, and whether it may."""

    entry: Entry
    anew: bool
    """Its message or chat is not there: it is posted once more, or instead of an edit."""
    held: bool = False


@dataclass
class Sender:
    """Empties the outbox. Any number of senders may run; the lease lets one of them have each row."""

    store: Store
    wire: Callable[[], Wire]
    """`lambda: room.wire`: there from the Teams room's start on."""
    groups: Callable[[], Iterable[Group]]
    """All groups, as they are now: `Groups.all`."""
    moot: Callable[[Session, Entry], str] = not_moot
    """Why a row is not wanted any more, or empty; asked just before sending, in the row's group."""
    ask_owner: doubt.Ask | None = None
    """Puts the card for the owner of a doubtful summary or channel post into the outbox."""
    count: Callable[[str, str], None] = uncounted
    _draining: asyncio.Lock = field(default_factory=asyncio.Lock)
    _starts: dict[str, Together[Start]] = field(default_factory=dict[str, Together[Start]])
    _marks: dict[str, Together[tuple[Entry, str]]] = field(default_factory=dict[str, Together[tuple[Entry, str]]])

    async def drain(self) -> int:
        """Send everything that is due now; the number of rows handled. A second call waits its turn."""
        async with self._draining:
            return await self._all()

    async def _all(self) -> int:
        """Claim and send until nothing is due."""
        handled = 0
        running: set[asyncio.Task[None]] = set()
        while True:
            rows = await self._claim()
            handled += len(rows)
            running |= await self._begin(rows)
            if not rows and not running:
                return handled
            if running and (len(rows) < BATCH or len(running) > AT_ONCE - BATCH):
                running = await _fewer(running)

    async def _claim(self) -> list[Entry]:
        return await self.store.run(lambda s: outbox.claim(s, limit=BATCH), group="")

    async def reap(self) -> int:
        """Put right what a dead sender left; how many rows became uncertain by it."""
        found = 0
        for group in await self.store.run(outbox.left, group=""):
            found += await self.store.run(self._reap, group=group)
        return found

    def _reap(self, session: Session) -> int:
        doubtful = outbox.reap(session)
        for entry in doubtful:
            self._in_doubt(session, entry)
        return len(doubtful)

    async def _begin(self, rows: list[Entry]) -> set[asyncio.Task[None]]:
        """Look where they go, and send; what fails here is put right by `reap`."""
        begun: set[asyncio.Task[None]] = set()
        for group in dict.fromkeys(row.group for row in rows):
            mine = [row for row in rows if row.group == group]
            try:
                ready, to_open = await self.store.run(lambda s, m=mine: self._prepare(s, m), group=group)
            except Exception:
                log.exception("rows could not be made ready", extra={"count": len(mine)})
                continue
            begun |= {asyncio.create_task(self._one(row.entry, row)) for row in ready}
            begun |= {asyncio.create_task(self._one(entry, address)) for entry, address in to_open}
        return begun

    async def _open(self, entry: Entry, address: ToOpen) -> Ready | None:
        place = await self.wire().open_personal(
            address.object_id, address.tenant_id, address.service_url, address.bot_id
        )
        if not isinstance(place, Place):
            await self.store.run(lambda s: self._not_sent(s, entry, place), group=entry.group)
            return None

        def keep(session: Session) -> list[Ready]:
            opened(session, address.object_id, place)
            return self._prepare(session, [entry])[0]

        return next(iter(await self.store.run(keep, group=entry.group)), None)

    def _prepare(self, session: Session, rows: list[Entry]) -> tuple[list[Ready], list[tuple[Entry, ToOpen]]]:
        """Rows that may go now, and rows whose chat must be opened first."""
        wanted = self._wanted(session, rows)
        ready: list[Ready] = []
        to_open: list[tuple[Entry, ToOpen]] = []
        group = self._group(wanted[0]) if wanted else None
        for row, address in zip(wanted, addresses_of(session, wanted, group), strict=True):
            if isinstance(address, ToOpen):
                to_open.append((row, address))
            elif isinstance(address, Place):
                edits = self._edited(session, row)
                if edits is not None:
                    ready.append(Ready(row, address, edits))
            else:
                self._nowhere(session, row, address)
        return ready, to_open

    def _wanted(self, session: Session, rows: list[Entry]) -> list[Entry]:
        """Those that still are. The others are cancelled, or looked at again later when that cannot be told."""
        try:
            with session.apart():
                return [row for row in rows if self._stands(session, row)]
        except Exception as fault:
            if passing(fault):
                raise
            if len(rows) > 1:  # one of them: each by itself
                return [row for each in rows for row in self._wanted(session, [each])]
            log.exception("a row could not be judged", extra={"row": rows[0].id, "kind": rows[0].kind})
            self._later(session, rows[0], 0.0, "whether it is still wanted cannot be told")
            return []

    def _stands(self, session: Session, row: Entry) -> bool:
        why = self.moot(session, row)
        if not why and row.edits and outbox.overtaken(session, row):
            why = "a later edit of the same message"
        if why:
            outbox.cancel(session, row, why)
            self.count("outbox", "cancelled")
        return not why

    def _edited(self, session: Session, row: Entry) -> str | None:
        """The message to edit, nothing when it is posted anew; None when it waits for an earlier one."""
        earlier = outbox.find(session, row.edits) if row.edits else None
        if earlier is None:
            return ""
        under_way = earlier.state in {State.PENDING, State.CLAIMED, State.SENDING}
        if under_way or outbox.edited_now(session, row):
            later = outbox.clock(session) + timedelta(seconds=EARLIER_FIRST)
            outbox.mark_retry(session, row, not_before=later, error="an earlier one is under way")
            return None
        return earlier.activity_id if earlier.state is State.SENT else ""

    def _nowhere(self, session: Session, row: Entry, address: Closed | NotYet) -> None:
        if isinstance(address, NotYet):
            self._later(session, row, 0.0, address.reason)
        else:
            outbox.mark_dead(session, row, address.reason)
            self.count("outbox", "dead")

    async def _one(self, entry: Entry, way: Ready | ToOpen) -> None:
        """One row to its end, after its chat was opened where need be."""
        try:
            ready = way if isinstance(way, Ready) else await self._open(entry, way)
            if ready is None:
                return
            outcome = await self._send(ready)
            if isinstance(outcome, Sent):
                await self._mark_sent(entry, outcome.activity_id or ready.edits)
            else:
                await self.store.run(lambda s: self._not_sent(s, entry, outcome), group=entry.group)
        except Exception:
            log.exception("a row could not be sent", extra={"row": entry.id, "kind": entry.kind})

    async def _send(self, ready: Ready) -> Outcome:
        """One message on the wire. What is surely not there any more is posted anew: the message, or the chat."""
        entry, old = ready.entry, ready.place
        card = Card(dict(entry.content), entry.twin)
        outcome = await self._edit_or_post(ready, card)
        if not _missing(outcome) or not entry.to_person:
            return outcome
        place = await self.wire().open_personal(entry.to_person, old.tenant_id, old.service_url, old.bot_id)
        if not isinstance(place, Place) or place.conversation_id == old.conversation_id:
            return outcome
        await self.store.run(lambda s: opened(s, entry.to_person or "", place), group=entry.group)
        return await self._post(Ready(entry, place), card, anew=True)

    async def _edit_or_post(self, ready: Ready, card: Card) -> Outcome:
        if not ready.edits:
            return await self._post(ready, card)
        begin = partial(self._may_begin, ready.entry, anew=False)
        outcome = await self.wire().update(ready.place, ready.edits, card, begin=begin)
        if isinstance(outcome, Uncertain):
            return RetryAfter(0.0, outcome.reason)  # an edit may be repeated freely
        return await self._post(ready, card, anew=True) if _missing(outcome) else outcome

    async def _post(self, ready: Ready, card: Card, *, anew: bool = False) -> Outcome:
        begin = partial(self._may_begin, ready.entry, anew=anew or bool(ready.entry.edits))
        return await self.wire().post(ready.place, card, begin=begin)

    async def _may_begin(self, entry: Entry, *, anew: bool) -> bool:
        """Commit `sending`, together with those that are about to go, too. False: it is not ours any more."""
        starts = self._starts.get(entry.group)
        if starts is None:
            starts = self._starts[entry.group] = Together(lambda rows, g=entry.group: self._start_all(g, rows))
        start = Start(entry, anew)
        await starts.add(start)
        return start.held

    async def _start_all(self, group: str, starts: list[Start]) -> None:
        held = await self.store.run(
            lambda s: deliveries.mark_sending(
                s, [x.entry for x in starts], anew=frozenset(x.entry.id for x in starts if x.anew)
            ),
            group=group,
        )
        ids = {entry.id for entry in held}
        for start in starts:
            start.held = start.entry.id in ids

    async def _mark_sent(self, entry: Entry, activity_id: str) -> None:
        """Mark it together with those that arrive while the store is busy with earlier ones."""
        marks = self._marks.get(entry.group)
        if marks is None:
            marks = self._marks[entry.group] = Together(lambda rows, g=entry.group: self._mark_all(g, rows))
        await marks.add((entry, activity_id))
        self.count("outbox", "sent")

    async def _mark_all(self, group: str, rows: list[tuple[Entry, str]]) -> None:
        await self.store.run(lambda s: deliveries.mark_sent(s, rows), group=group)

    def _not_sent(self, session: Session, entry: Entry, outcome: Outcome) -> None:
        if isinstance(outcome, RetryAfter):
            self._later(session, entry, outcome.seconds, outcome.reason)
        elif isinstance(outcome, Uncertain):
            if outbox.mark_uncertain(session, entry, outcome.reason):
                self._in_doubt(session, entry)
        elif isinstance(outcome, Gone | Rejected):
            if isinstance(outcome, Gone):
                shut(session, entry, self._group(entry))
            outbox.mark_dead(session, entry, outcome.reason)
            log.error("a message cannot be delivered", extra={"row": entry.id, "kind": entry.kind})
            self.count("outbox", "dead")

    def _later(self, session: Session, entry: Entry, seconds: float, reason: str) -> None:
        if entry.attempts >= MAX_TRIES:
            outbox.mark_dead(session, entry, f"given up after {entry.attempts} tries: {reason}")
            log.error("a message is given up", extra={"row": entry.id, "kind": entry.kind})
            self.count("outbox", "dead")
            return
        least = BACKOFF[min(entry.attempts, len(BACKOFF)) - 1] if seconds == 0 else 0
        at = outbox.clock(session) + timedelta(seconds=max(seconds, least))
        outbox.mark_retry(session, entry, not_before=at, error=reason)
        self.count("outbox", "later")

    def _in_doubt(self, session: Session, entry: Entry) -> None:
        """What its kind asks for, in the transaction that calls it uncertain; it is listed whatever comes of that."""
        log.warning("a delivery is in doubt", extra={"row": entry.id, "kind": entry.kind})
        self.count("outbox", "uncertain")
        session.as_system("outbox")
        try:
            with session.apart():
                doubt.settle(session, entry, self._group(entry), self.ask_owner)
        except Exception as fault:
            if passing(fault):
                raise
            log.exception("nobody could be asked about it", extra={"row": entry.id, "kind": entry.kind})

    def _group(self, entry: Entry) -> Group | None:
        return next((group for group in self.groups() if group.id == entry.group), None)


def _missing(outcome: Outcome) -> bool:
    """Whether what was asked for is not there: the message, or a chat that Teams has forgotten."""
    return isinstance(outcome, Gone) and outcome.reason.startswith("404")


async def _fewer(running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    """Wait until one is done, and until there is room for a batch."""
    _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    while len(running) > AT_ONCE - BATCH:
        _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    return running
