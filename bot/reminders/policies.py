"""The promise of the policy register: every trust says what a change means for it, and nobody is left to guess.

Owns: which answers have reached which rung. Must not: decide what is sent, or write to a channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.promises import POLICIES, at, gone, policy_line, readers
from domain.ladders import Rung, moments
from domain.policies import Policy
from domain.reminders import Due
from storage import policies as kept


def due(watch: Watch) -> Iterator[Due]:
    """Each missing answer at each rung that its day has reached."""
    since = watch.since or watch.now
    ladder = facts.ladders(watch).policies
    for rung, day, dates in moments(ladder, watch.days, since, watch.now):
        for policy in _waiting(watch):
            if policy.answer_by in dates and watch.concerns(policy.id, watch.days.instant(day, rung.at)):
                for trust in policy.missing:
                    yield from apart(watch, policy.id, _rung(watch, policy, trust, rung, day))


def _waiting(watch: Watch) -> tuple[Policy, ...]:
    until = watch.today + facts.AHEAD
    return facts.once(watch, POLICIES, lambda: kept.answers_due(watch.session, watch.memo.get(facts.HORIZON, until)))


def _rung(watch: Watch, policy: Policy, trust: str, rung: Rung, day: date) -> Iterator[Due]:
    leads = tuple(m.object_id for m in facts.leads(watch, trust))
    base = policy_line(watch, policy, trust, of_others=rung.to != "owner")
    series = f"{policy.answer_by:%Y%m%d}-{trust}"
    for to in readers(watch, rung.to, leads, trust):
        owner = leads[0] if leads else to
        yield replace(at(base, rung, day, to, series), owner=owner)


REMINDERS = (
    Reminder(POLICIES, "policy changes: each trust's lead until it has said what the change means", due, moot=gone),
)
