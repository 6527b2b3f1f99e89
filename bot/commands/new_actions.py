"""A new action: the form, filled from words or from a review, the read-back, and keeping it.

Owns: what of a sentence fills which field, and who is told. Must not: keep anything that was not read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import acting
from bot.flows.far import ask_if_far
from bot.flows.ties import ids_typed, ties, unknown
from cards import action_notices as notices
from cards import forms
from cards import new_actions as cards
from cards.forms import Field
from cards.kit import Card
from domain.action_steps import Promise, promise
from domain.action_ties import Ties, fields_of
from domain.actions import SHARED, Action
from domain.calendar import as_long
from domain.catalogue import FRAMEWORKS, REQUIREMENTS
from domain.people import GROUP, OFFICE, ObjectId
from domain.refusals import Invalid, NotFound
from storage import actions as kept
from storage import ids, members


def new_action(ctx: Context, slots: Slots) -> Reply:
    """The form; words said are filled in and read back by it."""
    typed, missed = _from_words(ctx, slots)
    said = _understood(ctx, typed) if slots.text else ""
    return Reply(_form(ctx, typed, understood="\n".join(p for p in (said, missed) if p)))


def _understood(ctx: Context, typed: Mapping[str, Any]) -> str:
    parts = [
        f"'{typed['title']}'",
        f"trust {typed['trust']}" if typed.get("trust") else "",
        f"owner {members.name_of(ctx.session, typed['owner'])}" if typed.get("owner") else "",
        f"due {as_long(date.fromisoformat(typed['due']))}" if typed.get("due") else "",
        f"because of {typed['why']}" if typed.get("why") else "",
    ]
    return f"I understood: {'; '.join(p for p in parts if p)}. Nothing is saved until you press Save."


def _from_words(ctx: Context, slots: Slots) -> tuple[dict[str, Any], str]:
    """What each field gets, and what could not be filled in, in words."""
    own = ctx.member.trusts if not ctx.member.is_any(OFFICE) else ()
    named = slots.trusts or own
    owner, missed = "", ""
    if slots.owner:
        try:
            owner = flow.owner(ctx.session, ctx.member, slots.owner).object_id
        except (NotFound, Invalid) as refusal:
            missed = refusal.words
    elif not ctx.member.is_any(OFFICE):
        owner = ctx.member.object_id
    found = ties(slots.text)
    whole = ties(ctx.turn.said)  # what was said after the date is no part of the title
    why, *others = dict.fromkeys(i for i in (slots.record, *whole.ids) if i) or ("",)
    typed = {
        "title": found.title[:1].upper() + found.title[1:200],
        "why": why,
        "ties": ", ".join(others),
        "trust": named[0] if len(named) == 1 else SHARED if slots.trusts else "",
        "owner": owner,
        "due": slots.due.isoformat() if slots.due else "",
        "theme": slots.theme or found.theme or whole.theme,
        "framework": slots.framework,
    }
    return {k: str(v) for k, v in typed.items() if v}, missed


def new(ctx: Context, values: Values) -> Reply:
    """The form from a button; a review or a risk gives why and trust along."""
    typed = {k: str(values[k]) for k in ("why", "trust", "title", "theme") if values.get(k)}
    return Reply(_form(ctx, typed))


def edit(ctx: Context, values: Values) -> Reply:
    """Back from the read-back to the form."""
    return Reply(_form(ctx, _typed(values)))


def draft(ctx: Context, values: Values) -> Reply:
    """The form's button: what was read back and left as it was is kept; anything else is read back first."""
    typed = {k: v for k, v in forms.bare(values).items() if isinstance(v, str) and v}
    shown = _fields(ctx, typed)
    given = forms.read(shown, values)
    made = _made(ctx, given)
    ask_if_far(ctx, values, "Due", made.due, "Save")
    names = {f.key for f in shown}
    if {k: v for k, v in typed.items() if k in names} == values.get("shown"):
        return _keep(ctx, made)
    said = {**given, "owner": made.owner, "deputy": made.deputy}
    people: dict[str, str] = {made.owner: made.owner_name, made.deputy: made.deputy_name}
    return Reply(cards.read_back(said, people, typed, " and ".join(unknown(ctx.session, made.links))))


def save(ctx: Context, values: Values) -> Reply:
    """`Save` on the read-back."""
    typed = _typed(values)
    return _keep(ctx, _made(ctx, forms.read(_fields(ctx, typed), typed)))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    typed = forms.bare(_typed(values) or values)
    return Reply(_form(ctx, typed, faults=faults, revision=forms.next_revision(values)))


def _typed(values: Values) -> dict[str, Any]:
    found = values.get("typed")
    return dict(found) if isinstance(found, Mapping) else {}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] sealed JSON


def _fields(ctx: Context, typed: Mapping[str, Any]) -> tuple[Field, ...]:
    said = str(typed.get("framework", ""))
    framework = said if said in REQUIREMENTS or said in FRAMEWORKS else ""
    trusts = [t.code for t in ctx.group.trusts_on(ctx.today)]
    return cards.fields(trusts, flow.owners(ctx.session), ctx.today, framework)


def _form(ctx: Context, typed: Mapping[str, Any], **more: Any) -> Card:
    return cards.ask(_fields(ctx, typed), typed, **more)


def _made(ctx: Context, given: Mapping[str, Any]) -> Action:
    """The action as it would be kept. Raises `Invalid` for what is not a promise."""
    owner = flow.named(ctx.session, ctx.member, str(given["owner"]))
    deputy = flow.named(ctx.session, ctx.member, str(given["deputy"]), "Deputy") if given["deputy"] else None
    theme, framework = str(given["theme"] or ""), str(given["framework"] or "")
    ties = Ties(str(given["why"]), ids_typed(str(given["ties"] or "")), theme, (framework,) if framework else ())
    tied = fields_of(ties)
    why = str(tied.pop("why"))
    said = Promise(
        str(given["title"]),
        why,
        str(given["trust"]),
        owner.object_id,
        owner.name,
        given["due"],
        tuple(t.code for t in ctx.group.trusts_on(ctx.today)),
        {
            "deputy": deputy.object_id if deputy and deputy != owner else ObjectId(""),
            "deputy_name": deputy.name if deputy and deputy != owner else "",
            "evidence_required": given["evidence_required"] or "",
            "equity": given["equity"] or "",
            **tied,
        },
    )
    return promise("ACT", said, acting(ctx))


def _keep(ctx: Context, made: Action) -> Reply:
    record = ids.next_id(ctx.session, "ACT", year=ctx.today.year)
    after = kept.add(ctx.session, flow.numbered(made, record))
    brag = flow.colour(ctx.group, after, ctx.today)
    posts = flow.new_owner(after, brag, ctx.member)
    told = f"{after.owner_name} has a card." if posts else ""
    return Reply(notices.saved(after, brag, told), posts=posts)


COMMANDS = (
    Command("new_action", "new action", "write an action down; I read it back before it is saved", new_action, GROUP),
)
SUBMITS = (
    Submit("action.new", new, GROUP, writes=False),
    Submit("action.edit", edit, GROUP, writes=False),
    Submit("action.draft", draft, GROUP, again=again),
    Submit("action.save", save, GROUP, again=again),
)
