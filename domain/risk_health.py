"""Checks of the register: what each risk lacks, and which rules for escalation it meets. Data with a small test each.

Owns: the list of checks and triggers and their words. Must not: change a risk or blame anybody.
Source: product.md "Register health checks"; triggers: domain guide 1.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.group import Group
from domain.risks import Response, Risk, Strength, expired, tolerance
from domain.thresholds import Thresholds
from domain.trajectory import rising, score_on


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may look at besides the risk."""

    group: Group
    today: date
    open_actions: int = 0
    meetings: tuple[date, ...] = ()
    """The last meetings, the latest first, as many as the group's rule looks at."""
    gone: frozenset[str] = frozenset()
    """Object ids of people who are no longer in the group."""


Rule = Callable[[Risk, Facts], bool]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: its key, its words for members, and whether a risk meets it."""

    key: str
    words: str
    finds: Rule


def _no_owner(risk: Risk, _: Facts) -> bool:
    return not risk.owner


def _owner_left(risk: Risk, facts: Facts) -> bool:
    return risk.owner in facts.gone


def _no_action(risk: Risk, facts: Facts) -> bool:
    wants = risk.response == Response.TREAT and risk.score > risk.target.product
    return wants and not facts.open_actions


def _late_review(risk: Risk, facts: Facts) -> bool:
    return risk.next_review is not None and risk.next_review < facts.today


def _target_above(risk: Risk, _: Facts) -> bool:
    return risk.target.product > risk.score


def _lowered_without_control(risk: Risk, _: Facts) -> bool:
    if len(risk.reviews) < 2:
        return False
    before, last = risk.reviews[-2:]
    return last.score < before.score and not last.controls_changed


def _accepted_and_expired(risk: Risk, facts: Facts) -> bool:
    return expired(risk, facts.today)


def _find_out(risk: Risk, facts: Facts) -> bool:
    return risk.strength == Strength.LOW and risk.score >= facts.group.bands[-1].low


HEALTH: tuple[Check, ...] = (
    Check("no_owner", "nobody owns it", _no_owner),
    Check("owner_left", "its owner is no longer in the group", _owner_left),
    Check("no_action", "above its target, and no open action is linked", _no_action),
    Check("late_review", "its review day has passed", _late_review),
    Check("target_above", "the target lies above the current score", _target_above),
    Check("lowered", "lowered although no control changed", _lowered_without_control),
    Check("expired", "its acceptance has run out", _accepted_and_expired),
    Check("find_out", "a high score on little evidence: an action to find out would help", _find_out),
)


def _extreme(risk: Risk, facts: Facts) -> bool:
    return risk.score >= facts.group.escalation.score


def _rising(risk: Risk, facts: Facts) -> bool:
    return rising(risk.reviews, facts.group.escalation.rising)


def over_again(risk: Risk, facts: Facts) -> bool:
    """Whether the risk is over its tolerance now and was at each of the last meetings, as many as the group says."""
    limit, wanted = tolerance(risk, facts.group), facts.group.escalation.meetings
    last = [score_on(risk, day) for day in facts.meetings[:wanted]]
    return risk.score > limit and len(last) == wanted and all(s is not None and s > limit for s in last)


def triggers(rules: Thresholds) -> tuple[Check, ...]:
    """When a risk is proposed to the Programme Board; each says which rule it was."""
    return (
        Check("extreme", rules.extreme, _extreme),
        Check("rising", rules.climbing, _rising),
        Check("over_again", rules.over, over_again),
    )


def found(risk: Risk, facts: Facts, checks: Sequence[Check] = HEALTH) -> tuple[Check, ...]:
    """The checks that a live risk meets, in their order; none for a closed one."""
    return tuple(c for c in checks if risk.live and c.finds(risk, facts))
