"""The register: lists, one risk, the matrix, a new risk, its details.

Owns: what is asked for and who may. Reviews are `risk_reviews.py`, the board `risk_board.py`. Rules stand in `domain/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import past, registers
from bot.flows import risks as flow
from cards import forms, risk_forms
from cards import risks as cards
from domain.calendar import as_at
from domain.people import GROUP, ObjectId
from domain.refusals import Invalid
from domain.risk_changes import detailed, raised
from domain.risk_likeness import alike
from domain.risks import Response, Risk, Strength
from domain.wording import in_words
from storage import members
from storage import risks as kept

COMPARED = 300
"""Live risks that a new one is compared with. Source: ours."""


def risks(ctx: Context, slots: Slots) -> Reply:
    """A page of the register."""
    if slots.status in {"missing", "stale"}:
        return _health(ctx, 0)
    extreme = slots.status == "extreme"
    day = past.day_said(ctx)
    asked: dict[str, Any] = {
        "on": day.isoformat() if day else "",
        "trusts": ",".join(slots.trusts),
        "theme": slots.theme,
        "low": slots.min_score or (ctx.group.bands[-1].low if extreme else 0),
        "over": int(slots.status == "over appetite"),
        "due": int(slots.status in {"due", "overdue"}),
    }
    return registers.page(ctx, asked, 0)


def more(ctx: Context, values: Values) -> Reply:
    """The next page."""
    return registers.page(ctx, values, int(values["offset"]))


def heat(ctx: Context, values: Values) -> Reply:
    """The matrix as a table."""
    trusts = tuple(t for t in str(values.get("trusts", "")).split(",") if t)
    scope = f"{', '.join(trusts)} and shared" if trusts else "All trusts"
    return Reply(cards.heat(ctx.group, kept.heat(ctx.session, trusts), scope, as_at(ctx.now)))


def health(ctx: Context, values: Values) -> Reply:
    """What the register lacks, page by page."""
    return _health(ctx, int(values.get("offset", 0)))


def said_health(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 every command has both
    """What the register lacks, by words."""
    return _health(ctx, 0)


def said_heat(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 the same
    """The matrix, by words."""
    return heat(ctx, {})


def _health(ctx: Context, offset: int) -> Reply:
    return Reply(cards.health(flow.unwell(ctx.session, ctx.group, ctx.today), offset, as_at(ctx.now)))


def risk(ctx: Context, slots: Slots) -> Reply:
    """One risk; a choice when the words fit several."""
    return flow.one(ctx, slots, "risk.open", lambda found: _shown(ctx, found))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a list or a notice."""
    return _shown(ctx, flow.risk_of(ctx, str(values["record"])))


def _shown(ctx: Context, found: Risk, note: str = "") -> Reply:
    return Reply(cards.show(found, flow.view(ctx, found, note)))


def new_risk(ctx: Context, slots: Slots) -> Reply:
    """The form of a new risk, filled with what was said; nothing is kept yet."""
    given: dict[str, Any] = {"owner": ctx.member.object_id, "appetite": ctx.group.appetite, "theme": slots.theme}
    choices = flow.choices(ctx)
    named = [t for t in slots.trusts if any(t == code for code, _ in choices.trusts)]
    only = choices.trusts[0][0] if len(choices.trusts) == len(("one", "shared")) else ""
    given["trust"] = "ALL" if len(slots.trusts) > 1 else (named[0] if named else only)
    if slots.text:
        given |= {"title": slots.text[:120], "cause": slots.text}
    ask = ""
    for key in ("likelihood", "consequence"):
        if key in slots.figures:
            given[key] = str(int(slots.figures[key]))
    if "score" in slots.figures and "likelihood" not in given:
        ask = flow.both_parts(int(slots.figures["score"]))
    return Reply(risk_forms.new(risk_forms.new_fields(choices, ctx.group), given, ask=ask))


def new(ctx: Context, values: Values) -> Reply:
    """The form from a button of another record, filled with what that says."""
    trust, text, theme = (str(values.get(key) or "") for key in ("trust", "text", "theme"))
    return new_risk(ctx, Slots(trusts=(trust,) if trust else (), text=text, theme=theme))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a new risk, unless it looks like one that is there and nobody has said otherwise."""
    fields = risk_forms.new_fields(flow.choices(ctx), ctx.group)
    given = forms.read(fields, values)
    fresh = raised(_risk(ctx, given), ctx.group, flow.signed(ctx))
    if not int(values.get("sure", 0)):
        close = alike(fresh, kept.listed(ctx.session, limit=COMPARED))
        if close:
            pairs = [(x.risk.id, f"{x.risk.id}: {x.risk.title} ({cards.whose(x.risk)})") for x in close]
            return Reply(_again(ctx, values, (), pairs))
    fresh = kept.add(ctx.session, replace(fresh, id=kept.new_id(ctx.session)))
    fired = flow.triggered(ctx, fresh)
    text = f"{fresh.title} is on the register with {fresh.current.words}."
    posts = flow.told(ctx, fresh, "a new risk", text, chairs=bool(fired))
    hint = in_words(fresh.title, fresh.cause, fresh.event, fresh.effect)
    note = "\n".join(p for p in (f"{fresh.id} is on the register.", hint) if p)
    return replace(_shown(ctx, fresh, note), posts=posts)


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed and what to look at."""
    return Reply(_again(ctx, values, faults, ()))


