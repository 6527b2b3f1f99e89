"""The ladders of reminders as data: which rung, how many working days from the due day, at what time, to whom.

Owns: the defaults, reading the `[reminders]` table of a group file, and which rungs a date has reached.
Must not: decide whether a rung is sent (`domain/fairness.py` does).
Source: product.md "Reminders", version 2026-11; times and weekday are the group's to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.calendar import WorkingCalendar
from domain.group_faults import WEEKDAYS, Faults
from domain.reminders import Priority

RECIPIENTS = ("owner", "lead", "office", "chair")
"""`owner` owes it, `lead` leads the owner's trust, `office` is the coordinator, `chair` the chair and the deputy."""

UNSURE_FROM, UNSURE_TO = time(0, 59), time(2, 0)
"""Local times that come twice or not at all when the clocks change. Source: reliability.md 2.2."""

MORNING = time(9, 30)

AROUND = 12
"""Calendar days around a due day within which one rung's due days lie; Christmas is the longest stretch."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. `days`: working days from the due day, negative before it."""

    key: str
    days: int
    why: str
    to: str = "owner"
    priority: Priority = Priority.SOON
    at: time = MORNING
    needs: str = ""
    """Key of the rung that must have been sent a working day before."""


Ladder = tuple[Rung, ...]

RETURNS: Ladder = (
    Rung("open", -10, "the round opened and the return can be filled in", priority=Priority.LINE),
    Rung("nudge", -3, "the return is due in three working days and was not sent yet"),
    Rung("today", 0, "the return is due today and was not sent yet", priority=Priority.TODAY),
    Rung("warning", 1, "the return is one working day past its due day", priority=Priority.LAST),
    Rung(
        "hand_over",
        2,
        "the return is two working days past its due day; its lead was told the day before",
        to="office",
        priority=Priority.LAST,
        needs="warning",
    ),
)
"""The freeze of the pack ends this ladder: what is missing then stays `not received`, and nobody is reminded of it."""

ACTIONS: Ladder = (
    Rung("soon", -5, "the action is due in five working days"),
    Rung("today", 0, "the action is due today", priority=Priority.TODAY),
    Rung("warning", 4, "the action is four working days past its due day", priority=Priority.LAST),
    Rung(
        "lead",
        5,
        "the action is five working days past its due day; its owner was told the day before",
        to="lead",
        priority=Priority.LAST,
        needs="warning",
    ),
    Rung(
        "chair",
        10,
        "the action is ten working days past its due day, so it is on the chair's decision list",
        to="chair",
        priority=Priority.LINE,
        needs="warning",
    ),
)

RISKS: Ladder = (
    Rung("soon", -5, "the review of the risk is due in five working days"),
    Rung("today", 0, "the review of the risk is due today", priority=Priority.TODAY),
    Rung("warning", 4, "the review is four working days past its due day", priority=Priority.LAST),
    Rung(
        "lead",
        5,
        "the review is five working days past its due day; the risk's owner was told the day before",
        to="lead",
        priority=Priority.LAST,
        needs="warning",
    ),
    Rung(
        "chair",
        10,
        "the review is ten working days past its due day, so it is on the chair's decision list",
        to="chair",
        priority=Priority.LINE,
        needs="warning",
    ),
)

SIGNALS: Ladder = tuple(
    Rung(f"day_{n}", n, f"working day {n} of the 8 for the critical safety check", to, Priority.URGENT)
    for n in (1, 4, 6, 7, 8)
    for to in ("lead", "office")
)
"""MOSS: the critical safety check is due 8 working days after the signal. Source: domain guide 4.6."""

SIGNALS_BY_DATE: Ladder = (
    *(
        Rung(f"before_{n}", -n, f"the answer to a signal is due in {n} working days", to)
        for n in (20, 10, 5)
        for to in ("lead", "office")
    ),
    *(Rung("today", 0, "the answer to a signal is due today", to, Priority.TODAY) for to in ("lead", "office")),
    Rung("late", 1, "the answer to a signal was due and no outcome is recorded", "chair", Priority.LAST),
)
"""Signals whose clock runs to a date: Regulation 28 (56 days), or the date in a letter. Source: ours."""

CONCERNS: Ladder = (
    Rung("today", 0, "a concern is to be acknowledged within one working day, which is today", "chair", Priority.TODAY),
    Rung("late", 1, "a concern was not acknowledged within one working day", "chair", Priority.LAST),
)
"""Source: product.md "Raise a concern between meetings"; an urgent concern's rungs go as urgent ones."""

