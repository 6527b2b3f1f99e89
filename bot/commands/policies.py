"""`policy`: the register of national and regulatory changes, with what each means for each trust.

Owns: who may, what of a sentence fills which field, and who is asked. Rules stand in `domain/policies.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows.calendars import calendar_of
from bot.flows.far import ask_if_far
from cards import forms
from cards import policies as cards
from cards.forms import Field, Refill
from domain.actions import Status as ActionStatus
from domain.calendar import as_at
from domain.people import GROUP, OFFICE, Member, ObjectId
from domain.policies import ANSWER_DAYS, Impact, Level, Policy, answered, answers, checked, closed, record_in
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import actions, members, outbox
from storage import policies as kept

LATEST = 3
"""Changes that stand under the empty form. Source: ours."""


def policy(ctx: Context, slots: Slots) -> Reply:
    """One change by its id; else the form, filled with what was said, with a way to the register."""
    record = slots.record if slots.record.startswith("POL-") else record_in(slots.text)
    if record:
        return _shown(ctx, _found(ctx, record))
    text = slots.text.strip()
    given = _blank(ctx) | {"title": text[:1].upper() + text[1:200]}
    if slots.trusts:
        given["trusts"] = ",".join(slots.trusts)
    said = f"I understood: '{text}'. Please say its source, from when it holds and who owns it." if text else ""
    latest = () if text else kept.listed(ctx.session, limit=LATEST)
    return Reply(cards.form(_fields(ctx), given, said=said, latest=latest))


def _blank(ctx: Context) -> dict[str, Any]:
    by = calendar_of(ctx.group).add_working_days(ctx.today, ANSWER_DAYS)
    trusts = ",".join(str(t.code) for t in ctx.group.trusts_on(ctx.today))
    return {"answer_by": by.isoformat(), "trusts": trusts}


def new(ctx: Context, _values: Values) -> Reply:
    """The empty form."""
    return Reply(cards.form(_fields(ctx), _blank(ctx)))


def page(ctx: Context, values: Values) -> Reply:
    """A page of the register."""
    offset, done = int(values["offset"]), bool(int(values.get("closed", 0)))
    found = kept.listed(ctx.session, closed=done, limit=cards.PAGE + 1, offset=offset)
    more = len(found) > cards.PAGE
    view = cards.View(ctx.today, as_at(ctx.now))
    return Reply(cards.listed(found[: cards.PAGE], view, offset=offset, more=more, closed=done))


def open_(ctx: Context, values: Values) -> Reply:
    """One change; members may read it."""
    return _shown(ctx, _found(ctx, str(values["record"])))


def edit(ctx: Context, values: Values) -> Reply:
    """A change, to be put right."""
    found = _found(ctx, str(values["record"]))
    asked = _fields(ctx, found)
    return Reply(cards.form(asked, cards.typed(found), record=found.id, version=found.version))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a change, new or put right; trusts that were not asked before are asked now."""
    record = str(values.get("record") or "")
    stands = _found(ctx, record) if record else None
    if stands is not None:
        records.same(ctx, stands.id, stands.version, values)
    given = forms.read(_fields(ctx, stands), values)
    ask_if_far(ctx, values, "Answers wanted by", given["answer_by"], "Save")
    given["owner"] = ObjectId(given["owner"])
    given |= {"owner_name": members.name_of(ctx.session, given["owner"])}
    given |= {key: given[key] or "" for key in ("summary", "link")}
    if stands is not None:
        after = kept.change(ctx.session, checked(replace(stands, **given)), "change policy")
        fresh = [t for t in after.trusts if t not in stands.trusts]
        return replace(_shown(ctx, after, "Kept."), posts=_ask(ctx, after, fresh))
    who: dict[str, Any] = {"created_by": ctx.member.object_id, "created_name": ctx.member.name}
    made = checked(Policy(id="", **given, **who, created_at=ctx.session.now))
    after = kept.add(ctx.session, replace(made, id=kept.new_id(ctx.session, ctx.today.year)))
    posts = (*_ask(ctx, after, after.trusts), *_owner(ctx, after))
    return replace(_shown(ctx, after, f"{after.id} is on the register. Each trust's lead is asked."), posts=posts)


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    record = str(values.get("record") or "")
    stands = _found(ctx, record) if record else None
    version, refill = stands.version if stands else 0, Refill.of(values, faults)
    return Reply(cards.form(_fields(ctx, stands), {}, record=record, version=version, refill=refill))


def impact(ctx: Context, values: Values) -> Reply:
    """The private form of one trust."""
    found = _answers(ctx, str(values["record"]), str(values["trust"]))
    return Reply(cards.impact_form(found, str(values["trust"])))


