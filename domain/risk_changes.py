"""What may happen to a risk: raised, reviewed, accepted, answered by others, shared, closed.

Owns: each change with what it needs and what it leads to. Must not: keep anything, or let a review day be chosen.
Source: domain guide 5; product.md "Risk register".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.actions import may_own
from domain.calendar import months_after
from domain.group import Group
from domain.people import Member, ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.risks import ALL, Acceptance, Response, Review, Risk, Seen, Status
from domain.scores import Score

KEPT_REVIEWS = 24
"""Reviews that stay on the risk; older ones are in its versions. Source: ours, two years of monthly reviews."""
STRICT_FROM = 15
"""From this score on `No change` is not possible twice running. Source: product.md COLLECT."""
LONGEST_ACCEPTANCE = 12
"""Months for which a risk may be accepted at most. Source: ours, the yearly review of the register."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who does something and when; `today` is the day where the group is."""

    by: ObjectId
    name: str
    at: datetime
    today: date


def review_due(group: Group, score: int, after: date) -> date:
    """When a risk of this score is looked at again, counted from its last look. No one can set it by hand."""
    return months_after(after, group.band(score).review_months)


def raised(risk: Risk, group: Group, sign: Signed, *, rationale: str = "") -> Risk:
    """A new risk, ready to be kept: its first score, its first review day.

    Raises `Invalid` when the target lies above the current score or a part of the sentence is missing.
    """
    for label, text in (("If", risk.cause), ("Then", risk.event), ("Leading to", risk.effect), ("Title", risk.title)):
        if not text.strip():
            raise Invalid(label, "please fill this in.")
    if risk.target.product > risk.score:
        raise Invalid("Target", f"{risk.target.product} lies above the current score of {risk.score}.")
    first = _review(sign, risk.current, rationale.strip() or "raised")
    return replace(
        risk,
        reviews=(first,),
        next_review=review_due(group, risk.score, sign.today),
        created_at=sign.at,
        moved_at=sign.at,
    )


def reviewed(risk: Risk, group: Group, sign: Signed, score: Score, rationale: str, **changes: tuple[str, ...]) -> Risk:
    """The risk after a look at it; `changes` may name `controls` and `gaps`.

    Raises `Invalid` without a rationale, `NotAllowed` for a closed risk.
    """
    _live(risk)
    if not rationale.strip():
        raise Invalid("Rationale", "please say in a few words why the score is what it is.")
    touched = changes.get("controls", risk.controls) != risk.controls
    look = _review(sign, score, rationale.strip(), controls_changed=touched)
    after = replace(
        risk,
        likelihood=score.likelihood,
        consequence=score.consequence,
        moved_at=risk.moved_at if score.product == risk.score else sign.at,
        **changes,
    )
    return _looked_at(risk, after, group, look)


def unchanged(risk: Risk, group: Group, sign: Signed, reason: str) -> Risk:
    """The risk after `No change`.

    Raises `Invalid` without a reason, `NotAllowed` twice running from a score of 15 on.
    """
    _live(risk)
    if not reason.strip():
        raise Invalid("Reason", "please say in a few words why nothing has changed.")
    if risk.score >= STRICT_FROM and risk.reviews and risk.reviews[-1].no_change:
        raise NotAllowed(
            f"{risk.id} scores {risk.score}, so 'No change' is not possible twice running.",
            "Please review likelihood and consequence and say why they are what they are.",
        )
    return _looked_at(risk, risk, group, _review(sign, risk.current, reason.strip(), no_change=True))


def accepted(risk: Risk, sign: Signed, until: date, reason: str) -> Risk:
    """The risk accepted as it stands, until a day at most a year away. Raises `Invalid` or `NotAllowed`."""
    _live(risk)
    if not reason.strip():
        raise Invalid("Reason", "please say why the risk is accepted as it is.")
    if until <= sign.today:
        raise Invalid("Until", "please give a day to come.")
    if (until.year - sign.today.year) * 12 + until.month - sign.today.month > LONGEST_ACCEPTANCE:
        raise Invalid("Until", "a risk is accepted for a year at most.")
    snapshot = Acceptance(
        sign.by,
        sign.name,
        sign.at,
        until,
        reason.strip(),
        risk.likelihood,
        risk.consequence,
        risk.controls,
        risk.gaps,
    )
    return replace(risk, status=Status.ACCEPTED, response=Response.TOLERATE, acceptance=snapshot)


