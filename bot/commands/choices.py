"""What else a group may choose, changed by chat: names, reminders and their rungs, bands and tolerance, quorum.

Owns: which of the group's data each form changes. Must not: check what a value means (reading the group does).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import group_data
from cards import choices as cards
from cards import forms
from domain.group import DEFAULT_TOLERANCE
from domain.group_lines import bands_of, rungs_of
from domain.people import OFFICE
from domain.refusals import Invalid
from storage import groups as kept


def menu(ctx: Context, _values: Values) -> Reply:
    """The matters there are."""
    return Reply(cards.menu(ctx.group))


def open_(ctx: Context, values: Values) -> Reply:
    """One of them, to be changed."""
    return Reply(cards.form(ctx.group, str(values["page"]), group_data.version(ctx), {}))


def save(ctx: Context, values: Values) -> Reply:
    """Keep what is different now; nothing at all when one value cannot be used."""
    group_data.same(ctx, values)
    key = str(values["page"])
    page = cards.PAGES[key]
    given = forms.read(page.fields, values)
    before = forms.read(page.fields, dict(cards.stands(ctx.group, key)))
    different = {name: value for name, value in given.items() if value != before[name]}
    if different:
        rows = kept.config_of(ctx.session)
        changes = {
            (page.table_of(name), name): value for name, value in _as_data(different, given, key, rows, page).items()
        }
        kept.change_all(ctx.session, changes, "change settings")
    return Reply(cards.saved([f.label for f in page.fields if f.key in different]), refresh=bool(different))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    revision = forms.next_revision(values)
    typed = forms.bare(values)
    return Reply(cards.form(ctx.group, str(values["page"]), group_data.version(ctx), typed, faults, revision))


def _as_data(
    different: Mapping[str, Any], given: Mapping[str, Any], key: str, rows: Mapping[str, Any], page: cards.Page
) -> dict[str, Any]:
    """What was typed as the group file would say it."""
    label = {f.key: f.label for f in page.fields}
    if key in {"rungs", "clocks"}:
        stand = rows.get("reminders", {})
        return {name: rungs_of(text, label[name], stand.get(name, ())) for name, text in different.items()}
    if key == "risks":
        made: dict[str, Any] = {}
        if "bands" in different:
            made["bands"] = bands_of(different["bands"], label["bands"])
        if set(different) - {"bands"}:
            stand = rows.get("risks", {}).get("tolerance", {})
            made["tolerance"] = {**stand, **{word: given[word] for word in DEFAULT_TOLERANCE}}
        return made
    return {name: _number(value) if name == "trusts" else value for name, value in different.items()}


def _number(value: str) -> int | str:
    return int(value) if value.isdecimal() else value.lower()


SUBMITS = (
    Submit("choices.list", menu, OFFICE, writes=False),
    Submit("choices.open", open_, OFFICE, writes=False),
    Submit("choices.save", save, OFFICE, again=again),
)
