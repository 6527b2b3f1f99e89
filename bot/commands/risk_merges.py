"""Merging two risks of the register: proposed by likeness, chosen and read back by a person, done with a press.

Owns: who may and who hears of it. What a merge leads to is `domain/risk_merges.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import risks as flow
from cards import forms, risk_merges
from cards import risks as cards
from cards.forms import Field
from domain.escalations import Stage
from domain.people import CHAIRS
from domain.refusals import Invalid, NotAllowed
from domain.risk_likeness import alike
from domain.risk_merges import merged
from domain.risks import Risk
from storage import escalations
from storage import risks as kept
from storage.reminders import stop

OFFERED = 40
"""Risks to choose from, likely ones included. Source: ours, within the 28 KB of a card."""
COMPARED = 300
"""Live risks that are compared. Source: ours."""


def ask(ctx: Context, values: Values) -> Reply:
    """The form; the likeliest risk is filled in."""
    part = flow.risk_of(ctx, str(values["record"]))
    likely, others = _offered(ctx, part)
    given: dict[str, Any] = {"into": likely[0].id} if likely else {}
    given |= {k: str(values[k]) for k in ("into", "reason") if values.get(k)}
    return Reply(risk_merges.ask(part, risk_merges.fields(likely, others), given, likely=likely))


def draft(ctx: Context, values: Values) -> Reply:
    """Both risks as they would stand. Nothing is kept."""
    part = flow.risk_of(ctx, str(values["record"]))
    flow.same(ctx, part, values)
    given = forms.read(_fields(ctx, part), values)
    into = flow.risk_of(ctx, given["into"])
    after, _ = _merged(ctx, into, part, given["reason"])
    return Reply(risk_merges.read_back(part, into, after, given["reason"]))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    part = flow.risk_of(ctx, str(values["record"]))
    likely, others = _offered(ctx, part)
    revision = forms.next_revision(values)
    shown = risk_merges.fields(likely, others)
    return Reply(
        risk_merges.ask(part, shown, forms.bare(values), likely=likely, faults=faults, revision=revision),
    )


def save(ctx: Context, values: Values) -> Reply:
    """Keep both, as they were read back."""
    part, into = flow.risk_of(ctx, str(values["record"])), flow.risk_of(ctx, str(values["into"]))
    flow.same(ctx, part, values)
    flow.same(ctx, into, {"version": values["at"]})
    after, gone = _merged(ctx, into, part, str(values["reason"]))
    gone = kept.change(ctx.session, gone, "merge risk")
    stop(ctx.session, gone.id, "the risk is closed")
    after = kept.change(ctx.session, after, "merge risk")
    what = f"is part of {after.id} now"
    posts = {p.to_person: p for p in flow.told(ctx, after, "was merged", f"{part.id} {what}: {after.title}.")}
    posts = {p.to_person: p for p in flow.told(ctx, gone, what, f"{gone.title}: {gone.closed_reason}")} | posts
    note = f"{part.id} {what}. Please review its score."
    return replace(Reply(cards.show(after, flow.view(ctx, after, note))), posts=tuple(posts.values()))


def _merged(ctx: Context, into: Risk, part: Risk, reason: str) -> tuple[Risk, Risk]:
    """Both after the merge. Raises `NotAllowed` while the board is asked about the one that would go."""
    running = escalations.get(ctx.session, part.escalation) if part.escalation else None
    if running is not None and running.stage != Stage.ANSWERED:
        raise NotAllowed(
            f"{part.id} is on its way to the board as {running.id}, and the answer comes back onto it.",
            f"Merge {into.id} into {part.id} instead, or wait for the answer.",
        )
    return merged(into, part, flow.signed(ctx), reason)


def _fields(ctx: Context, part: Risk) -> tuple[Field, ...]:
    return risk_merges.fields(*_offered(ctx, part))


def _offered(ctx: Context, part: Risk) -> tuple[list[Risk], list[Risk]]:
    """Risks that look alike, the likeliest first, and then the others of the register."""
    live = [r for r in kept.listed(ctx.session, limit=COMPARED) if r.id != part.id]
    likely = [x.risk for x in alike(part, live)]
    rest = [r for r in live if r.id not in {x.id for x in likely}]
    return likely, rest[: OFFERED - len(likely)]


SUBMITS = (
    Submit("risk.merge", ask, CHAIRS, writes=False),
    Submit("risk.merge_draft", draft, CHAIRS, writes=False, again=again),
    Submit("risk.merge_save", save, CHAIRS),
)
