"""What commands about risks share: who may do what, what a card is told, who hears of a change.

Owns: authority for one risk, the facts its rules look at, its notices. Must not: decide a change (`domain/` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain

from bot.contracts import Context, Post, Reply, Slots, Values
from bot.flows import records
from cards import risk_board, risk_forms
from cards.risks import View
from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.calendar import as_at
from domain.group import Group
from domain.people import ANYONE, CHAIRS, OFFICE, Member, Role
from domain.refusals import NotAllowed, NotFound
from domain.risk_changes import Signed
from domain.risk_health import HEALTH, Check, Facts, found, triggers
from domain.risks import ALL, Risk
from domain.scores import ways
from domain.summaries import last_meetings
from storage import actions, members
from storage import risks as kept
from storage.risks import Wanted
from storage.session import Session

CARRIED = 300
"""Characters of a message that go along while it is asked which risk is meant. Source: ours, within the card."""
OWNERS = 60
"""People offered as owners on one form. Source: ours, within the 28 KB of a card."""


def risk_of(ctx: Context, record: str) -> Risk:
    """The risk with this id; absent and of another group look the same."""
    risk = kept.get(ctx.session, record)
    if risk is None:
        raise NotFound(record or "that risk")
    return risk


def meant(ctx: Context, slots: Slots) -> tuple[Risk, ...]:
    """The risks that a message may mean: the one it names, else those of the trusts and theme it names."""
    if slots.record:
        return (risk_of(ctx, slots.record),)
    if not slots.trusts and not slots.theme:
        return ()
    return kept.listed(ctx.session, Wanted(trusts=slots.trusts, theme=slots.theme), limit=4)


def same(ctx: Context, risk: Risk, values: Values) -> None:
    """Raises `Stale` when the risk changed since the card was drawn."""
    records.same(ctx, risk.id, risk.version, values)


def signed(ctx: Context) -> Signed:
    """The member as who does it, now."""
    return Signed(ctx.member.object_id, ctx.member.name, ctx.session.now, ctx.today)


def updates(member: Member, risk: Risk) -> bool:
    """Whether the member may review and change this risk: its owner, its trust's lead, chair and deputy."""
    own = risk.owner == member.object_id or member.leads(risk.trust)
    lead_of_all = risk.trust == ALL and Role.TRUST_LEAD in member.roles
    return own or lead_of_all or member.is_any(CHAIRS)


def must_update(ctx: Context, risk: Risk) -> None:
    """Raises `NotAllowed` for everybody else."""
    if not updates(ctx.member, risk):
        raise NotAllowed(
            f"{risk.id} is reviewed by its owner, its trust's lead, the chair or the deputy chair.",
            "You can raise a risk or a concern of your own.",
        )


def may(ctx: Context, risk: Risk) -> frozenset[str]:
    """Verbs of the buttons this member gets on the risk's card."""
    if not risk.live:
        return frozenset()
    verbs = {"action.new"}
    if updates(ctx.member, risk):
        verbs |= {"risk.review", "risk.escalate", "risk.details", "risk.close"}
        if risk.trust != ALL:
            verbs.add("risk.ask_others")
    if ctx.member.is_any(CHAIRS):
        verbs |= {"risk.accept", "risk.merge"}
        if risk.trust != ALL and any(s.seen for s in risk.elsewhere):
            verbs.add("risk.share")
    return frozenset(verbs)


def facts(ctx: Context, risk: Risk) -> Facts:
    """What the checks and triggers look at."""
    tied = _tied(ctx, risk, 20)
    days = last_meetings(ctx.group.rhythm, ctx.today, ctx.group.escalation.meetings)
    return Facts(ctx.group, ctx.today, sum(not a.closed for a in tied), days, gone(ctx.session))


def _tied(ctx: Context, risk: Risk, limit: int) -> list[Action]:
    """Actions tied to a risk or to one that became part of it."""
    found = [a for record in (risk.id, *risk.merged) for a in actions.of_record(ctx.session, record, limit=limit)]
    return list({a.id: a for a in found}.values())[:limit]


def gone(session: Session) -> frozenset[str]:
    """Object ids of people who are no longer in the group."""
    return frozenset(m.object_id for m in members.everyone_ever(session) if not m.active)


