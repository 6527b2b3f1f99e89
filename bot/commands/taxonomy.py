"""The list of themes, changed by chat: each change is a new version of the group's data.

Owns: who may change it and what follows. Must not: say what a change may be (`domain/taxonomy.py` does).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import group_data
from cards import forms
from cards import taxonomy as cards
from domain import taxonomy as rules
from domain.definitions import Theme
from domain.people import GROUP, OFFICE
from domain.refusals import Invalid, NotFound
from storage import groups as kept

Faults = tuple[Invalid, ...]


def listed(ctx: Context, values: Values) -> Reply:
    """The list, page by page."""
    return Reply(_list(ctx, ctx.group.themes, int(values.get("offset") or 0)))


def _list(ctx: Context, changes: tuple[Theme, ...], offset: int, note: str = "") -> cards.Card:
    themes = tuple(rules.edition(changes).values())
    return cards.listed(themes, [t.key for t in changes], offset, changes=ctx.member.is_any(OFFICE), note=note)


def new(ctx: Context, values: Values) -> Reply:  # noqa: ARG001 every button's function has both
    """The empty form."""
    return Reply(cards.form("", group_data.version(ctx), {}))


def edit(ctx: Context, values: Values) -> Reply:
    """The theme that was chosen."""
    key = str(forms.bare(values).get("theme") or "")
    if not key:
        raise Invalid("Change a theme", "please choose one first.")
    return Reply(cards.form(key, group_data.version(ctx), cards.typed(_theme(ctx, key))))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a theme, new or changed."""
    group_data.same(ctx, values)
    key = str(values.get("theme") or "")
    given = forms.read((*cards.FIELDS, cards.USE) if key else cards.FIELDS, values)
    subs, aliases = cards.words_of(given["sub_themes"]), cards.words_of((given["aliases"] or "").lower())
    if key:
        fresh = replace(
            _theme(ctx, key), name=given["name"], sub_themes=subs, aliases=aliases, retired=given["in_use"] == "no"
        )
        made = rules.changed(fresh, ctx.group.themes, group_data.version(ctx) + 1)
    else:
        made = rules.added(given["name"], ctx.group.themes, subs, aliases)
    row: dict[str, Any] = {"key": made.key, "name": made.name, "sub_themes": list(subs), "aliases": list(aliases)}
    row |= {"retired": made.retired, **({"retired_in": made.retired_in} if made.retired else {})}
    group = kept.change(ctx.session, "themes", made.key, row, "change theme" if key else "add theme")
    return Reply(_list(ctx, group.themes, 0, f"{made.name} is kept."), refresh=True)


def save_again(ctx: Context, values: Values, faults: Faults) -> Reply:  # noqa: ARG001 every form's function has all three
    """The form again, with what was typed."""
    key, version = str(values.get("theme") or ""), int(values["version"])
    typed = {k: v for k, v in forms.bare(values).items() if k in {f.key for f in (*cards.FIELDS, cards.USE)}}
    return Reply(cards.form(key, version, typed, faults=faults, revision=forms.next_revision(values)))


def _theme(ctx: Context, key: str) -> Theme:
    found = rules.edition(ctx.group.themes).get(key)
    if found is None:
        raise NotFound("that theme")
    return found


SUBMITS = (
    Submit("taxonomy.list", listed, GROUP, writes=False),
    Submit("taxonomy.new", new, OFFICE, writes=False),
    Submit("taxonomy.edit", edit, OFFICE, writes=False),
    Submit("taxonomy.save", save, OFFICE, again=save_again),
)
"""Reached from the list of all themes."""
