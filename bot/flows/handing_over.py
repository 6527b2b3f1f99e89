"""The form for handing over all that somebody owns, from words or from a button.

Owns: whose actions they are, which of them the reader may hand over, and the read-back of words.
Must not: move anything (`bot/flows/handovers.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.contracts import Context
from bot.flows import actions as flow
from bot.flows.hand_over_words import Meant, hands_over, meant
from cards import hand_overs as cards
from cards.action_forms import hand_over
from cards.actions import faults_first, show
from cards.kit import Card
from domain.actions import Action, may_reassign
from domain.calendar import as_at, as_long
from domain.people import GROUP, Member
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.risks import Risk
from domain.risks import may_reassign as may_risk
from storage import actions as kept
from storage import members
from storage import risks as kept_risks
from storage.risks import Wanted

MOST = 1_000
"""Actions of one person. Source: as many as one hand-over moves."""


def from_words(ctx: Context) -> Card | None:
    """The filled form when the words say that all of somebody's actions change hands; None when they say less."""
    said = meant(ctx) if ctx.member.is_any(GROUP) else None
    if said is None:
        return None
    was, *others = said.was
    typed = _typed(said)
    if others:
        return cards.whose(said.was, typed)
    faults: list[Invalid] = []
    if not said.to and said.to_said:
        faults.append(Invalid("New owner", f"I do not find {said.to_said} in the group. Please choose."))
    if said.to == (was,):
        faults.append(Invalid("New owner", f"{was.name} owns them already. Please choose somebody else."))
    if len(said.to) > 1:
        names = ", ".join(m.name for m in said.to[:5])
        faults.append(Invalid("New owner", f"several people fit: {names}. Please choose."))
    return everything(ctx, was.object_id, typed, faults=tuple(faults), understood=_understood(said))


def one_from_words(ctx: Context, action: Action, name: str) -> Card | None:
    """The filled form for one action when the words hand it over to somebody; None when they say something else."""
    said = hands_over(ctx) if name else None
    if said is None or action.closed:
        return None
    on, reason = said
    typed = {"on": on.isoformat() if on else "", "reason": reason}
    faults: tuple[Invalid, ...] = ()
    try:
        typed["owner"] = str(flow.owner(ctx.session, ctx.member, name).object_id)
    except (NotFound, Invalid) as refusal:
        faults = (Invalid("New owner", f"{refusal.words} Please choose."),)
    return one(ctx, action, typed=typed, faults=faults)


def one(ctx: Context, action: Action, **again: Any) -> Card:
    """The form for one action; one that is closed by now is shown as it is."""
    if not may_reassign(ctx.member, action):
        raise NotAllowed(f"{action.id} is handed over by the chair, the office or its trust's lead.")
    if action.closed:
        brag = flow.colour(ctx.group, action, ctx.today)
        said = faults_first(again.get("faults", ()))
        return show(action, brag, ctx.member, as_at(ctx.now), before=said)
    others, risks = others_of(ctx, action), len(risks_of(ctx, action.owner))
    return hand_over(action, flow.owners(ctx.session), ctx.today, others=others, risks=risks, **again)


def others_of(ctx: Context, action: Action) -> int:
    """How many more live actions the owner has."""
    return max(len(kept.listed(ctx.session, owner=action.owner, limit=100)) - 1, 0)


def risks_of(ctx: Context, person: str) -> list[Risk]:
    """The live risks of somebody that the reader may hand over."""
    found = kept_risks.listed(ctx.session, Wanted(owner=person), limit=MOST)
    return [r for r in found if may_risk(ctx.member, r)]


def everything(ctx: Context, person: str, typed: Mapping[str, Any], **more: Any) -> Card:
    """The form with what there is to hand over."""
    was = owner_of(ctx, person)
    found = theirs(ctx, was)
    if not found and found.others:
        raise NotAllowed(f"What {was.name} owns is handed over by the chair, the office or a lead of its trust.")
    if not found:
        return cards.none_open(was.name)
    stands = {"reason": f"New owner for what {was.name} looked after"}
    asked = cards.fields(flow.owners(ctx.session), was.object_id, ctx.today)
    rows = flow.coloured(ctx.group, found.actions, ctx.today)
    filled = {**stands, **typed}
    return cards.everything(was, cards.Owned(rows, found.risks, found.others), asked, filled, **more)


def owner_of(ctx: Context, person: str) -> Member:
    """The person, in the group or not any more. Raises `NotFound`."""
    found = members.by_object_id(ctx.session, person)
    if found is None:
        raise NotFound("that person")
    return found


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody owns that is open: what the reader may hand over, and how much else there is."""

    actions: list[Action]
    risks: list[Risk]
    others: int

    def __bool__(self) -> bool:
        return bool(self.actions or self.risks)


def theirs(ctx: Context, was: Member) -> Theirs:
    """The open actions and live risks that somebody owns."""
    actions = kept.listed(ctx.session, owner=was.object_id, limit=MOST)
    mine, own = [a for a in actions if may_reassign(ctx.member, a)], risks_of(ctx, was.object_id)
    risks = kept_risks.count(ctx.session, Wanted(owner=was.object_id), most=MOST)
    return Theirs(mine, own, len(actions) + risks - len(mine) - len(own))


def _typed(said: Meant) -> dict[str, Any]:
    found = {
        "owner": str(said.to[0].object_id) if len(said.to) == 1 else "",
        "on": said.on.isoformat() if said.on else "",
        "reason": said.reason,
    }
    return {k: v for k, v in found.items() if v}


def _understood(said: Meant) -> str:
    if len(said.to) != 1 or said.to == said.was:
        return ""
    begins = f"from {as_long(said.on)}" if said.on else "now"
    what = f"all open actions and risks of {said.was[0].name} go to {said.to[0].name}, {begins}"
    return f"I understood: {what}. Nothing is handed over until you press Hand over."