POLICIES: Ladder = (
    Rung("soon", -3, "what a change means for your trust is wanted in three working days"),
    Rung("today", 0, "what a change means for your trust is wanted today", priority=Priority.TODAY),
    Rung("warning", 1, "what a change means for a trust was wanted the working day before", priority=Priority.LAST),
    Rung(
        "hand_over",
        2,
        "what a change means for a trust was wanted two working days ago; its lead was told the day before",
        to="office",
        priority=Priority.LAST,
        needs="warning",
    ),
)
"""Counted to the day by which trusts say what a policy change means for them. Source: ours, as for returns."""

CHANNEL: Ladder = (
    Rung("returns_soon", -3, "returns are due in three working days", at=time(9, 0)),
    Rung("returns_today", 0, "returns are due today", at=time(9, 0)),
)
"""Group reminders that hang on the due day of a round; freeze, meeting and Mondays have rules of their own."""


CATCH_UP = Rung("catch_up", 0, "you were away: once, what is open for you now", priority=Priority.TODAY)


@dataclass(frozen=True, slots=True)
class Ladders:
    """Everything about reminders that a group may set."""

    window_from: time = time(9, 0)
    window_to: time = time(16, 30)
    """Messages leave from `window_from` up to and with `window_to`, on working days."""
    per_day: int = 1
    per_week: int = 3
    """Messages to one person on a local date, and within any seven days; urgent ones apart."""
    digest_weekday: str = "tuesday"
    digest_at: time = MORNING
    digest_days: int = 10
    """The weekly digest names what is due within so many working days, or overdue."""
    channel_at: time = time(9, 0)
    close_at: time = time(17, 0)
    """When a round closes on the day its pack freezes."""
    returns: Ladder = RETURNS
    actions: Ladder = ACTIONS
    risks: Ladder = RISKS
    signals: Ladder = SIGNALS
    signals_by_date: Ladder = SIGNALS_BY_DATE
    concerns: Ladder = CONCERNS
    policies: Ladder = POLICIES
    channel: Ladder = CHANNEL

    def slots(self, summary_at: time) -> tuple[time, ...]:
        """Every time of day at which something may fall due."""
        dated = (self.signals, self.signals_by_date, self.concerns, self.policies)
        ladders = (self.returns, self.actions, self.risks, *dated, self.channel)
        times = {r.at for ladder in ladders for r in ladder}
        return tuple(sorted(times | {self.window_from, self.digest_at, self.channel_at, self.close_at, summary_at}))


def read(table: Mapping[str, Any], faults: Faults | None = None) -> Ladders:
    """The ladders of a group, from its `[reminders]` table; what is not said stays as it is.

    Faults are added to `faults`; without one, faulty values are replaced by the defaults in silence (the group file was
    checked when it was loaded).
    """
    notes = faults if faults is not None else Faults()
    where, plain = "[reminders]", Ladders()
    found = Ladders(
        window_from=_time(table, "window_from", where, plain.window_from, notes),
        window_to=_time(table, "window_to", where, plain.window_to, notes),
        per_day=notes.number(table, "per_day", where, 1, 10, plain.per_day),
        per_week=notes.number(table, "per_week", where, 1, 30, plain.per_week),
        digest_weekday=notes.weekday(table, "digest_weekday", where, plain.digest_weekday),
        digest_at=_time(table, "digest_at", where, plain.digest_at, notes),
        digest_days=notes.number(table, "digest_working_days", where, 1, 60, plain.digest_days),
        channel_at=_time(table, "channel_at", where, plain.channel_at, notes),
        close_at=_time(table, "close_at", where, plain.close_at, notes),
        returns=_ladder(table, "returns", plain.returns, notes),
        actions=_ladder(table, "actions", plain.actions, notes),
        risks=_ladder(table, "risks", plain.risks, notes),
        signals=_ladder(table, "signals", plain.signals, notes),
        signals_by_date=_ladder(table, "signals_by_date", plain.signals_by_date, notes),
        concerns=_ladder(table, "concerns", plain.concerns, notes),
        policies=_ladder(table, "policies", plain.policies, notes),
        channel=_ladder(table, "channel", plain.channel, notes),
    )
    if found.window_from >= found.window_to:
        notes.add(f"{where}: window_from must be before window_to")
    if found.digest_weekday in {"saturday", "sunday"}:
        notes.add(f"{where}: digest_weekday must be a working day")
    for key, at in (("digest_at", found.digest_at), ("channel_at", found.channel_at)):
        if not found.window_from <= at <= found.window_to:
            notes.add(f"{where}: {key} must lie within window_from and window_to")
    return found


