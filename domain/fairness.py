"""Whether a reminder is sent, waits, or is dropped, and why. A pure function of the facts.

Owns: highest rung only, fair warning before hand-over, away and cover, snooze, window, budget, one message a person.
Must not: know what a reminder is about, where facts come from, or how a message looks.
Source: product.md "Reminders": window, 1 a day and 3 a week, snooze, cover, highest rung only after downtime.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from domain.calendar import WorkingCalendar, as_long
from domain.ladders import Ladders
from domain.reminders import EVERY, Decision, Due, Ledger, Message, Priority, Shape, Verdict

WEEK = timedelta(days=7)
PATIENCE = 2
"""Working days that a hand-over waits for a fair warning that could not be given. Source: ours."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen now: every occurrence decided, messages to write, group posts and work to do."""

    decisions: tuple[Decision, ...] = ()
    messages: tuple[Message, ...] = ()
    acts: tuple[Due, ...] = ()
    """Channel posts and the bot's own work, in order."""


@dataclass
class _Desk:
    """One decision round: the facts, and what was decided so far."""

    now: datetime
    ledger: Ledger
    ladders: Ladders
    days: WorkingCalendar
    decisions: list[Decision] = field(default_factory=list[Decision])
    messages: list[Message] = field(default_factory=list[Message])

    @property
    def today(self) -> date:
        return self.now.date()

    def drop(self, due: Due, reason: str, verdict: Verdict = Verdict.DROPPED) -> None:
        self.decisions.append(Decision(due, verdict, reason))

    def wait(self, due: Due, until: datetime, reason: str, person: str = "") -> None:
        self.decisions.append(Decision(due, Verdict.WAITS, reason, person or due.to, until))


def decide(dues: Iterable[Due], now: datetime, ledger: Ledger, ladders: Ladders, days: WorkingCalendar) -> Plan:
    """Decide every due there is. `now` is aware and in the group's zone; dues may repeat what was decided before."""
    desk = _Desk(now, ledger, ladders, days)
    fresh = [d for d in dues if _is_new(d, desk)]
    acts = tuple(d for d in fresh if d.shape != Shape.PERSON and _may_act(d, desk))
    people = [d for d in fresh if d.shape == Shape.PERSON]
    alive = [d for d in people if _alive(d, desk)]
    warned = [d for d in alive if _was_warned(d, alive, desk)]
    by_person: dict[str, list[tuple[Due, str]]] = {}
    for due in _highest(warned, desk):
        found = _reader(due, desk)
        if found is not None:
            by_person.setdefault(found[0], []).append((due, found[1]))
    for person, lines in by_person.items():
        _urgent(person, [x for x in lines if x[0].urgent], desk)
        _budgeted(person, [x for x in lines if not x[0].urgent], desk)
    return Plan(tuple(desk.decisions), tuple(desk.messages), acts)


def opening(now: datetime, ladders: Ladders, days: WorkingCalendar) -> datetime:
    """`now` when messages may leave now, else the next moment at which they may. Never a moment in the past."""
    at = now.replace(tzinfo=None).time()
    if (
        days.is_working(now.date())
        and ladders.window_from <= at
        and (at.hour, at.minute)
        <= (
            ladders.window_to.hour,
            ladders.window_to.minute,
        )
    ):
        return now
    early = days.is_working(now.date()) and at < ladders.window_from
    return _moment(now.date() if early else days.add_working_days(now.date(), 1), ladders.window_from, now, days)


def room(
    messages: Sequence[date], now: datetime, ladders: Ladders, days: WorkingCalendar, *, low: bool = False
) -> datetime:
    """When one more message fits the budget: `now` when it does now. `low`: the week's last message is kept free."""
    most = max(1, ladders.per_week - 1) if low else ladders.per_week
    day = now.date()
    while sum(m == day for m in messages) >= ladders.per_day or sum(m > day - WEEK for m in messages) >= most:
        day = days.add_working_days(day, 1)
    return now if day == now.date() else _moment(day, ladders.digest_at, now, days)


