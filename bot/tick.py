"""What happens when the clock wakes the bot: plan, send, put right what a dead sender left, tidy up.

Owns: the order, and that any number of replicas may do it at once. Must not: decide what is due or sent (the reminders
and `domain/fairness.py` do), or keep anything in memory that a restart would miss.
Source: reliability.md 2.2.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from bot.catalogue import collect
from bot.contracts import Post, Reminder, Watch
from bot.flows import planning
from bot.flows.calendars import calendar_of
from bot.flows.reminding import REMIND
from bot.groups import Groups
from bot.seal import CHANNEL, Sealer
from cards import reminders as cards
from domain.fairness import opening
from domain.group import Group
from domain.ladders import read
from domain.reminders import EVERY
from storage import departures, files, inbox, left_out, marks, members, outbox
from storage import reminders as kept
from storage.engine import passing
from storage.outbox import Entry
from storage.store import Busy, Session, Store

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(minutes=5)
"""The planner looks at least so often, for what changed between two slots. Source: ours."""
ALARM_AFTER = timedelta(minutes=30)
"""So long after the first message of a day was due, at least one must have gone. Source: ours."""
MOST_LEFT_OUT = 20
"""Records left out of one planning; when there are more, it is the reminder that fails. Source: ours."""
TIDY = timedelta(hours=1)
PLANNER = "reminders"
GROUP_POST = "channel"
OUTSIDE = "it could not leave within the send window"
LEFT = "the person is not in the group any more"


class Works(Protocol):
    """What this room needs of the runner of long work."""

    async def wake(self, groups: Iterable[Group]) -> None: ...


class Sends(Protocol):
    """What this room needs of the sender."""

    async def drain(self) -> int: ...
    async def reap(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Health:
    """What `/readyz` says of reminders."""

    last: datetime | None = None
    planned: int = 0
    failing: tuple[str, ...] = ()
    """Groups whose planning failed at the last tick, by id."""
    parts: tuple[str, ...] = ()
    """`group: reminder` of each that could not be planned when the planner last looked; the others go on.

    `group: reminder (record)` where it was planned without a record that made it fail.
    """
    silent: tuple[str, ...] = ()
    """Groups where messages were due and none went, by id."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A group after a tick: posts made, reminders that cannot be planned, whether messages are due and none goes."""

    made: int
    behind: tuple[str, ...]
    silent: bool


@dataclass
class Failed:
    """What a planning goes on without: whole reminders, the edits of their posts, single records of them."""

    parts: set[str] = field(default_factory=set[str])
    unkept: set[str] = field(default_factory=set[str])
    records: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def uncounted(_name: str, _label: str) -> None:
    """A counter that counts nothing."""