def on(anchor: date, rung: Rung, days: WorkingCalendar) -> date:
    """The day of a rung: so many working days from `anchor`.

    The day itself for nought, or the working day before it when nobody works on it, so that it is never said too late.
    """
    if rung.days == 0 and not days.is_working(anchor):
        return days.add_working_days(anchor, -1)
    return days.add_working_days(anchor, rung.days)


def reached(
    ladder: Ladder, anchor: date, days: WorkingCalendar, since: datetime, now: datetime
) -> Iterator[tuple[Rung, date]]:
    """The rungs whose moment lies after `since`, up to and with `now`, and their days."""
    for rung in ladder:
        day = on(anchor, rung, days)
        if since < days.instant(day, rung.at) <= now:
            yield rung, day


def anchors(rung: Rung, day: date, days: WorkingCalendar) -> tuple[date, ...]:
    """The due days whose rung falls on `day`: often one, more where weekends or holidays lie between."""
    near = days.add_working_days(day, -rung.days)
    around = (near + timedelta(days=n) for n in range(-AROUND, AROUND + 1))
    return tuple(a for a in around if on(a, rung, days) == day)


def just_said(ladder: Ladder, to: str, day: date, days: WorkingCalendar) -> frozenset[date]:
    """Due days of which `to` heard on the working day before `day`: a digest does not say it again."""
    before = days.add_working_days(day, -1)
    return frozenset(d for rung in ladder if rung.to == to for d in anchors(rung, before, days))


def moments(
    ladder: Ladder, days: WorkingCalendar, since: datetime, now: datetime
) -> Iterator[tuple[Rung, date, tuple[date, ...]]]:
    """Every rung that fell due after `since`, up to and with `now`: its day and the due days it belongs to."""
    day = since.date() - timedelta(days=1)
    while day <= now.date():
        for rung in ladder:
            if since < days.instant(day, rung.at) <= now:
                found = anchors(rung, day, days)
                if found:
                    yield rung, day, found
        day += timedelta(days=1)


def weekly(weekday: str, at: time, days: WorkingCalendar, since: datetime, now: datetime) -> date | None:
    """The latest weekly day between `since` and `now`; a holiday moves it to the next working day. None when none."""
    week = now.date() - timedelta(days=now.weekday())
    for monday in (week, week - timedelta(days=7)):
        day = days.add_working_days(monday + timedelta(days=WEEKDAYS.index(weekday)), 0)
        if since < days.instant(day, at) <= now:
            return day
    return None


def _time(row: Mapping[str, Any], key: str, where: str, default: time, faults: Faults) -> time:
    at = faults.clock_time(row, key, where, default)
    if UNSURE_FROM <= at <= UNSURE_TO:
        faults.add(f"{where}: {key} must not lie between 00:59 and 02:00, when the clocks change")
        return default
    return at


def _ladder(table: Mapping[str, Any], name: str, default: Ladder, faults: Faults) -> Ladder:
    rows = faults.tables(table, name)
    if not rows:
        return default
    known = {r.key: r for r in default}
    rungs = [_rung(row, f"[[reminders.{name}]] number {i}", known, faults) for i, row in enumerate(rows, 1)]
    keys = {r.key for r in rungs}
    for rung in rungs:
        if rung.needs and rung.needs not in keys:
            faults.add(f"[[reminders.{name}]]: the rung '{rung.key}' needs '{rung.needs}', which is not there")
    return tuple(rungs)


def _rung(row: Mapping[str, Any], where: str, known: Mapping[str, Rung], faults: Faults) -> Rung:
    key = faults.text(row, "rung", where)
    before = known.get(key, Rung(key, 0, "the group's own rule"))
    to = str(row.get("to", before.to))
    if to not in RECIPIENTS:
        faults.add(f"{where}: to must be one of {', '.join(RECIPIENTS)}")
        to = before.to
    return Rung(
        key=key,
        days=faults.number(row, "days", where, -60, 60, before.days),
        why=str(row.get("why", before.why)),
        to=to,
        priority=before.priority,
        at=_time(row, "at", where, before.at, faults),
        needs=str(row.get("needs", before.needs)),
    )