def save_impact(ctx: Context, values: Values) -> Reply:
    """Keep what a change means for a trust."""
    trust = str(values["trust"])
    found = _answers(ctx, str(values["record"]), trust)
    given = forms.read(cards.IMPACT, values)
    said = Impact(
        trust,
        Level(given["level"]),
        given["text"],
        given["need"] or "",
        ctx.member.object_id,
        ctx.member.name,
        ctx.today,
    )
    after = kept.change(ctx.session, answered(found, said), "answer policy")
    if not after.missing:
        outbox.cancel_for(ctx.session, after.id, "every trust has answered")
    text = f"{trust} says: {said.level.words}. {said.text}"
    posts = records.told(ctx, after.id, after.version, "answered", text, (after.owner,), "policy.open")
    return replace(_shown(ctx, after, f"Thank you. The answer of {trust} is kept."), posts=posts)


def impact_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The private form again, with what was typed."""
    found = _found(ctx, str(values["record"]))
    return Reply(cards.impact_form(found, str(values["trust"]), Refill.of(values, faults)))


def close(ctx: Context, values: Values) -> Reply:
    """The form for a change of which nothing more is expected."""
    return Reply(cards.close(_found(ctx, str(values["record"]))))


def save_close(ctx: Context, values: Values) -> Reply:
    """Close a change, with what came of it."""
    found = _found(ctx, str(values["record"]))
    records.same(ctx, found.id, found.version, values)
    reason = forms.read(cards.CLOSE, values)["reason"]
    after = kept.change(ctx.session, closed(found, reason, ctx.today), "close policy")
    outbox.cancel_for(ctx.session, after.id, f"{after.id} is closed")
    return _shown(ctx, after, f"{after.id} is closed.")


def close_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """Closing again."""
    return Reply(cards.close(_found(ctx, str(values["record"])), Refill.of(values, faults)))


def _ask(ctx: Context, after: Policy, trusts: Iterable[str]) -> tuple[Post, ...]:
    """One private card for each lead, a button for each of their trusts; the office for a trust without a lead."""
    wanted: dict[str, list[str]] = {}
    for trust in trusts:
        people: tuple[Member, ...] = members.leads_of(ctx.session, trust) or members.coordinators(ctx.session)
        for person in people:
            wanted.setdefault(person.object_id, []).append(trust)
    return tuple(
        Post(
            "notice",
            f"policy/{after.id}/{after.version}/asked/{person}",
            cards.asked(after, theirs, ctx.member.name),
            to_person=ObjectId(person),
            subject=after.id,
        )
        for person, theirs in wanted.items()
    )


def _owner(ctx: Context, after: Policy) -> tuple[Post, ...]:
    text = f"You own it: {after.title}"
    return records.told(ctx, after.id, after.version, "logged", text, (after.owner,), "policy.open")


def _shown(ctx: Context, found: Policy, note: str = "") -> Reply:
    tied = actions.of_record(ctx.session, found.id, limit=5)
    view = cards.View(
        ctx.today,
        as_at(ctx.now),
        answers(ctx.member, found),
        ctx.member.is_any(OFFICE),
        tuple(f"{a.id}: {a.title}, {ActionStatus(a.status).words}" for a in tied),
        note,
    )
    return Reply(cards.show(found, view))


def _found(ctx: Context, record: str) -> Policy:
    found = kept.get(ctx.session, record)
    if found is None:
        raise NotFound(record)
    return found


def _answers(ctx: Context, record: str, trust: str) -> Policy:
    found = _found(ctx, record)
    if not found.live:
        raise NotAllowed(f"{found.id} is closed.", "Open it to see what came of it.")
    if trust not in answers(ctx.member, found):
        raise NotAllowed(f"What {found.id} means for {trust} is said by that trust's lead or the office.")
    return found


def _fields(ctx: Context, stands: Policy | None = None) -> tuple[Field, ...]:
    trusts = [(str(t.code), f"{t.code}: {t.name}") for t in ctx.group.trusts_on(ctx.today)]
    gone = [(code, code) for code in (stands.trusts if stands else ()) if code not in dict(trusts)]
    earliest: date | None = None if stands else ctx.today
    return cards.fields((*trusts, *gone), records.owners(ctx, stands.owner if stands else ""), earliest)


COMMANDS = (Command("policy", "policy", "log a national change and what it means for each trust", policy, OFFICE),)
SUBMITS = (
    Submit("policy.new", new, OFFICE, writes=False),
    Submit("policy.list", page, OFFICE, writes=False),
    Submit("policy.open", open_, GROUP, writes=False),
    Submit("policy.edit", edit, OFFICE, writes=False),
    Submit("policy.save", save, OFFICE, again=save_again),
    Submit("policy.impact", impact, GROUP, writes=False),
    Submit("policy.save_impact", save_impact, GROUP, again=impact_again),
    Submit("policy.close", close, OFFICE, writes=False),
    Submit("policy.save_close", save_close, OFFICE, again=close_again),
)
