"""Every rule by which something is proposed for escalation, in one list; what fired names its rule and its record.

Owns: the list, and the rules of actions, returns and themes; those of risks are `domain/risk_health.py`'s, those of
signals `domain/signals.py`'s. Must not: escalate anything: the chair does.
Source: domain guide 1.4, default escalation triggers; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain import risk_health, signals
from domain.actions import Action
from domain.brag import Colour, brag
from domain.returns import Assurance, Return
from domain.risks import ALL, Risk
from domain.signals import Signal
from domain.triangulation import RULE, Pattern, name_of

RED_DAYS = 60
"""Days past its day from which a red action is proposed. Source: domain guide 1.4."""
RUNNING = 2
"""Returns of a trust that could not be assured, one after the other. Source: domain guide 1.4."""
STUCK = f"it is red and its day passed {RED_DAYS} days ago or more"
NOT_ASSURED = "the trust's return could not be assured twice running"
SAME_THEME = (
    f"the same theme in {RULE.trusts} trusts or more within {RULE.months} months: for learning, not for escalation"
)
RULES: tuple[str, ...] = (
    *(c.words for c in risk_health.TRIGGERS),
    STUCK,
    NOT_ASSURED,
    *(t.words for t in signals.TRIGGERS),
    SAME_THEME,
)
"""All of them in words, in the order in which findings are shown."""


@dataclass(frozen=True, slots=True)
class Fired:
    """That a record meets a rule. `ids` is what it rests on, the record itself first."""

    rule: str
    title: str
    trust: str
    ids: tuple[str, ...]
    theme: str = ""
    """Key of the theme where the record is one."""


def of_risk(risk: Risk, facts: risk_health.Facts) -> Iterator[Fired]:
    """The rules that a risk meets."""
    for check in risk_health.found(risk, facts, risk_health.TRIGGERS):
        yield Fired(check.words, risk.title, "shared by all trusts" if risk.trust == ALL else risk.trust, (risk.id,))


def of_actions(actions: Iterable[Action], today: date, on_time_days: int) -> Iterator[Fired]:
    """Actions that have been red for long."""
    for a in actions:
        late = (today - a.due).days >= RED_DAYS
        if late and not a.closed and brag(a, today, on_time_days).colour == Colour.RED:
            yield Fired(STUCK, a.title, "shared by all trusts" if a.trust == ALL else a.trust, (a.id,))


def of_returns(reviewed: Iterable[Return]) -> Iterator[Fired]:
    """Trusts whose latest reviewed returns, one after the other, could not be assured."""
    by_trust: dict[str, list[Return]] = {}
    for ret in sorted(reviewed, key=lambda r: r.period, reverse=True):
        if ret.received and ret.assurance != Assurance.NOT_REVIEWED:
            by_trust.setdefault(ret.trust, []).append(ret)
    for trust, found in by_trust.items():
        last = found[:RUNNING]
        if len(last) == RUNNING and all(r.assurance == Assurance.NOT_ASSURED for r in last):
            yield Fired(NOT_ASSURED, f"The returns of {trust}", trust, tuple(r.id for r in last))


def of_signals(found: Iterable[Signal], today: date) -> Iterator[Fired]:
    """The rules that open signals meet. Never for the open channel."""
    for f in signals.fired(found, today):
        yield Fired(f.trigger.words, f.signal.name, f.signal.trust, (f.signal.id,))


def of_patterns(found: Sequence[Pattern]) -> Iterator[Fired]:
    """Themes of several trusts."""
    for p in found:
        if p.by_trusts:
            yield Fired(SAME_THEME, name_of(p.theme), ", ".join(p.trusts), p.ids, p.theme)
