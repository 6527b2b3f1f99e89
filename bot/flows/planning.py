"""From what is due to what is put into the outbox: asks every reminder, decides, writes messages, keeps the decisions.

Owns: one planning of one group, within a transaction. Must not: know a reminder by name, seal, send or read a clock.
The tick, `remind` and the rehearsal all plan here, so that a rehearsal tells the truth.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts
from bot.flows.apart import SubjectFailed
from bot.flows.promises import for_cover
from cards import reminders as cards
from domain.fairness import Plan, decide
from domain.people import ObjectId
from domain.reminders import EVERY, Due, Ledger, Message
from storage import members
from storage import reminders as kept
from storage.records import Unreadable


class PartFailed(Exception):
    """One promise could not be planned, by its cause. The others can: plan again without it."""

    def __init__(self, part: str, *, upkeep: bool = False, subject: str = "", unreadable: bool = False) -> None:
        super().__init__(part)
        self.part = part
        self.upkeep = upkeep
        """Only the edits of its earlier posts failed; what it has due can be planned."""
        self.subject = subject
        """The record that is to blame, when it is known: without it the promise can be planned, too."""
        self.unreadable = unreadable
        """The record cannot even be read."""


Skipped = AbstractSet[tuple[str, str]]
"""(reminder or `EVERY`, record) that are left out."""
GONE = "done or changed before it was sent"
BACK = "catch_up"


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of one planning."""

    plan: Plan
    posts: tuple[Post, ...] = ()
    parts: tuple[str, ...] = ()
    """Which reminder each post comes of."""
    gone: tuple[str, ...] = ()
    """Keys of occurrences that waited and are not due any more."""


def plan(
    watch: Watch,
    reminders: Iterable[Reminder],
    ledger: Ledger,
    *,
    cards_too: bool = True,
    unkept: frozenset[str] = frozenset(),
    skipped: Skipped = frozenset(),
) -> Planned:
    """Decide everything that is due now. `cards_too=False` leaves the messages' cards undrawn, for a rehearsal.

    Work that makes other things due comes first, so that a bot that was down catches up in one go. `unkept`: reminders
    whose earlier posts are left as they are. `skipped`: records that a reminder leaves out. Raises `PartFailed`.
    """
    every = list(reminders)
    early = _part(watch, [r for r in every if r.first], ledger, skipped)
    if early.posts:
        facts.forget(watch)
    late = _part(watch, [r for r in every if not r.first], ledger, skipped)
    both = Plan(
        early.plan.decisions + late.plan.decisions,
        early.plan.messages + late.plan.messages,
        early.plan.acts + late.plan.acts,
    )
    posts = [*zip(early.posts, early.parts, strict=True), *zip(late.posts, late.parts, strict=True)]
    if cards_too:
        posts += [(_drawn(watch, m), m.lines[0].reminder) for m in both.messages]
        for r in every:
            if r.upkeep is not None and r.name not in unkept:
                with _of(r.name, upkeep=True):
                    posts += [(p, r.name) for p in r.upkeep(watch)]
    return Planned(both, tuple(p for p, _ in posts), tuple(part for _, part in posts), early.gone + late.gone)


def keep(watch: Watch, planned: Planned, reminders: Iterable[Reminder]) -> None:
    """Keep what was decided, in the transaction that puts the posts into the outbox."""
    kept.keep(watch.session, planned.plan.decisions)
    kept.drop_waiting(watch.session, planned.gone, GONE)
    kept.advance(watch.session, [r.name for r in reminders], watch.now)


def write(watch: Watch, message: Message) -> Post:
    """A message as a post: its card, its kind, and its record when it is about one only."""
    card = cards.message(
        [
            cards.row(
                for_cover(watch, due, ObjectId(message.person)), members.name_of(watch.session, cover), cover_id=cover
            )
            if cover
            else cards.row(due)
            for due, cover in zip(message.lines, message.covers, strict=True)
        ],
        message.key,
        because(message.lines),
        back=any(d.rung == BACK for d in message.lines),
        urgent=message.urgent,
    )
    alone = len(message.lines) == 1
    kind = "urgent" if message.urgent else "reminder" if alone else "digest"
    subject = message.lines[0].subject if alone else ""
    return Post(kind, message.key, card, to_person=ObjectId(message.person), subject=subject)


