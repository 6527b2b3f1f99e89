"""A risk beyond its own trust: `Seen elsewhere?` to the others, and the way to the Programme Board.

Owns: who may ask, draft, approve and record. Approved text is `domain/escalations.py`'s and is never changed here.
"""

from __future__ import annotations

from dataclasses import replace

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows import risks as flow
from bot.flows.far import ask_if_far
from cards import forms, risk_board
from cards import risks as risk_cards
from domain.calendar import as_at
from domain.escalations import Escalation, Stage, answered, approved, edited
from domain.people import CHAIRS, GROUP, Role
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.risk_changes import answered_elsewhere, shared
from domain.risks import Risk, Seen, standing
from domain.scores import Score
from domain.summaries import next_meeting
from domain.trajectory import movement
from storage import actions, escalations, members
from storage import risks as kept

LEADS = frozenset({Role.TRUST_LEAD})


def escalate(ctx: Context, slots: Slots) -> Reply:
    """The draft for the board, filled with what was said and what is known."""
    return flow.one(ctx, slots, "risk.escalate", lambda found: _draft(ctx, found, slots.text))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a risk or a notice."""
    return _draft(ctx, flow.risk_of(ctx, str(values["record"])), flow.said(values).text)


def _draft(ctx: Context, found: Risk, said: str) -> Reply:
    esc = escalations.get(ctx.session, found.escalation) if found.escalation else None
    if esc is not None and esc.stage == Stage.APPROVED:
        return _frozen(ctx, esc)  # what went to the board is the group's to read
    flow.must_update(ctx, found)
    if esc is None or esc.stage == Stage.ANSWERED:
        esc = _fresh(ctx, found)
    given = {"ask": esc.ask or said, "options": esc.options, "done": esc.done, "needed_by": esc.needed_by.isoformat()}
    return Reply(risk_board.draft(esc, given, may_approve=ctx.member.is_any(CHAIRS)))


def _fresh(ctx: Context, found: Risk) -> Escalation:
    tied = actions.of_record(ctx.session, found.id, limit=5)
    done = [*(f"Control: {c}" for c in found.controls), *(f"{a.id}: {a.title}, {a.status.words}" for a in tied)]
    return Escalation(
        "",
        found.id,
        found.title,
        f"{found.sentence} {standing(found, ctx.group)}; {movement(found, ctx.today).words(ctx.today)}.",
        tuple(c.words for c in flow.triggered(ctx, found)),
        "",
        "",
        "\n".join(done)[:800],
        next_meeting(ctx.group.rhythm, ctx.today),
    )


def save_draft(ctx: Context, values: Values) -> Reply:
    """Keep the draft; `approve` freezes its text."""
    found, esc = _mine(ctx, values)
    given = forms.read(risk_board.DRAFT, values)
    ask_if_far(ctx, values, "Decision needed by", given["needed_by"], "it")
    words = {k: given[k] or "" for k in ("ask", "options", "done")}
    esc = edited(esc, needed_by=given["needed_by"], **words)
    may_approve = ctx.member.is_any(CHAIRS)
    if int(values.get("approve", 0)):
        if not may_approve:
            raise NotAllowed("The chair or the deputy chair approves.")
        esc = approved(esc, flow.signed(ctx))
    first = esc.version == 0
    if first:
        esc = replace(
            esc, id=escalations.new_id(ctx.session), drafted_by=ctx.member.object_id, drafted_at=ctx.session.now
        )
    esc = escalations.keep(ctx.session, esc, "approve escalation" if esc.waiting else "draft escalation")
    if first:
        kept.change(ctx.session, replace(found, escalation=esc.id), "escalate risk")
    if esc.waiting:
        return replace(_frozen(ctx, esc), posts=flow.told(ctx, found, f"goes to the board as {esc.id}", esc.ask))
    posts = () if may_approve else _to_chairs(ctx, esc)
    note = "Kept as a draft." if may_approve else "Kept as a draft. The chair has it."
    return Reply(risk_board.drafted(esc, note), posts=posts)


def save_draft_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The draft again, with what was typed."""
    found = flow.risk_of(ctx, str(values["record"]))
    esc = escalations.get(ctx.session, str(values["escalation"])) or _fresh(ctx, found)
    revision = forms.next_revision(values)
    may = ctx.member.is_any(CHAIRS)
    return Reply(risk_board.draft(esc, forms.bare(values), may_approve=may, faults=faults, revision=revision))


def answer_form(ctx: Context, values: Values) -> Reply:
    """The form for the board's answer."""
    return Reply(risk_board.answer_form(_escalation(ctx, values), {"on": ctx.today.isoformat()}))


def save_answer(ctx: Context, values: Values) -> Reply:
    """Keep the board's answer, on the escalation and on the risk."""
    found, esc = flow.risk_of(ctx, str(values["record"])), _escalation(ctx, values)
    _same(ctx, esc, values)
    given = forms.read(risk_board.ANSWER, values)
    esc, after = answered(esc, found, flow.signed(ctx), given["answer"], given["on"])
    escalations.keep(ctx.session, esc, "record the board's answer")
    after = kept.change(ctx.session, after, "answer of the board")
    posts = flow.told(ctx, after, "the board has answered", f"{esc.id}: {esc.answer}")
    return Reply(risk_cards.show(after, flow.view(ctx, after, "The board's answer stands on the risk.")), posts=posts)