def _moment(day: date, at: time, now: datetime, days: WorkingCalendar) -> datetime:
    return days.instant(day, at).astimezone(now.tzinfo)


def _is_new(due: Due, desk: _Desk) -> bool:
    """Whether this is an occurrence of now: its moment has come, it was not decided, and it is not from before us."""
    since = desk.ledger.since.get(due.reminder)
    if desk.ledger.spoilt and since is not None:
        left = (desk.ledger.spoilt.get((name, due.subject)) for name in (due.reminder, EVERY))
        since = min([since, *(at for at in left if at is not None)])
    fresh = since is not None and since < desk.days.instant(due.day, due.at) <= desk.now
    if not fresh and not desk.ledger.waiting:
        return False
    key = due.key
    return key not in desk.ledger.settled and (fresh or key in desk.ledger.waiting)


def _may_act(due: Due, desk: _Desk) -> bool:
    if due.last_day is not None and desk.today > due.last_day:
        desk.drop(due, f"its last day was {as_long(due.last_day)}")
        return False
    if due.shape == Shape.CHANNEL:
        opens = opening(desk.now, desk.ladders, desk.days)
        if opens > desk.now:
            desk.wait(due, opens, "outside the send window")
            return False
    desk.decisions.append(Decision(due, Verdict.SENT, due.why))
    return True


def _alive(due: Due, desk: _Desk) -> bool:
    if due.last_day is not None and desk.today > due.last_day:
        desk.drop(due, f"no reminders of this after {as_long(due.last_day)}")
        return False
    if due.to not in desk.ledger.people:
        desk.drop(due, "the person is not in the group any more")
        return False
    return True


def _was_warned(due: Due, dues: Sequence[Due], desk: _Desk) -> bool:
    """Whether a hand-over may go: its owner was told at least a working day before. Else it waits."""
    if not due.needs:
        return True
    said = desk.ledger.said.get((due.subject, due.series, due.needs))
    if said is not None:
        if desk.days.working_days_between(said, desk.today) >= 1:
            return True
    elif not any(d.rung == due.needs and d.subject == due.subject and d.series == due.series for d in dues):
        owner = due.owner or due.to
        nobody = owner not in desk.ledger.people or owner in _away(desk)
        if nobody or desk.days.working_days_between(due.day, desk.today) > PATIENCE:
            return True
    day = desk.days.add_working_days(desk.today, 1)
    desk.wait(due, _moment(day, due.at, desk.now, desk.days), "its owner is told first, a working day before")
    return False


def _away(desk: _Desk) -> frozenset[str]:
    return frozenset(p for p, a in desk.ledger.absences.items() if a.holds(desk.today))


def _highest(dues: Sequence[Due], desk: _Desk) -> list[Due]:
    """Of each matter and person only the latest rung; a digest line only where nothing else is said of it."""
    best: dict[tuple[str, str, str], Due] = {}
    for due in dues:
        matter = (due.reminder, due.subject, due.to)
        other = best.get(matter)
        if other is None:
            best[matter] = due
            continue
        lower, higher = sorted((other, due), key=lambda d: (d.priority != Priority.LINE, d.day, d.at, -d.priority))
        best[matter] = higher
        desk.drop(lower, f"the rung '{higher.rung}' says it", Verdict.MERGED)
    return list(best.values())


def _reader(due: Due, desk: _Desk) -> tuple[str, str] | None:
    """Who reads it and, when that is a cover, for whom. None when it waits or is dropped."""
    absence = desk.ledger.absences.get(due.to)
    if absence is not None and absence.holds(desk.today):
        cover = absence.cover
        if cover in desk.ledger.people and cover not in _away(desk):
            return cover, due.to
        if not due.urgent:
            desk.drop(due, f"away until {as_long(absence.until)} without cover; one catch-up on return")
            return None
    snooze = desk.ledger.snoozes.get(f"{due.subject}/{due.to}")
    if snooze is not None and snooze.until > desk.today and not due.urgent:
        until = _moment(snooze.until, due.at, desk.now, desk.days)
        desk.wait(due, until, f"put off to {as_long(snooze.until)} by the person")
        return None
    return due.to, ""


