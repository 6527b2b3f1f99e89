"""Which records meet a rule for escalation now: risks, actions, returns, signals, themes.

Owns: gathering them. Must not: word a rule (`domain/triggers.py`) or decide who sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.flows import risks as risk_flow
from bot.flows import themes as theme_flow
from domain import triggers
from domain.group import Group
from domain.returns import Return
from domain.rhythm import previous
from domain.risk_health import Facts
from domain.summaries import last_meetings
from domain.triggers import Fired
from storage import actions, returns, risks, signals
from storage import themes as kept_themes
from storage.session import Session

LIVE = 200
"""Live risks and open signals that are looked at. Source: ours."""
ROUNDS_BACK = 6
"""Months of returns in which two that were reviewed are looked for. Source: ours, half a year."""


def fired(session: Session, group: Group, today: date) -> tuple[Fired, ...]:
    """Everything that meets a rule, in the order of the rules."""
    found = [*_all(session, group, today)]
    order = group.escalation.words
    return tuple(sorted(found, key=lambda f: (order.index(f.rule), f.ids)))


def _all(session: Session, group: Group, today: date) -> Iterator[Fired]:
    rules, gone = group.escalation, risk_flow.gone(session)
    meetings = last_meetings(group.rhythm, today, rules.meetings)
    for risk in risks.listed(session, limit=LIVE):
        yield from triggers.of_risk(risk, Facts(group, today, 0, meetings, gone))
    late = actions.outstanding(session, today - timedelta(rules.red_days), limit=LIVE)
    yield from triggers.of_actions(late, today, group.on_time_days, rules)
    yield from triggers.of_returns(_returns(session), rules)
    yield from triggers.of_signals(signals.listed(session, limit=LIVE), today, rules)
    yield from triggers.of_patterns(theme_flow.patterns_now(session, group, today), rules)


def _returns(session: Session) -> Iterator[Return]:
    latest = kept_themes.latest_month(session)
    for back in range(ROUNDS_BACK if latest else 0):
        yield from returns.of_period(session, previous(latest, back))
