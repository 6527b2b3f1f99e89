"""The promise of the review rhythm: every risk is looked at when its level asks for it.

Owns: which reviews have reached which rung, and their lines in the weekly digest. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.promises import RISKS, at, gone, readers, risk_line, risk_owners, why
from domain.calendar import as_long
from domain.ladders import Rung, just_said, moments, weekly
from domain.reminders import Due, Priority
from domain.risks import Risk

DIGEST = Rung("digest", 0, "it is due soon or its date has passed (weekly digest)", priority=Priority.LINE)


def due(watch: Watch) -> Iterator[Due]:
    """Single reminders, then the weekly lines."""
    since = watch.since or watch.now
    for rung, day, dates in moments(facts.ladders(watch).risks, watch.days, since, watch.now):
        for risk in facts.risks_due(watch, dates):
            if watch.concerns(risk.id, watch.days.instant(day, rung.at)):
                yield from apart(watch, risk.id, _rung(watch, risk, rung, day))
    rules = facts.ladders(watch)
    week = weekly(rules.digest_weekday, rules.digest_at, watch.days, since, watch.now)
    if week is None:
        return
    digest = replace(DIGEST, at=rules.digest_at)
    moment, said = watch.days.instant(week, rules.digest_at), just_said(rules.risks, "owner", week, watch.days)
    for risk in facts.risks(watch, watch.days.add_working_days(watch.today, rules.digest_days)):
        if risk.next_review in said or not watch.concerns(risk.id, moment):
            continue
        yield from apart(watch, risk.id, _digest(watch, risk, digest, week))


def _digest(watch: Watch, risk: Risk, rung: Rung, week: date) -> Iterator[Due]:
    base = risk_line(watch, risk)
    for to in risk_owners(watch, risk):
        yield at(base, rung, week, to, f"w{week:%Y%m%d}")


def _rung(watch: Watch, risk: Risk, rung: Rung, day: date) -> Iterator[Due]:
    owners = risk_owners(watch, risk)
    base = risk_line(watch, risk, of_others=rung.to != "owner")
    more = ""
    if rung.key == "warning":
        tomorrow = as_long(watch.days.add_working_days(watch.today, 1))
        more = f" If it is not reviewed, the trust's lead or the chair hears of it from {tomorrow} on."
    elif rung.to == "lead":
        more = " Its owner was told first."
    reason = why(watch, rung, base.record_due or day)
    for to in readers(watch, rung.to, owners, risk.trust):
        yield replace(at(base, rung, day, to, base.series), text=f"{base.text}{more}", why=reason)


REMINDERS = (
    Reminder(
        RISKS, "risk reviews: five days before, on the day, weekly digest, lead and chair when late", due, moot=gone
    ),
)
