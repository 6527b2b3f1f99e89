"""The promise of the signals' clocks: the trust's leads and the LMNS office hear until there is an outcome.

Owns: which rung of which ladder a signal has reached. Must not: decide what is sent, or write to a channel.
Source: domain guide 4.6; product.md "Reminders".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.matters import gone
from bot.flows.promises import readers
from bot.flows.signals import left
from domain.calendar import as_long
from domain.ladders import Ladder, Rung, moments
from domain.reminders import Due, Press
from domain.signals import Signal
from storage import signals as kept

NAME = "signals"


def due(watch: Watch) -> Iterator[Due]:
    """Clocks in working days count from the day of the signal; other signals to the day they ask for."""
    since = watch.since or watch.now
    waiting = facts.once(watch, NAME, lambda: kept.waiting(watch.session))
    ladders = facts.ladders(watch)
    counted = {s.id: s.received_on for s in waiting if s.sort.working}
    dated = {s.id: s.due for s in waiting if s.due is not None and not s.sort.working}
    by_id = {s.id: s for s in waiting}
    for ladder, anchored in ((ladders.signals, counted), (ladders.signals_by_date, dated)):
        yield from _ladder(watch, ladder, [(by_id[key], day) for key, day in anchored.items()], since)


def _ladder(watch: Watch, ladder: Ladder, anchored: list[tuple[Signal, date]], since: datetime) -> Iterator[Due]:
    if not anchored:
        return
    for rung, day, dates in moments(ladder, watch.days, since, watch.now):
        for signal, anchor in anchored:
            if anchor in dates and watch.concerns(signal.id, watch.days.instant(day, rung.at)):
                yield from apart(watch, signal.id, _rung(watch, signal, rung, day))


def _rung(watch: Watch, signal: Signal, rung: Rung, day: date) -> Iterator[Due]:
    for to in readers(watch, rung.to, (), signal.trust):
        yield Due(
            reminder=NAME,
            subject=signal.id,
            rung=rung.key,
            day=day,
            at=rung.at,
            title=f"{signal.id}: {signal.name}",
            text=f"{signal.trust}. {_when(watch, signal, day)} {signal.sort.neutral}",
            why=rung.why,
            to=to,
            priority=rung.priority,
            series=f"{signal.received_on:%Y%m%d}",
            own=rung.to == "lead",
            presses=(Press("Open", "signal.open", {"record": signal.id}),),
            trust=signal.trust,
            record_due=signal.due,
        )


def _when(watch: Watch, signal: Signal, day: date) -> str:
    """`Working day 4 of 8: the critical safety check is due 3 December 2026, in 4 working days.`."""
    if signal.due is None:
        return ""
    days = left(signal, day, watch.days) or 0
    if signal.due == day:
        said = "today"
    elif days < 0:
        said = "which has passed"
    else:
        said = f"in {'1 working day' if days == 1 else f'{days} working days'}"
    sort = signal.sort
    whole = f"{sort.asks} is due {as_long(signal.due)}, {said}."
    if sort.working:
        return f"Working day {watch.days.working_days_between(signal.received_on, day)} of {sort.days}: {whole}"
    return whole[:1].upper() + whole[1:]


REMINDERS = (
    Reminder(NAME, "signals: the working-day clock of each, to the trust's leads and the LMNS office", due, moot=gone),
)
