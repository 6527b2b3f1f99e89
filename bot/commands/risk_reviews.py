"""Looking at a risk again: review, no change, acceptance, closing.

Owns: who may and who hears of it. What a look leads to is `domain/risk_changes.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import risks as flow
from cards import forms, risk_forms
from cards import risks as cards
from domain.calendar import as_long
from domain.people import CHAIRS, GROUP
from domain.refusals import Invalid
from domain.risk_changes import accepted, closed, reviewed, unchanged
from domain.risks import Risk
from domain.trajectory import movement
from domain.wording import in_words
from storage import risks as kept
from storage.reminders import stop


def review(ctx: Context, slots: Slots) -> Reply:
    """The form of a review, filled with what was said; nothing is kept yet."""
    return flow.one(ctx, slots, "risk.review", lambda found: _form(ctx, found, slots))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a risk or a reminder."""
    return _form(ctx, flow.risk_of(ctx, str(values["record"])), flow.said(values))


def _form(ctx: Context, found: Risk, slots: Slots) -> Reply:
    flow.must_update(ctx, found)
    given: dict[str, Any] = risk_forms.typed(found)
    for key in ("likelihood", "consequence"):
        if key in slots.figures:
            given[key] = str(int(slots.figures[key]))
    ask = ""
    if "score" in slots.figures and "likelihood" not in slots.figures:
        ask = flow.both_parts(int(slots.figures["score"]))
        given |= {"likelihood": "", "consequence": ""}
    if slots.text:
        given["rationale"] = slots.text
    return Reply(risk_forms.review(found, ctx.group, given, ask=ask))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a look at a risk: a score with its rationale, or no change with its reason."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    flow.same(ctx, found, values)
    before = {c.key for c in flow.triggered(ctx, found)}
    if int(values.get("no_change", 0)):
        reason = str(forms.bare(values).get("rationale") or "")
        after = kept.change(ctx.session, unchanged(found, ctx.group, flow.signed(ctx), reason), "no change")
    else:
        given = forms.read(risk_forms.REVIEW, values)
        lines = {key: risk_forms.as_lines(given[key]) for key in ("controls", "gaps")}
        score = risk_forms.score(given)
        looked = reviewed(found, ctx.group, flow.signed(ctx), score, given["rationale"], **lines)
        after = kept.change(ctx.session, looked, "review risk")
    stop(ctx.session, after.id, "the risk was reviewed")
    fired = [c.words for c in flow.triggered(ctx, after) if c.key not in before]
    said = f"{after.title}: {movement(after, ctx.today).words(ctx.today)}."
    rule = f" Rule for escalation: {'; '.join(fired)}." if fired else ""
    posts = flow.told(ctx, after, "was reviewed", said + rule, chairs=bool(fired))
    note = f"Kept. The next review is due by {as_long(after.next_review)}." if after.next_review else "Kept."
    told = "\n".join(p for p in (note + rule, in_words(after.reviews[-1].rationale)) if p)
    return replace(Reply(cards.show(after, flow.view(ctx, after, told))), posts=posts)


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The review again, with what was typed and what to look at."""
    found = flow.risk_of(ctx, str(values["record"]))
    revision = forms.next_revision(values)
    return Reply(risk_forms.review(found, ctx.group, forms.bare(values), faults=faults, revision=revision))


def accept(ctx: Context, values: Values) -> Reply:
    """The form of an acceptance."""
    return Reply(risk_forms.decide(flow.risk_of(ctx, str(values["record"])), "accept", {}))


def save_accept(ctx: Context, values: Values) -> Reply:
    """Keep that the chair accepts the risk as it stands."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.same(ctx, found, values)
    given = forms.read(risk_forms.ACCEPT, values)
    after = accepted(found, flow.signed(ctx), given["until"], given["reason"])
    after = kept.change(ctx.session, after, "accept risk")
    until = as_long(given["until"])
    posts = flow.told(ctx, after, "was accepted", f"{after.title} is accepted as it stands until {until}.")
    return Reply(cards.show(after, flow.view(ctx, after, f"Accepted until {until}.")), posts=posts)


def accept_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The acceptance again."""
    return _decide_again(ctx, values, "accept", faults)


def close(ctx: Context, values: Values) -> Reply:
    """The form of closing."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    return Reply(risk_forms.decide(found, "close", {}))


def save_close(ctx: Context, values: Values) -> Reply:
    """Take the risk off the register, with the reason."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    flow.same(ctx, found, values)
    reason = forms.read(risk_forms.CLOSE, values)["reason"]
    after = kept.change(ctx.session, closed(found, flow.signed(ctx), reason), "close risk")
    stop(ctx.session, after.id, "the risk is closed")
    posts = flow.told(ctx, after, "was closed", f"{after.title} is off the register: {reason}")
    return Reply(cards.show(after, flow.view(ctx, after, f"{after.id} is closed.")), posts=posts)


def close_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """Closing again."""
    return _decide_again(ctx, values, "close", faults)


def _decide_again(ctx: Context, values: Values, what: str, faults: tuple[Invalid, ...]) -> Reply:
    found = flow.risk_of(ctx, str(values["record"]))
    revision = forms.next_revision(values)
    return Reply(risk_forms.decide(found, what, forms.bare(values), faults=faults, revision=revision))


COMMANDS = (
    Command("review_risk", "review RSK-...", "look at a risk again: score, rationale, controls", review, GROUP),
)
SUBMITS = (
    Submit("risk.review", open_, GROUP, writes=False),
    Submit("risk.save_review", save, GROUP, again=save_again),
    Submit("risk.accept", accept, CHAIRS, writes=False),
    Submit("risk.save_accept", save_accept, CHAIRS, again=accept_again),
    Submit("risk.close", close, GROUP, writes=False),
    Submit("risk.save_close", save_close, GROUP, again=close_again),
)
