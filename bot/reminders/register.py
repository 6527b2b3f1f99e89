"""The promise of a well-kept register: once a week the office hears which risks lack something, as long as any does.

Owns: when, and for whom. What a risk must have is `domain/risk_health.py`. Must not: tell an owner or the channel.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.matters import REGISTER, gone, press, unwell_risks
from domain.ladders import weekly
from domain.reminders import Due, Priority

NAME = "register"
NAMED = 5
"""Risks named in the line; the card names the rest. Source: ours."""


def due(watch: Watch) -> Iterator[Due]:
    """On the day of the weekly digest, so that it comes along with that."""
    rules = facts.ladders(watch)
    week = weekly(rules.digest_weekday, rules.digest_at, watch.days, watch.since or watch.now, watch.now)
    found = unwell_risks(watch) if week is not None else ()
    if week is None or not found:
        return
    names = [risk.id for risk, _ in found[:NAMED]]
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    count = "1 risk lacks" if len(found) == 1 else f"{len(found)} risks lack"
    for person in facts.office(watch):
        yield Due(
            reminder=NAME,
            subject=REGISTER,
            rung="weekly",
            day=week,
            at=rules.digest_at,
            title=f"Register health: {count} something",
            text=f"{', '.join(names)}{more}. What each lacks is on the card.",
            why="once a week the office hears which risks lack an owner, an action, a review or words",
            to=person.object_id,
            priority=Priority.LINE,
            series=f"w{week:%Y%m%d}",
            last_day=watch.days.add_working_days(week, 4),
            own=False,
            presses=press(REGISTER),
        )


REMINDERS = (Reminder(NAME, "register health: weekly to the office, while any risk lacks something", due, moot=gone),)
