"""The people on the list: seeing it, adding somebody, changing an entry.

Owns: who may grant which role. Must not: know what a role may do (each command says so).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows.leave import away_words
from bot.flows.members import welcome
from cards import forms
from cards import members as cards
from domain.actions import may_own
from domain.handovers import counted
from domain.people import CHAIRS, OFFICE, Member, ObjectId, Role, TrustCode
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import absences, actions, risks
from storage import members as kept
from storage.risks import Wanted

OWNED = 200
"""Open actions, and risks, of somebody who leaves that are counted. Source: ours."""


def members(ctx: Context, _slots: Slots) -> Reply:
    """The list, its first page."""
    return _page(ctx, 0)


def add_member(ctx: Context, slots: Slots) -> Reply:
    """The form for a new person, with the name that was said."""
    return Reply(cards.form(_trusts(ctx), {"name": slots.owner or slots.text, "trusts": ",".join(slots.trusts)}))


def list_(ctx: Context, values: Values) -> Reply:
    """Another page."""
    return _page(ctx, int(values.get("page", 0)))


def new(ctx: Context, _values: Values) -> Reply:
    """The empty form."""
    return Reply(cards.form(_trusts(ctx), {}))


def open_(ctx: Context, values: Values) -> Reply:
    """The entry that was chosen."""
    chosen = str(forms.bare(values).get("who") or "")
    if not chosen:
        raise Invalid("Change an entry", "please choose a person first.")
    return Reply(_form(ctx, _found(ctx, chosen)))


def add(ctx: Context, values: Values) -> Reply:
    """Put somebody on the list and welcome them."""
    given = forms.read(cards.fields(_trusts(ctx), new=True), values)
    object_id = ObjectId(given["object_id"].strip().lower())
    member = _checked(ctx, Member(object_id, given["name"], frozenset(), ()), given)
    member = kept.add(ctx.session, member)
    return Reply(cards.saved(member, "on the list"), posts=(welcome(ctx, member),), refresh=True)


def change(ctx: Context, values: Values) -> Reply:
    """Keep a changed entry."""
    member = _found(ctx, str(values["member"]))
    records.same(ctx, f"members/{member.object_id}", member.version, values, member.name)
    given = forms.read(cards.fields(_trusts(ctx), new=False), values)
    changed = _checked(ctx, replace(member, name=given["name"], active=given["active"]), given)
    _chair_remains(ctx, member, changed)
    changed = kept.change(ctx.session, changed, "change person")
    return Reply(cards.saved(changed, "changed", "" if may_own(changed) else _owned(ctx, changed)), refresh=True)


def _owned(ctx: Context, member: Member) -> str:
    """What somebody who left, or only observes now, still owns; empty for nothing."""
    mine = len(actions.listed(ctx.session, owner=member.object_id, limit=OWNED))
    own = risks.count(ctx.session, Wanted(owner=member.object_id), most=OWNED)
    return counted(mine, own, "open ") if mine or own else ""


def add_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    return Reply(cards.form(_trusts(ctx), forms.bare(values), faults=faults, revision=forms.next_revision(values)))


def change_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The entry again, as it stands now, with what was typed."""
    member = _found(ctx, str(values["member"]))
    return Reply(_form(ctx, member, forms.bare(values), faults, forms.next_revision(values)))


def _page(ctx: Context, page: int) -> Reply:
    people = kept.everybody(ctx.session)
    start = max(0, min(page, (len(people) - 1) // cards.PAGE)) * cards.PAGE
    shown = people[start : start + cards.PAGE]
    gone = {a.person for a in absences.away(ctx.session, ctx.today)}
    away = [f"{m.name}, {away_words(ctx.session, m.object_id, ctx.today)}" for m in shown if m.object_id in gone]
    return Reply(cards.listed(shown, len(people), start // cards.PAGE, away))


def _form(
    ctx: Context,
    member: Member,
    typed: Mapping[str, Any] | None = None,
    faults: tuple[Invalid, ...] = (),
    revision: int = 0,
) -> Any:
    stands = {
        "name": member.name,
        "roles": ",".join(sorted(member.roles)),
        "trusts": ",".join(member.trusts),
        "active": "true" if member.active else "false",
    }
    return cards.form(_trusts(ctx), {**stands, **(typed or {})}, member=member, faults=faults, revision=revision)


def _checked(ctx: Context, member: Member, given: Mapping[str, Any]) -> Member:
    roles = frozenset(Role(r) for r in given["roles"])
    trusts = tuple(TrustCode(t) for t in given["trusts"])
    if Role.TRUST_LEAD in roles and not trusts:
        raise Invalid("Trusts they lead", "a trust lead needs at least one trust.")
    moved = (roles ^ member.roles) & CHAIRS
    if moved and not ctx.member.is_any(CHAIRS):
        raise NotAllowed("Only the chair or the deputy chair says who is chair or deputy.", "Please ask them.")
    return replace(member, roles=roles, trusts=trusts)


def _chair_remains(ctx: Context, before: Member, after: Member) -> None:
    was = Role.CHAIR in before.roles and before.active
    others = [m for m in kept.with_role(ctx.session, Role.CHAIR) if m.object_id != before.object_id]
    if was and not others and not (Role.CHAIR in after.roles and after.active):
        raise NotAllowed("Somebody must be the chair.", "Make another person chair first.")


def _found(ctx: Context, object_id: str) -> Member:
    member = kept.by_object_id(ctx.session, object_id)
    if member is None:
        raise NotFound("that person")
    return member


def _trusts(ctx: Context) -> tuple[str, ...]:
    return tuple(t.code for t in ctx.group.trusts)


COMMANDS = (
    Command("members", "members", "who is on the list, with roles and trusts", members, OFFICE),
    Command("add_member", "add member", "put somebody on the list", add_member, OFFICE),
)
SUBMITS = (
    Submit("member.list", list_, OFFICE, writes=False),
    Submit("member.new", new, OFFICE, writes=False),
    Submit("member.open", open_, OFFICE, writes=False),
    Submit("member.add", add, OFFICE, again=add_again),
    Submit("member.change", change, OFFICE, again=change_again),
)
