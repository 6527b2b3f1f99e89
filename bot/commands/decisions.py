"""`decision`: the log of what the group decided, each with its three safety questions answered.

Owns: who may, what of a sentence fills which field, and who hears of it. Rules stand in `domain/decisions.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import records as flow
from bot.flows.far import ask_if_far
from cards import decisions as cards
from cards import forms
from cards.forms import Refill
from domain.calendar import as_at
from domain.decisions import Decision, checked, links_in, set_aside
from domain.people import GROUP, OFFICE, ObjectId
from domain.refusals import Invalid, NotFound
from storage import actions, risks
from storage import decisions as kept

LATEST = 3
"""Decisions that stand under the empty form. Source: ours."""


def decision(ctx: Context, slots: Slots) -> Reply:
    """One decision by its id; else the form, filled with what was said, with a way to the latest ones."""
    if slots.record.startswith("DEC-"):
        return _shown(ctx, _found(ctx, slots.record))
    given: dict[str, Any] = {"decided_on": ctx.today.isoformat(), "title": slots.text[:300], "links": slots.record}
    if slots.until:
        given["look_on"] = slots.until.isoformat()
    about = f", about {slots.record}" if slots.record else ""
    said = f"I understood: '{slots.text}'{about}. Please answer the three questions." if slots.text else ""
    latest = () if slots.text else kept.listed(ctx.session, limit=LATEST)
    return Reply(cards.form(given, said=said, latest=latest))


def new(ctx: Context, values: Values) -> Reply:
    """The empty form; a risk's or an action's button gives its id along."""
    return Reply(cards.form({"decided_on": ctx.today.isoformat(), "links": str(values.get("about") or "")}))


def page(ctx: Context, values: Values) -> Reply:
    """A page of the log."""
    return _page(ctx, int(values["offset"]))


def open_(ctx: Context, values: Values) -> Reply:
    """One decision; whoever it concerns may read it."""
    return _shown(ctx, _found(ctx, str(values["record"])))


def edit(ctx: Context, values: Values) -> Reply:
    """A decision, to be put right."""
    found = _found(ctx, str(values["record"]))
    return Reply(cards.form(cards.typed(found), record=found.id, version=found.version))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a decision, new or put right. Everything that is missing is said at once."""
    record = str(values.get("record") or "")
    stands = _found(ctx, record) if record else None
    if stands is not None:
        flow.same(ctx, stands.id, stands.version, values)
    given = forms.read(cards.FIELDS, values)
    ask_if_far(ctx, values, "Look at it again on", given["look_on"], "Save")
    links = _links(ctx, given.pop("links") or "")
    if stands is not None:
        after = checked(replace(stands, **given, links=links), ctx.today)
        return _shown(ctx, kept.change(ctx.session, after, "change decision"), "Kept.")
    made = Decision(id="", **given, links=links, by=ctx.member.object_id, by_name=ctx.member.name)
    made = replace(checked(made, ctx.today), id=kept.new_id(ctx.session, ctx.today.year), created_at=ctx.session.now)
    after = kept.add(ctx.session, made)
    return replace(_shown(ctx, after, f"{after.id} is in the log."), posts=_told(ctx, after))


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    record = str(values.get("record") or "")
    stands = _found(ctx, record) if record else None
    refill = Refill.of(values, faults)
    return Reply(cards.form({}, record=record, version=stands.version if stands else 0, refill=refill))


def aside(ctx: Context, values: Values) -> Reply:
    """The form for a decision that no longer holds."""
    return Reply(cards.aside(_found(ctx, str(values["record"]))))


def save_aside(ctx: Context, values: Values) -> Reply:
    """Keep that a decision no longer holds, with the reason."""
    found = _found(ctx, str(values["record"]))
    flow.same(ctx, found.id, found.version, values)
    reason = forms.read(cards.ASIDE, values)["reason"]
    after = kept.change(ctx.session, set_aside(found, reason, ctx.today), "set decision aside")
    return _shown(ctx, after, f"{after.id} is set aside.")


def aside_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The same form again."""
    return Reply(cards.aside(_found(ctx, str(values["record"])), Refill.of(values, faults)))


def _links(ctx: Context, typed: str) -> tuple[str, ...]:
    found = links_in(typed)
    for link in found:
        there = risks.get(ctx.session, link) if link.startswith("RSK") else actions.get(ctx.session, link)
        if there is None:
            raise Invalid("Risks and actions it is about", f"I cannot find {link}.")
    return found


def _told(ctx: Context, after: Decision) -> tuple[Post, ...]:
    """The owners of what it is about hear of it, once each."""
    owners: dict[ObjectId, None] = {}
    for link in after.links:
        record = risks.get(ctx.session, link) if link.startswith("RSK") else actions.get(ctx.session, link)
        if record is not None:
            owners[record.owner] = None
    text = f"The group decided about {', '.join(after.links)}: {after.title}"
    return flow.told(ctx, after.id, after.version, "decided", text, owners, "decision.open")


def _page(ctx: Context, offset: int) -> Reply:
    found = kept.listed(ctx.session, limit=cards.PAGE + 1, offset=offset)
    more = len(found) > cards.PAGE
    return Reply(cards.listed(found[: cards.PAGE], ctx.today, as_at(ctx.now), offset=offset, more=more))


def _shown(ctx: Context, found: Decision, note: str = "") -> Reply:
    may = ctx.member.is_any(OFFICE)
    return Reply(cards.show(found, ctx.today, as_at(ctx.now), note=note, may=may))


def _found(ctx: Context, record: str) -> Decision:
    found = kept.get(ctx.session, record)
    if found is None:
        raise NotFound(record)
    return found


COMMANDS = (Command("decision", "decision", "log a decision with its safety questions answered", decision, OFFICE),)
SUBMITS = (
    Submit("decision.new", new, OFFICE, writes=False),
    Submit("decision.list", page, OFFICE, writes=False),
    Submit("decision.open", open_, GROUP, writes=False),
    Submit("decision.edit", edit, OFFICE, writes=False),
    Submit("decision.save", save, OFFICE, again=save_again),
    Submit("decision.aside", aside, OFFICE, writes=False),
    Submit("decision.save_aside", save_aside, OFFICE, again=aside_again),
)
