"""Carrying out a hand-over: each action and risk one step with its reason, one card for each of the two people.

Owns: what happens on its day, whether a press or the calendar caused it. Must not: know which.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.contracts import Post
from bot.flows import actions as flow
from cards import action_notices as notices
from domain.action_steps import Act, reassign
from domain.actions import Action, may_own, may_reassign
from domain.group import Group
from domain.handovers import Handover
from domain.people import Member
from domain.risk_changes import reassigned
from domain.risks import Risk
from domain.risks import may_reassign as may_risk
from storage import actions as kept_actions
from storage import handovers as kept
from storage import members
from storage import risks as kept_risks
from storage.risks import Wanted
from storage.store import Session

MOST = 1_000
"""Actions, and risks, moved at once. Source: ours."""


def carry_out(session: Session, group: Group, ordered: Handover, now: datetime) -> tuple[Handover, tuple[Post, ...]]:
    """Move what is still theirs and open; gives the hand-over as done and the cards for both people.

    `now` is in the group's zone. What whoever ordered it may not hand over, and what has another owner by now, stays
    where it is.
    """
    by = members.by_object_id(session, ordered.by)
    to = members.by_object_id(session, ordered.to)
    moved: list[Action] = []
    risks: list[Risk] = []
    if by is not None and to is not None and may_own(to):
        act = Act(by, now, now.date())
        for action in _theirs(session, ordered):
            if may_reassign(by, action):
                after = reassign(action, act, to, ordered.reason)
                moved.append(flow.keep(session, after, "hand over"))
        # A reminder that waits for the former owner is seen to be pointless when it is sent.
        given = [reassigned(r, to, ordered.reason) for r in _their_risks(session, ordered) if may_risk(by, r)]
        risks = [kept_risks.change(session, risk, "hand over") for risk in given]
    done = replace(ordered, done_at=session.now, moved=tuple(x.id for x in (*moved, *risks)))
    done = kept.change(session, done, "hand over")
    return done, _posts(group, done, moved, risks, by, now.date())


def _theirs(session: Session, ordered: Handover) -> list[Action]:
    if not ordered.only:
        return kept_actions.listed(session, owner=ordered.was, limit=MOST)
    action = kept_actions.get(session, ordered.only)
    return [action] if action is not None and action.owner == ordered.was and not action.closed else []


def _their_risks(session: Session, ordered: Handover) -> tuple[Risk, ...]:
    return () if ordered.only else kept_risks.listed(session, Wanted(owner=ordered.was), limit=MOST)


def _posts(
    group: Group, done: Handover, moved: list[Action], risks: list[Risk], by: Member | None, today: date
) -> tuple[Post, ...]:
    if not (moved or risks) or by is None:
        return ()
    if len(moved) == 1 and not risks:
        action = moved[0]
        brag = flow.colour(group, action, today)
        return (
            *flow.new_owner(action, brag, by, done.reason),
            *flow.former_owner(action, done.was, by, done.reason),
        )
    rows = flow.coloured(group, moved, today)
    key = f"handover/{done.id}"
    made = (
        (done.to, notices.yours_all(rows, done.was_name, by.name, done.reason, risks)),
        (done.was, notices.not_yours_all(rows, done.to_name, by.name, done.reason, risks)),
    )
    return tuple(Post("notice", f"{key}/{p}", card, to_person=p) for p, card in made if p != by.object_id)
