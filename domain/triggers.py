"""Every rule by which something is proposed for escalation, in one list; what fired names its rule and its record.

Owns: the list, and the rules of actions, returns and themes; those of risks are `domain/risk_health.py`'s, those of
signals `domain/signals.py`'s. Must not: escalate anything: the chair does.
Their words and numbers are the group's (`domain/thresholds.py`).
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
from domain.thresholds import Thresholds
from domain.triangulation import Pattern, name_of


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
    for check in risk_health.found(risk, facts, risk_health.triggers(facts.group.escalation)):
        yield Fired(check.words, risk.title, "shared by all trusts" if risk.trust == ALL else risk.trust, (risk.id,))


def of_actions(actions: Iterable[Action], today: date, on_time_days: int, rules: Thresholds) -> Iterator[Fired]:
    """Actions that have been red for long."""
    for a in actions:
        late = (today - a.due).days >= rules.red_days
        if late and not a.closed and brag(a, today, on_time_days).colour == Colour.RED:
            yield Fired(rules.stuck, a.title, "shared by all trusts" if a.trust == ALL else a.trust, (a.id,))


def of_returns(reviewed: Iterable[Return], rules: Thresholds) -> Iterator[Fired]:
    """Trusts whose latest reviewed returns, one after the other, could not be assured."""
    by_trust: dict[str, list[Return]] = {}
    for ret in sorted(reviewed, key=lambda r: r.period, reverse=True):
        if ret.received and ret.assurance != Assurance.NOT_REVIEWED:
            by_trust.setdefault(ret.trust, []).append(ret)
    for trust, found in by_trust.items():
        last = found[: rules.not_assured]
        if len(last) == rules.not_assured and all(r.assurance == Assurance.NOT_ASSURED for r in last):
            yield Fired(rules.doubted, f"The returns of {trust}", trust, tuple(r.id for r in last))


def of_signals(found: Iterable[Signal], today: date, rules: Thresholds) -> Iterator[Fired]:
    """The rules that open signals meet. Never for the open channel."""
    for f in signals.fired(found, today, rules.signals):
        yield Fired(f.trigger.words, f.signal.name, f.signal.trust, (f.signal.id,))


def of_patterns(found: Sequence[Pattern], rules: Thresholds) -> Iterator[Fired]:
    """Themes of several trusts."""
    for p in found:
        if p.by_trusts:
            yield Fired(rules.same_theme, name_of(p.theme), ", ".join(p.trusts), p.ids, p.theme)