def _urgent(person: str, lines: Sequence[tuple[Due, str]], desk: _Desk) -> None:
    if lines:
        _write(person, lines, desk, urgent=True)


def _budgeted(person: str, lines: list[tuple[Due, str]], desk: _Desk) -> None:
    """One message, if there is room. What waits for a later moment comes along, but does not open a message."""
    if all(desk.ledger.waiting.get(due.key, desk.now) > desk.now for due, _ in lines):
        return
    opens = opening(desk.now, desk.ladders, desk.days)
    if opens > desk.now:
        for due, _ in lines:
            desk.wait(due, opens, "outside the send window", person)
        return
    low = all(due.priority == Priority.LINE for due, _ in lines)
    messages = desk.ledger.messages.get(person, ())
    fits = room(messages, desk.now, desk.ladders, desk.days, low=low)
    if fits > desk.now:
        for due, _ in lines:
            desk.wait(due, fits, "the person's budget of messages is spent", person)
        return
    _write(person, lines, desk)


def _write(person: str, lines: Sequence[tuple[Due, str]], desk: _Desk, *, urgent: bool = False) -> None:
    """One message of these lines, the weightiest first, one line a record."""
    ranked = sorted(lines, key=lambda x: (x[0].priority, x[0].record_due or date.max, x[0].subject))
    kept: dict[str, tuple[Due, str]] = {}
    merged: list[Due] = []
    for due, cover in ranked:
        if due.subject in kept:
            merged.append(due)
        else:
            kept[due.subject] = (due, cover)
    whole = [due for due, _ in ranked]
    key = message_key(person, desk.today, whole)
    chosen = list(kept.values())
    desk.messages.append(Message(key, person, tuple(d for d, _ in chosen), tuple(c for _, c in chosen), urgent))
    for due, cover in chosen:
        reason = f"{due.why}; {person_words(cover)}" if cover else due.why
        desk.decisions.append(Decision(due, Verdict.SENT, reason, person, message=key))
    for due in merged:
        reason = f"said by the line of {kept[due.subject][0].rung}"
        desk.decisions.append(Decision(due, Verdict.MERGED, reason, person, message=key))


def person_words(cover: str) -> str:
    """Why a cover gets it."""
    return "sent to the cover, the person is away" if cover else ""


def message_key(person: str, day: date, lines: Sequence[Due]) -> str:
    """The outbox key of a message: the same lines on the same day make the same key on every replica."""
    digest = hashlib.sha256("\n".join(sorted(d.key for d in lines)).encode()).hexdigest()[:12]
    return f"remind/{person}/{day:%Y-%m-%d}/{digest}"


def after(ledger: Ledger, plan: Plan, now: datetime, reminders: Iterable[str]) -> Ledger:
    """The ledger once the plan was carried out, as the store keeps it; for clocks that only go forward."""
    settled = frozenset(d.due.key for d in plan.decisions if d.verdict != Verdict.WAITS)
    waits = {d.due.key: d.until for d in plan.decisions if d.until is not None}
    waiting = {k: v for k, v in ledger.waiting.items() if k not in settled} | waits
    said = {(d.due.subject, d.due.series, d.due.rung): now.date() for d in plan.decisions if d.verdict == Verdict.SENT}
    messages = dict(ledger.messages)
    for message in plan.messages:
        if not message.urgent:
            recent = [m for m in messages.get(message.person, ()) if m > now.date() - WEEK]
            messages[message.person] = (*recent, now.date())
    return replace(
        ledger,
        since={**ledger.since, **dict.fromkeys(reminders, now)},
        settled=settled,  # what was settled earlier lies before `since`
        waiting=waiting,
        said={**ledger.said, **said},
        messages=messages,
    )
