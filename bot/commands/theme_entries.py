"""Entries under themes by hand: the form, suggestions, the read-back, keeping, taking out.

Owns: who may speak for which trust. Must not: keep a theme that no person confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows.given import carried, current
from cards import forms
from cards import theme_entries as cards
from cards.forms import Field
from cards.kit import Card
from domain.people import GROUP, OFFICE, Role
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.rhythm import period_of, previous
from domain.theme_notes import SHARED, Source, ThemeNote, checked, suggested, takes_back, withdrawn
from domain.wording import in_words
from storage import theme_notes as kept

MONTHS = 12
"""Months for which an entry may be made, this one first. Source: ours, a year."""


def add(ctx: Context, values: Values) -> Reply:
    """The form; the theme and month looked at are filled in."""
    return Reply(_form(ctx, _asked(ctx, values)))


def _asked(ctx: Context, values: Values) -> dict[str, Any]:
    month = str(values.get("period", "")).partition("/")[2][:7]
    given: dict[str, Any] = {"count": 1, "themes": str(values.get("theme", "")), "month": month or period_of(ctx.today)}
    given |= {k: str(values[k]) for k in ("source", "trust", "text", "about") if values.get(k)}
    own = ctx.member.led
    return given if "trust" in given or len(own) != 1 else {**given, "trust": own[0]}


def draft(ctx: Context, values: Values) -> Reply:
    """`Read it back`: without a theme, those that the words speak of are filled in and asked about first."""
    typed = forms.bare(values)
    given = forms.read(_fields(ctx), values)
    words = suggested(given["text"] or "")
    if not given["themes"] and words:
        return Reply(_form(ctx, {**typed, "themes": ",".join(words)}, words, revision=forms.next_revision(values)))
    note = checked(_note(ctx, given), ctx.today)
    names = {f.key for f in _fields(ctx)}
    kept_words = {k: v for k, v in typed.items() if k in names and v not in (None, "")}
    return Reply(cards.read_back(note, kept_words, [t for t in words if t not in note.themes], in_words(note.text)))


def edit(ctx: Context, values: Values) -> Reply:
    """Back from the read-back to the form."""
    return Reply(_form(ctx, carried(values, "typed")))


def save(ctx: Context, values: Values) -> Reply:
    """Keep what was read back."""
    given = forms.read(_fields(ctx), carried(values, "typed"))
    note = checked(_note(ctx, given, kept.new_id(ctx.session, ctx.today.year)), ctx.today)
    return Reply(cards.saved(kept.add(ctx.session, note)))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    typed = carried(values, "typed") or forms.bare(values)
    return Reply(_form(ctx, typed, faults=faults, revision=forms.next_revision(values)))


def _note(ctx: Context, given: Mapping[str, Any], record: str = "") -> ThemeNote:
    return ThemeNote(
        record,
        given["themes"],
        Source(given["source"]),
        given["trust"],
        given["month"],
        given["count"],
        given["physical"] or "",
        given["psychological"] or "",
        given["grade"] or "",
        given["text"] or "",
        (given["about"] or "").upper(),
        ctx.member.object_id,
        ctx.member.name,
    )


def _fields(ctx: Context) -> tuple[Field, ...]:
    own = ctx.member.led
    lead_only = Role.TRUST_LEAD in ctx.member.roles and not ctx.member.is_any(OFFICE)
    trusts = own if lead_only else [t.code for t in ctx.group.trusts_on(ctx.today)]
    month = period_of(ctx.today)
    return cards.fields((*trusts, SHARED), [previous(month, n) for n in range(MONTHS)])


def _form(ctx: Context, typed: Mapping[str, Any], words: tuple[str, ...] = (), **more: Any) -> Card:
    return cards.ask(_fields(ctx), typed, suggested=words, **more)


# ---------------------------------------------------------------- taking out


def withdraw(ctx: Context, values: Values) -> Reply:
    """Asks why an entry does not count."""
    return Reply(cards.withdraw(_mine(ctx, values), {}))


def take_out(ctx: Context, values: Values) -> Reply:
    """The entry, not counted any more."""
    note = _mine(ctx, values)
    current(ctx, note, values)
    why = str(forms.read(cards.WHY, values)["why"])
    return Reply(cards.taken_out(kept.change(ctx.session, withdrawn(note, why), "withdraw theme entry")))


def take_out_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The reason asked again."""
    note = _mine(ctx, values)
    return Reply(cards.withdraw(note, forms.bare(values), faults=faults, revision=forms.next_revision(values)))


def _mine(ctx: Context, values: Values) -> ThemeNote:
    note = kept.get(ctx.session, str(values["record"]))
    if note is None:
        raise NotFound("that entry")
    if not (takes_back(ctx.member, note) or ctx.member.is_any(OFFICE)):
        raise NotAllowed(f"{note.id} is taken out by who wrote it, its trust's lead or the office.")
    return note


SUBMITS = (
    Submit("theme.add", add, GROUP, writes=False),
    Submit("theme.draft", draft, GROUP, writes=False, again=again),
    Submit("theme.edit", edit, GROUP, writes=False),
    Submit("theme.save", save, GROUP, again=again),
    Submit("theme.withdraw", withdraw, GROUP, writes=False),
    Submit("theme.take_out", take_out, GROUP, again=take_out_again),
)