@dataclass
class Tick:
    """One call is one tick. `sender` comes with the Teams room; until then nothing is sent."""

    store: Store
    groups: Groups
    sealer: Sealer
    count: Callable[[str, str], None] = uncounted
    sender: Sends | None = None
    jobs: Works | None = None
    """Comes with the app; until then long work waits."""
    reminders: tuple[Reminder, ...] = ()
    health: Health = field(default_factory=Health)
    _tidied: datetime | None = None

    async def __call__(self) -> None:
        """Plan every group, send what is due, reap, tidy. One group's fault does not keep the others waiting."""
        await self.groups.refresh()
        failing: list[str] = []
        looked: dict[str, Looked] = {}
        for group in self.groups.all():
            try:
                looked[group.id] = await self.store.run(lambda s, g=group: self.plan(s, g), group=group.id)
            except Busy:
                failing.append(group.id)
                log.warning("not planned: the store is busy", extra={"group": group.id})
            except Exception:
                failing.append(group.id)
                log.exception("planning failed", extra={"group": group.id})
        if self.jobs is not None:
            await self.jobs.wake(self.groups.all())
        if self.sender is not None:
            await self.sender.drain()
            await self.sender.reap()
        await self._tidy()
        await self._mark()
        self.health = self._health(looked, tuple(failing))

    def plan(self, session: Session, group: Group) -> Looked:
        """Plan a group when it is time to, and see how its reminders are, whichever replica planned last."""
        session.as_system(PLANNER)
        last = kept.last_look(session)
        if _time_to_look(last, session.now, group):
            last = kept.take_turn(session)  # another replica may just have done it
        made = self._plan(session, group) if _time_to_look(last, session.now, group) else 0
        behind = kept.behind(session, [r.name for r in self._all()])
        return Looked(made, behind + left_out.named(session), self._silent(session, group))

    def _plan(self, session: Session, group: Group) -> int:
        """Plan a group; a record or a reminder that fails is left out, said, made up for when mended. Posts made."""
        failed = Failed()
        try:
            while True:
                try:
                    with session.apart():
                        return self._planned(session, group, failed)
                except planning.PartFailed as fault:
                    self._note(session, group, failed, fault)
        finally:
            session.passed_over = frozenset()

    def _note(self, session: Session, group: Group, failed: Failed, fault: planning.PartFailed) -> None:
        """What is left out at the next attempt."""
        cause = fault.__cause__ or fault
        if passing(cause):
            raise cause
        log.error(
            "a reminder could not be planned, the others go on",
            extra={"group": group.id, "reminder": fault.part, "record": left_out.spoken(fault.subject)},
            exc_info=cause,
        )
        self.count("reminders", "failed")
        one = (EVERY if fault.unreadable else fault.part, fault.subject)
        if fault.upkeep and not fault.unreadable:
            failed.unkept.add(fault.part)
        elif fault.subject and one not in failed.records and len(failed.records) < MOST_LEFT_OUT:
            failed.records.add(one)
            if fault.unreadable:
                session.passed_over |= {fault.subject}
        else:
            failed.parts.add(fault.part)

    def _planned(self, session: Session, group: Group, failed: Failed) -> int:
        watch = watch_of(session, group)
        reminders = [r for r in self._all() if r.name not in failed.parts]
        before = kept.ledger(session, group.zone)
        unkept = frozenset(failed.unkept)
        found = planning.plan(watch, reminders, before, unkept=unkept, skipped=failed.records)
        made = sum(
            self._put_for(session, group, part, post) for part, post in zip(found.parts, found.posts, strict=True)
        )
        planning.keep(watch, found, [r for r in reminders if r.name not in failed.unkept])
        kept.begin(session, failed.parts | failed.unkept, watch.now)
        just_before = watch.now - timedelta(seconds=1)
        early = min([just_before, *before.since.values()])
        out = {one: early if one[0] == EVERY else before.since.get(one[0], early) for one in failed.records}
        still = {one: until for one, until in before.spoilt.items() if one in out or one[0] in failed.parts}
        left_out.keep(session, out | still)
        for decision in found.plan.decisions:
            self.count("reminders", decision.verdict.value)
        return made

    def _put_for(self, session: Session, group: Group, part: str, post: Post) -> bool:
        try:
            return self.put(session, group, post)
        except Exception as fault:
            raise planning.PartFailed(part, subject=post.subject) from fault

    def _health(self, looked: Mapping[str, Looked], failing: tuple[str, ...]) -> Health:
        """As it was, of a group that could not be looked at."""
        parts = [f"{g}: {name}" for g, found in looked.items() for name in found.behind]
        parts += [part for part in self.health.parts if part.split(":")[0] in failing]
        silent = {g for g, found in looked.items() if found.silent} | {g for g in self.health.silent if g in failing}
        made = sum(found.made for found in looked.values())
        return Health(self.store.clock(), made, failing, tuple(parts), tuple(sorted(silent)))

    def put(self, session: Session, group: Group, post: Post) -> bool:
        """Put a post into the outbox, sealed for whom it is for. False when its key was there already."""
        card = self.sealer.seal(post.card, scope=post.to_person or CHANNEL, group=group.id, now=session.now)
        return outbox.enqueue(
            session,
            kind=post.kind,
            key=post.key,
            card=card,
            to_person=post.to_person,
            to_channel=post.to_channel,
            not_before=post.not_before,
            edits=post.edits,
            subject=post.subject,
        )

    def moot(self, session: Session, entry: Entry) -> str:
        """For the sender, just before sending: why a message is pointless now, or empty.

        Whoever left the list is written to no more, whatever it is about. A digest of which one line is done is
        cancelled too, and its other lines are planned again at once.
        """
        reader = members.by_object_id(session, entry.to_person) if entry.to_person else None
        if reader is not None and not reader.active:
            return LEFT
        if entry.kind not in (*kept.COUNTED, GROUP_POST):
            return ""
        group = next((g for g in self.groups.all() if g.id == entry.group), None)
        if group is None:
            return ""
        watch = watch_of(session, group)
        opens = opening(watch.now, read(group.reminders), watch.days)
        if opens > watch.now:
            return _held(session, entry, opens)
        asks = {r.name: r.moot for r in self._all()}
        reasons: dict[str, str] = {}
        for line in kept.of_message(session, entry.key):
            ask = asks.get(line.reminder)
            why = ask(watch, line.subject, line.debtor) if ask is not None and line.rung != "thanks" else ""
            if why:
                reasons[line.subject] = why
        if not reasons:
            return ""
        why = "; ".join(dict.fromkeys(reasons.values()))
        kept.wait_again(session, entry.key, but=reasons, reason=why)
        return why

    def ask_owner(self, session: Session, entry: Entry) -> None:
        """For the sender: a post to the channel may not have arrived; whoever looks after it decides."""
        people = members.chairs(session) if entry.kind == "summary" else members.coordinators(session)
        title = entry.twin.splitlines()[0] if entry.twin else entry.kind
        group = next((g for g in self.groups.all() if g.id == entry.group), None)
        if group is None:
            return
        for person in people or members.chairs(session):
            card = cards.in_doubt(title, entry.id)
            key = f"doubt/{entry.id}/{person.object_id}"
            self.put(session, group, Post("notice", key, card, to_person=person.object_id))

    def _all(self) -> tuple[Reminder, ...]:
        return self.reminders or tuple(collect().reminders.values())

    def _silent(self, session: Session, group: Group) -> bool:
        """Whether messages were due today and none went: then the office is told once a day."""
        now = session.now.astimezone(group.zone)
        rules, days = read(group.reminders), calendar_of(group)
        began = datetime.combine(now.date(), time(), tzinfo=group.zone).astimezone(UTC)
        found = departures.since(session, began)
        first = max(found.first or now, days.instant(now.date(), rules.window_from))
        if not found.due or found.sent or session.now - first < ALARM_AFTER:
            return False
        if opening(now, rules, days) == now:
            self._alarm(session, group, found, now)
        return True

    def _alarm(self, session: Session, group: Group, found: departures.Departures, now: datetime) -> None:
        """Once a day, and not in the night: what has not gone since yesterday can wait for the morning."""
        for person in members.coordinators(session) or members.chairs(session):
            key = f"alarm/silent/{now:%Y-%m-%d}/{person.object_id}"
            card = cards.alarm(found.due, found.sent, found.uncertain, found.dead, now.date())
            if self.put(session, group, Post("notice", key, card, to_person=person.object_id)):
                log.error("messages are due and none went out", extra={"group": group.id, "due": found.due})
                self.count("reminders", "alarm")

    async def _mark(self) -> None:
        """Note that a tick came to its end: `/readyz` of any replica sees a standstill."""
        try:
            await self.store.run(lambda s: marks.put(s, marks.TICK), group="")
        except Busy:
            log.warning("the tick could not be noted: the store is busy")

    async def _tidy(self) -> None:
        now = self.store.clock()
        if self._tidied is not None and timedelta() <= now - self._tidied < TIDY:
            return
        self._tidied = now
        try:
            await self.store.run(inbox.forget_old, group="")
            await self.store.run(files.forget_old, group="")
        except Busy:
            log.warning("not tidied: the store is busy")