def because(lines: Sequence[Due]) -> str:
    """The rules behind a message in words, each once."""
    return "; ".join(dict.fromkeys(d.why for d in lines))


def wanted(watch: Watch, reminder: Reminder, ledger: Ledger) -> datetime:
    """Since when this reminder is asked: what was planned last, or before that the oldest occurrence that waits.

    Also as long as a record of it was left out: that is made up for.
    """
    left = [until for (name, _), until in ledger.spoilt.items() if name in {reminder.name, EVERY}]
    since = min([ledger.since.get(reminder.name, watch.now), *left])
    waits = [_day_of(key) for key in ledger.waiting if key.startswith(f"{reminder.name}.")]
    if not waits:
        return since
    early = datetime.combine(min(waits) - timedelta(days=1), time(), tzinfo=watch.now.tzinfo)
    return min(since, early)


@contextlib.contextmanager
def _of(part: str, *, upkeep: bool = False, subject: str = "") -> Generator[None]:
    """Whatever is raised within is this reminder's, and this record's when it says so."""
    try:
        yield
    except SubjectFailed as fault:
        deeper = fault.__cause__
        if isinstance(deeper, Unreadable):
            raise PartFailed(part, subject=deeper.subject, unreadable=True) from deeper
        raise PartFailed(part, subject=fault.subject) from deeper
    except Unreadable as fault:
        raise PartFailed(part, subject=fault.subject, unreadable=True) from fault
    except Exception as fault:
        raise PartFailed(part, upkeep=upkeep, subject=subject) from fault


def _drawn(watch: Watch, message: Message) -> Post:
    """The message as a post; when it cannot be drawn, the fault is that of the line which alone cannot, either."""
    try:
        return write(watch, message)
    except Exception as fault:
        for due, cover in zip(message.lines, message.covers, strict=True):
            with _of(due.reminder, subject=due.subject):
                write(watch, replace(message, lines=(due,), covers=(cover,)))
        raise PartFailed(message.lines[0].reminder) from fault


def _part(watch: Watch, reminders: Sequence[Reminder], ledger: Ledger, skipped: Skipped) -> Planned:
    dues: list[Due] = []
    for reminder in reminders:
        waits = {_subject_of(k) for k in ledger.waiting if k.startswith(f"{reminder.name}.")}
        waits |= {subject for name, subject in ledger.spoilt if name in {reminder.name, EVERY}}
        planned = ledger.since.get(reminder.name, watch.now)
        out = frozenset(subject for name, subject in skipped if name in {reminder.name, EVERY})
        with _of(reminder.name):
            seen = replace(
                watch,
                since=wanted(watch, reminder, ledger),
                planned=planned,
                waiting=frozenset(waits),
                skipped=out,
            )
            dues.extend(d for d in reminder.due(seen) if d.subject not in out)
    found = decide(dues, watch.now, ledger, facts.ladders(watch), watch.days)
    mine = tuple(f"{r.name}." for r in reminders)
    waits_here = [k for k in ledger.waiting if mine and k.startswith(mine)]
    due_now = {d.key for d in dues} if waits_here else set[str]()
    gone = tuple(
        k for k in waits_here if k not in due_now and _moment_of(watch, k) <= watch.now and not _left_out(k, skipped)
    )
    by_name = {r.name: r for r in reminders}
    posts: list[tuple[Post, str]] = []
    for occurrence in found.acts:
        act = by_name[occurrence.reminder].act
        if act is not None:
            with _of(occurrence.reminder, subject=occurrence.subject):
                posts += [(p, occurrence.reminder) for p in act(watch, occurrence)]
    return Planned(found, tuple(p for p, _ in posts), tuple(part for _, part in posts), gone)


def _moment_of(watch: Watch, key: str) -> datetime:
    """When an occurrence falls due. Once the clock was set back that comes again, as by a slow replica's clock."""
    day, at = key.rsplit("/", 2)[1:]
    return watch.days.instant(date.fromisoformat(day), time(int(at[:2]), int(at[2:])))


def _subject_of(key: str) -> str:
    return key.split("/", 2)[1]


def _left_out(key: str, skipped: Skipped) -> bool:
    subject = _subject_of(key)
    return (key.split(".", 1)[0], subject) in skipped or (EVERY, subject) in skipped


def _day_of(key: str) -> date:
    return date.fromisoformat(key.rsplit("/", 2)[1])