def _again(ctx: Context, values: Values, faults: tuple[Invalid, ...], pairs: Any) -> cards.Card:
    fields = risk_forms.new_fields(flow.choices(ctx), ctx.group)
    revision = forms.next_revision(values)
    return risk_forms.new(fields, forms.bare(values), faults=faults, revision=revision, alike=pairs)


def _risk(ctx: Context, given: Mapping[str, Any]) -> Risk:
    owner = members.by_object_id(ctx.session, given["owner"])
    now = risk_forms.score(given)
    return Risk(
        id="",
        title=given["title"],
        cause=given["cause"],
        event=given["event"],
        effect=given["effect"],
        trust=given["trust"],
        likelihood=now.likelihood,
        consequence=now.consequence,
        initial=now,
        target=risk_forms.score(given, "target_"),
        theme=given["theme"] or "",
        appetite=given["appetite"] or ctx.group.appetite,
        controls=risk_forms.as_lines(given["controls"]),
        gaps=risk_forms.as_lines(given["gaps"]),
        owner=ObjectId(given["owner"]),
        owner_name=owner.name if owner else "",
        held_at=ctx.group.short,
    )


def details(ctx: Context, values: Values) -> Reply:
    """The form for everything but the score."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    fields = risk_forms.details_fields(flow.choices(ctx), ctx.group)
    return Reply(risk_forms.details(found, fields, risk_forms.typed(found)))


def save_details(ctx: Context, values: Values) -> Reply:
    """Keep changed details."""
    found = flow.risk_of(ctx, str(values["record"]))
    flow.must_update(ctx, found)
    flow.same(ctx, found, values)
    given = forms.read(risk_forms.details_fields(flow.choices(ctx), ctx.group), values)
    owner = members.by_object_id(ctx.session, given["owner"])
    fresh = replace(
        found,
        title=given["title"],
        owner=ObjectId(given["owner"]),
        owner_name=owner.name if owner else found.owner_name,
        controls=risk_forms.as_lines(given["controls"]),
        gaps=risk_forms.as_lines(given["gaps"]),
        assurance=risk_forms.lines_of(given),
        target=risk_forms.score(given, "target_"),
        initial=risk_forms.score(given, "initial_"),
        response=Response(given["response"]),
        strength=Strength(given["strength"]),
        category=given["category"],
        theme=given["theme"] or "",
        appetite=given["appetite"],
        held_at=given["held_at"] or ctx.group.short,
    )
    after = kept.change(ctx.session, detailed(found, fresh), "change risk")
    posts = (
        flow.told(ctx, after, "changed", f"{after.title}: details were changed.") if after.owner != found.owner else ()
    )
    return replace(_shown(ctx, after, "Kept."), posts=posts)


def details_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The details again, with what was typed."""
    found = flow.risk_of(ctx, str(values["record"]))
    fields = risk_forms.details_fields(flow.choices(ctx), ctx.group)
    revision = forms.next_revision(values)
    return Reply(risk_forms.details(found, fields, forms.bare(values), faults=faults, revision=revision))


COMMANDS = (
    Command("risks", "risks", "the register: score, movement, target and tolerance", risks, GROUP),
    Command("risk", "risk RSK-...", "one risk with all that is known of it", risk, GROUP),
    Command("register_health", "register health", "what risks lack, each with the check", said_health, GROUP),
    Command("risk_matrix", "risk matrix", "how many risks stand where, as a table", said_heat, GROUP),
    Command("new_risk", "new risk", "raise a risk: if, then, leading to", new_risk, GROUP),
)
SUBMITS = (
    Submit("risk.list", more, GROUP, writes=False),
    Submit("risk.health", health, GROUP, writes=False),
    Submit("risk.heat", heat, GROUP, writes=False),
    Submit("risk.open", open_, GROUP, writes=False),
    Submit("risk.new", new, GROUP, writes=False),
    Submit("risk.save", save, GROUP, again=save_again),
    Submit("risk.details", details, GROUP, writes=False),
    Submit("risk.save_details", save_details, GROUP, again=details_again),
)