def save_answer_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The board's answer again."""
    revision = forms.next_revision(values)
    esc = _escalation(ctx, values)
    return Reply(risk_board.answer_form(esc, forms.bare(values), faults=faults, revision=revision))


def ask_others(ctx: Context, values: Values) -> Reply:
    """A short question to the leads of the other trusts, once for each risk and lead."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    if found.trust == "ALL":
        raise NotAllowed(f"{found.id} is shared by all trusts already.")
    posts: list[Post] = []
    others = [str(t.code) for t in ctx.group.trusts_on(ctx.today) if t.code != found.trust]
    for trust in others:
        for lead in members.leads_of(ctx.session, trust):
            key = f"risk/{found.id}/elsewhere/{trust}/{lead.object_id}"
            card = risk_board.question(found, trust)
            posts.append(Post("notice", key, card, to_person=lead.object_id, subject=found.id))
    return Reply(risk_board.asked(found, others), posts=tuple(posts))


def answer(ctx: Context, values: Values) -> Reply:
    """Another trust's answer, kept on the risk; its owner hears of it."""
    found, trust = flow.risk_of(ctx, str(values["record"])), str(values["trust"])
    if not ctx.member.leads(trust):
        raise NotFound(found.id)
    given = forms.read(risk_board.SEEN, values)
    both = given["likelihood"], given["consequence"]
    if any(both) and not all(both):
        raise Invalid("Score", "please choose both likelihood and consequence, or neither.")
    score = Score(int(both[0]), int(both[1])) if all(both) else None
    said = Seen(
        trust,
        given["seen"] == "yes",
        given["note"] or "",
        ctx.member.object_id,
        ctx.today,
        score.likelihood if score else 0,
        score.consequence if score else 0,
    )
    after = kept.change(ctx.session, answered_elsewhere(found, said), "seen elsewhere")
    key = f"risk/{after.id}/{after.version}/heard"
    post = Post("notice", key, risk_board.heard(after, said), to_person=after.owner, subject=after.id)
    return Reply(risk_board.thanked(after, said), posts=(post,) if after.owner else ())


def answer_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The question again, with what was typed."""
    found = flow.risk_of(ctx, str(values["record"]))
    given, revision = forms.bare(values), forms.next_revision(values)
    return Reply(risk_board.question(found, str(values["trust"]), faults=faults, given=given, revision=revision))


def share(ctx: Context, values: Values) -> Reply:
    """A trust's risk becomes one of the whole system; each trust's own score stays as a line."""
    found = flow.risk_of(ctx, str(values["record"]))
    after = kept.change(ctx.session, shared(found, flow.signed(ctx)), "share risk")
    posts = flow.told(ctx, after, "is a shared risk now", f"{after.title} is held by all trusts together.")
    return Reply(risk_cards.show(after, flow.view(ctx, after, f"{after.id} is shared by all trusts now.")), posts=posts)


def _mine(ctx: Context, values: Values) -> tuple[Risk, Escalation]:
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    esc = escalations.get(ctx.session, str(values["escalation"])) if values["escalation"] else None
    if esc is None:
        esc = _fresh(ctx, found)
        if found.escalation:
            latest = escalations.get(ctx.session, found.escalation)
            if latest is not None and latest.stage != Stage.ANSWERED:
                raise NotAllowed(
                    f"{latest.id} is under way for {found.id} already.", f"Say escalate {found.id} to open it."
                )
        return found, esc
    _same(ctx, esc, values)
    return found, esc


def _escalation(ctx: Context, values: Values) -> Escalation:
    esc = escalations.get(ctx.session, str(values["escalation"]))
    if esc is None:
        raise NotFound("that escalation")
    return esc


def _same(ctx: Context, esc: Escalation, values: Values) -> None:
    records.same(ctx, esc.id, esc.version, values)


def _frozen(ctx: Context, esc: Escalation) -> Reply:
    when = as_at(esc.approved_at.astimezone(ctx.group.zone)) if esc.approved_at else ""
    return Reply(
        risk_board.frozen(
            esc,
            may_answer=ctx.member.is_any(CHAIRS | {Role.COORDINATOR}),
            may_post=ctx.member.is_any(CHAIRS),
            when=when,
            in_channel=as_at(esc.posted_at.astimezone(ctx.group.zone)) if esc.posted_at else "",
            today_late=esc.needed_by < ctx.today,
        )
    )


def _to_chairs(ctx: Context, esc: Escalation) -> tuple[Post, ...]:
    card = risk_board.for_chair(esc)
    return tuple(
        Post("notice", f"escalation/{esc.id}/{esc.version}/{m.object_id}", card, to_person=m.object_id, subject=esc.id)
        for m in members.chairs(ctx.session)
        if m.object_id != ctx.member.object_id
    )


COMMANDS = (
    Command(
        "escalate_risk", "escalate RSK-...", "draft what the Programme Board is asked about a risk", escalate, GROUP
    ),
)
SUBMITS = (
    Submit("risk.escalate", open_, GROUP, writes=False),
    Submit("risk.save_escalation", save_draft, GROUP, again=save_draft_again),
    Submit("risk.board_answer", answer_form, CHAIRS | {Role.COORDINATOR}, writes=False),
    Submit("risk.save_board_answer", save_answer, CHAIRS | {Role.COORDINATOR}, again=save_answer_again),
    Submit("risk.ask_others", ask_others, GROUP),
    Submit("risk.answer", answer, LEADS, again=answer_again),
    Submit("risk.share", share, CHAIRS),
)