def detailed(risk: Risk, fresh: Risk) -> Risk:
    """The risk with the details of `fresh`; an acceptance ends when they change what was accepted."""
    _live(risk)
    if fresh.target.product > fresh.score:
        raise Invalid("Target", f"{fresh.target.product} lies above the current score of {fresh.score}.")
    return _voided(fresh)


def reassigned(risk: Risk, to: Member, reason: str) -> Risk:
    """Somebody else's risk from now on; its reviews and an acceptance stand as they are. Raises `Invalid`."""
    _live(risk)
    if to.object_id == risk.owner:
        raise Invalid("New owner", f"{to.name} owns it already.")
    if not may_own(to):
        raise Invalid("New owner", "please choose somebody who is in the group now and is no observer.")
    if not reason.strip():
        raise Invalid("Reason", "please say in a few words why it is handed over.")
    return replace(risk, owner=to.object_id, owner_name=to.name)


def closed(risk: Risk, sign: Signed, reason: str, *, into: str = "") -> Risk:
    """The risk off the register, with a reason; `into` names the shared risk that it became part of."""
    _live(risk)
    if not reason.strip():
        raise Invalid("Reason", "please say why the risk is closed.")
    return replace(
        risk, status=Status.CLOSED, closed_at=sign.at, closed_reason=reason.strip(), merged_into=into, next_review=None
    )


def answered_elsewhere(risk: Risk, answer: Seen) -> Risk:
    """The risk with another trust's answer; a later answer of the same trust takes the place of its earlier one."""
    _live(risk)
    if answer.trust == risk.trust:
        raise NotAllowed(f"{risk.id} is your own trust's risk.", "The question goes to the other trusts.")
    others = tuple(s for s in risk.elsewhere if s.trust != answer.trust)
    return replace(risk, elsewhere=tuple(sorted((*others, answer), key=lambda s: s.trust)))


def shared(risk: Risk, sign: Signed) -> Risk:
    """A trust's risk as one of the whole system; the trust's own score stays on it as a line."""
    _live(risk)
    if risk.trust == ALL:
        raise NotAllowed(f"{risk.id} is a shared risk already.")
    if not any(s.seen for s in risk.elsewhere):
        raise NotAllowed(f"No other trust has said that it sees {risk.id}.", "Ask them first: Seen elsewhere?")
    own = Seen(risk.trust, True, "raised it", sign.by, sign.today, risk.likelihood, risk.consequence)
    return replace(risk, trust=ALL, elsewhere=tuple(sorted((*risk.elsewhere, own), key=lambda s: s.trust)))


def _review(
    sign: Signed, score: Score, rationale: str, *, no_change: bool = False, controls_changed: bool = False
) -> Review:
    return Review(
        sign.at,
        sign.today,
        sign.by,
        sign.name,
        score.likelihood,
        score.consequence,
        rationale,
        no_change,
        controls_changed,
    )


def _looked_at(before: Risk, after: Risk, group: Group, look: Review) -> Risk:
    kept = (*before.reviews, look)[-KEPT_REVIEWS:]
    return _voided(replace(after, reviews=kept, next_review=review_due(group, after.score, look.day)))


def voided(risk: Risk, why: str) -> Risk:
    """The risk, open again when it was accepted, with why the acceptance no longer holds."""
    held = risk.acceptance
    if risk.status != Status.ACCEPTED or held is None:
        return risk
    return replace(risk, status=Status.OPEN, acceptance=replace(held, void=why))


def _voided(risk: Risk) -> Risk:
    held = risk.acceptance
    if held is None:
        return risk
    if (held.likelihood, held.consequence) != (risk.likelihood, risk.consequence):
        why = f"the score is no longer {Score(held.likelihood, held.consequence).words}"
    elif (held.controls, held.gaps) != (risk.controls, risk.gaps):
        why = "controls or gaps are no longer what was accepted"
    else:
        return risk
    return voided(risk, why)


def _live(risk: Risk) -> None:
    if not risk.live:
        raise NotAllowed(f"{risk.id} is closed.", "Raise a new risk if it is back.")