def view(ctx: Context, risk: Risk, note: str = "") -> View:
    """What the risk's card is told."""
    tied = _tied(ctx, risk, 5)
    looked = facts(ctx, risk)
    return View(
        ctx.group,
        ctx.today,
        as_at(ctx.now),
        health=tuple(c.words for c in found(risk, looked, HEALTH)),
        triggers=tuple(c.words for c in found(risk, looked, triggers(ctx.group.escalation))),
        actions=tuple(f"{a.id}: {a.title}, {ActionStatus(a.status).words}" for a in tied),
        may=may(ctx, risk),
        note=note,
    )


def triggered(ctx: Context, risk: Risk) -> tuple[Check, ...]:
    """The rules for escalation that the risk meets now."""
    return found(risk, facts(ctx, risk), triggers(ctx.group.escalation))


def choices(ctx: Context) -> risk_forms.Choices:
    """Trusts and possible owners for a form of this member."""
    own = ctx.member.trusts if not ctx.member.is_any(OFFICE) and ctx.member.trusts else ()
    codes = [str(t) for t in own] or [str(t.code) for t in ctx.group.trusts_on(ctx.today)]
    everybody = [m for m in members.everybody(ctx.session) if m.is_any(ANYONE - {Role.OBSERVER})]
    everybody.sort(key=lambda m: (m.object_id != ctx.member.object_id, not set(m.trusts) & set(codes), m.name))
    owners = tuple((str(m.object_id), m.name) for m in everybody[:OWNERS])
    return risk_forms.Choices(risk_forms.trusts_open(ctx.group, codes), owners)


def told(ctx: Context, risk: Risk, what: str, text: str, *, chairs: bool = False) -> tuple[Post, ...]:
    """A notice to the risk's owner and its trust's leads, with `chairs` to them too; never to who did it."""
    people: Iterable[Member] = chain(
        members.leads_of(ctx.session, risk.trust) if risk.trust != ALL else (),
        members.chairs(ctx.session) if chairs else (),
    )
    ids = dict.fromkeys([risk.owner, *(m.object_id for m in people)])
    card = risk_board.told(f"{risk.id}: {what}", text, risk.id)
    return tuple(
        Post("notice", f"risk/{risk.id}/{risk.version}/{what}/{person}", card, to_person=person, subject=risk.id)
        for person in ids
        if person and person != ctx.member.object_id
    )


def one(ctx: Context, slots: Slots, verb: str, then: Callable[[Risk], Reply]) -> Reply:
    """The one risk that is meant, or a question with a button for each that may be.

    `verb` opens the chosen one; what was said goes along with it.
    """
    found = meant(ctx, slots)
    if len(found) == 1:
        return then(found[0])
    if not found:
        if slots.trusts or slots.theme:
            raise NotFound("a live risk that fits")
        found = kept.listed(ctx.session, limit=4)
    said = {"text": slots.text[:CARRIED], "figures": {k: int(v) for k, v in slots.figures.items()}}
    options = [(f"{r.id}: {r.title}"[:60], verb, {"record": r.id, **said}) for r in found]
    options.append(("All risks", "say", {"say": "risks"}))
    return Reply(risk_forms.which("Which risk?", options))


def said(values: Values) -> Slots:
    """What was said before the risk was chosen."""
    figures = values.get("figures") or {}
    return Slots(text=str(values.get("text") or ""), figures={str(k): float(v) for k, v in figures.items()})


def both_parts(score: int) -> str:
    """That a score alone is not enough. Raises `Invalid` for a score that cannot arise."""
    pairs = " or ".join(f"likelihood {s.likelihood} and consequence {s.consequence}" for s in ways(score))
    return f"{score} is {pairs}. Please choose both parts."


def unwell(
    session: Session, group: Group, today: date, *, limit: int = 200
) -> tuple[tuple[Risk, tuple[str, ...]], ...]:
    """Live risks that meet a check of the register, the highest score first, each with the checks' words."""
    meetings = last_meetings(group.rhythm, today, group.escalation.meetings)
    live = kept.listed(session, limit=limit)
    tied = kept.open_actions(session, [record for r in live for record in (r.id, *r.merged)])
    opened = {r.id: sum(tied.get(record, 0) for record in (r.id, *r.merged)) for r in live}
    left = gone(session)
    looked = ((r, found(r, Facts(group, today, opened[r.id], meetings, left), HEALTH)) for r in live)
    return tuple((r, tuple(c.words for c in checks)) for r, checks in looked if checks)
