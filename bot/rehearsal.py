"""What would be sent, to whom, when and why: the real planner with a clock that runs ahead. Nothing is sent or kept.

Owns: the virtual clock and the lines printed. Must not: have a rule of its own; whatever it shows, the tick would do.
Records stand as they are now: nobody answers in a rehearsal, so every ladder is climbed to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.catalogue import collect
from bot.contracts import Post, Reminder, Watch
from bot.flows import facts, planning
from bot.flows.calendars import calendar_of
from bot.progress import Step, silent, tell
from bot.tick import slots
from cards import reminders as cards
from domain.fairness import after
from domain.group import Group
from domain.reminders import Message
from storage import groups, members
from storage import reminders as kept
from storage.store import Session, Store

CHANNEL = "channel"
REHEARSED = "rehearsal"


@dataclass(frozen=True, slots=True)
class Line:
    """One message that would be sent."""

    at: datetime
    """Local."""
    who: str
    """A person's name, or `channel`."""
    person: str
    """Object id, empty for the channel."""
    title: str
    why: str
    kind: str = ""
    """As of a `Post`: `urgent` knows no budget and no window; reminders and digests are `reminder` here."""
    subjects: tuple[str, ...] = ()
    """The records it is about."""

    def __str__(self) -> str:
        return f"{self.at:%a %Y-%m-%d %H:%M} | {self.who} | {self.title} | {self.why}"


class _Over(Exception):
    """Undoes the rehearsal's transaction and carries its lines out."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__("rehearsed")
        self.lines = lines


def rehearse(store: Store, start: date, end: date, step: Step = silent) -> Iterator[str]:
    """Every message of every group from `start` to `end`, both included, as lines to print; `step` hears each day."""
    every = store.run_sync(groups.everything, group="")
    for group, _ in every.values():
        lines = rehearsed(store, group, start, end, step)
        yield f"{group.name}: {len(lines)} messages from {start:%Y-%m-%d} to {end:%Y-%m-%d}; nothing was sent."
        yield from (str(line) for line in lines)


def rehearsed(store: Store, group: Group, start: date, end: date, step: Step = silent) -> list[Line]:
    """The lines of one group. The store is as before when this returns."""

    def work(session: Session) -> None:
        raise _Over(list(run(session, group, start, end, step=step)))

    try:
        store.run_sync(work, group=group.id)
    except _Over as over:
        return over.lines
    raise AssertionError("a rehearsal always ends by being undone")


def in_passing(session: Session, group: Group, start: date, end: date) -> list[Line]:
    """The lines of one group within a transaction that goes on: what was written for them is undone."""
    now = session.now
    try:
        with session.apart():
            raise _Over(list(run(session, group, start, end, step=tell)))
    except _Over as over:
        return over.lines
    finally:
        session.now = now


def run(
    session: Session,
    group: Group,
    start: date,
    end: date,
    reminders: tuple[Reminder, ...] = (),
    *,
    step: Step = silent,
) -> Iterator[Line]:
    """Plan each slot of each working day, in this session, which is to be undone afterwards."""
    session.as_system(REHEARSED)
    # Where somebody opens rounds by hand, the rehearsal takes it that they do so on the day.
    group = replace(group, rhythm=replace(group.rhythm, by_calendar=True))
    every = reminders or tuple(collect().reminders.values())
    names = [r.name for r in every]
    days = calendar_of(group)
    before = datetime.combine(start, time(), tzinfo=group.zone) - timedelta(seconds=1)
    ledger = kept.ledger(session, group.zone)
    ledger = replace(ledger, since=dict.fromkeys(names, before), settled=frozenset(), spoilt={})
    memo: dict[str, object] = {facts.HORIZON: end + facts.AHEAD}
    day = start
    while day <= end:
        away, put_off = kept.standing(session, day)
        ledger = replace(ledger, absences=away, snoozes=put_off)
        for at in slots(group) if days.is_working(day) else ():
            moment = days.instant(day, at)
            session.now = moment.astimezone(UTC)
            watch = Watch(group, session, moment.astimezone(group.zone), days, memo=memo)
            found = planning.plan(watch, every, ledger, cards_too=False)
            ledger = after(ledger, found.plan, watch.now, names)
            ledger = replace(ledger, waiting={k: v for k, v in ledger.waiting.items() if k not in found.gone})
            yield from (_message(watch, m) for m in found.plan.messages)
            why = "; ".join(dict.fromkeys(d.why for d in found.plan.acts))
            yield from (_post(watch, p, why) for p in found.posts if not p.edits)
        step((day - start).days + 1, (end - start).days + 1, f"{day:%d %b %Y}")
        day += timedelta(days=1)


def _message(watch: Watch, message: Message) -> Line:
    who = facts.member(watch, message.person)
    back = any(d.rung == planning.BACK for d in message.lines)
    title = cards.title(len(message.lines), message.lines[0].title, back=back)
    name = who.name if who is not None else message.person
    kind = "urgent" if message.urgent else "reminder"
    return Line(watch.now, name, message.person, title, planning.because(message.lines), kind, _of(message))


def _of(message: Message) -> tuple[str, ...]:
    return tuple(d.subject for d in message.lines)


def _post(watch: Watch, post: Post, why: str) -> Line:
    title = post.card.twin.splitlines()[0]
    if post.to_channel:
        return Line(watch.now, CHANNEL, "", title, why, post.kind, (post.subject,))
    person = post.to_person or ""
    return Line(watch.now, members.name_of(watch.session, person), person, title, why, post.kind, (post.subject,))