def _held(session: Session, entry: Entry, opens: datetime) -> str:
    """What could not leave within the window is drawn anew when it opens. What somebody asked for waits as it is."""
    if entry.kind == GROUP_POST:
        return OUTSIDE  # it speaks of its own day
    lines = kept.of_message(session, entry.key)
    if any(line.reminder == REMIND for line in lines):
        outbox.mark_retry(session, entry, not_before=opens, error=OUTSIDE)
    else:
        kept.wait_again(session, entry.key, but=(), reason=OUTSIDE)
    return OUTSIDE


def watch_of(session: Session, group: Group) -> Watch:
    """The group at this moment, with nothing read yet."""
    return Watch(group, session, session.now.astimezone(group.zone), calendar_of(group))


def _time_to_look(last: datetime | None, now: datetime, group: Group) -> bool:
    """Whether a slot has passed since the planner last looked, or it looked long ago, or the clock was set back.

    A replica whose clock is a little slow need not look again at what another has just decided.
    """
    if last is None or abs(now - last) >= LOOK_AGAIN:
        return True
    today = now.astimezone(group.zone).date()
    days = calendar_of(group)
    return any(last < days.instant(today, at) <= now for at in slots(group))


def slots(group: Group) -> Iterable[time]:
    """The group's times of day at which something may fall due."""
    return read(group.reminders).slots(group.summary.at)
