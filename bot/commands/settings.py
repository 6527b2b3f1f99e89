"""The group as data, changed by chat: trusts, calendar, choices.

Owns: which values a form may change. Must not: check what a value means (reading the group does).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import group_data
from bot.flows.calendars import coming
from cards import forms
from cards import settings as cards
from cards.forms import Field
from domain.people import OFFICE
from domain.refusals import Invalid, NotFound
from storage import groups as kept

AHEAD = 4
"""Rounds shown on the calendar."""
TABLES: Mapping[str, str] = {"appetite": "risks", "post_at_once": "summary", "weekly": "summary", "in_use": "measures"}
"""Where each choice stands in the group's data."""


def trusts(ctx: Context, _slots: Slots) -> Reply:
    """The trusts of the group."""
    return Reply(cards.trusts(ctx.group))


def calendar(ctx: Context, _slots: Slots) -> Reply:
    """When the group meets and what is due when."""
    return Reply(cards.calendar(ctx.group, coming(ctx.group, ctx.today, AHEAD)))


def settings(ctx: Context, _slots: Slots) -> Reply:
    """The group's choices."""
    return Reply(cards.settings(ctx.group))


def open_trust(ctx: Context, values: Values) -> Reply:
    """The trust that was chosen."""
    code = str(forms.bare(values).get("code") or "")
    if not code:
        raise Invalid("Change a trust", "please choose one first.")
    return Reply(cards.trust_form(code, group_data.version(ctx), _trust_as_typed(ctx, code)))


def new_trust(ctx: Context, _values: Values) -> Reply:
    """The empty form."""
    return Reply(cards.trust_form("", group_data.version(ctx), {}))


def save_trust(ctx: Context, values: Values) -> Reply:
    """Keep a trust, new or changed."""
    group_data.same(ctx, values)
    code = str(values["trust"])
    given = forms.read(cards.TRUST if code else cards.NEW_TRUST, values)
    new = not code
    code = code or str(given["code"]).strip().upper()
    if new and ctx.group.trust(code) is not None:
        raise Invalid("Short code", f"{code} is a trust of this group already.")
    aliases = [a.strip().lower() for a in (given["aliases"] or "").split(",") if a.strip()]
    row = {"code": code, "name": given["name"], "ods": given["ods"] or "", "aliases": aliases}
    row |= {key: given[key].isoformat() for key in ("valid_from", "valid_to") if given[key]}
    kept.change(ctx.session, "trusts", code, row, "add trust" if new else "change trust")
    return Reply(cards.saved([code], "trusts"), refresh=True)


def trust_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The trust again, with what was typed."""
    code = str(values["trust"])
    stands = _trust_as_typed(ctx, code) if code else {}
    typed = {**stands, **forms.bare(values)}
    return Reply(cards.trust_form(code, group_data.version(ctx), typed, faults, forms.next_revision(values)))


def open_calendar(ctx: Context, _values: Values) -> Reply:
    """The rhythm, to be changed."""
    return Reply(cards.calendar_form(ctx.group, group_data.version(ctx), {}))


def save_calendar(ctx: Context, values: Values) -> Reply:
    """Keep a changed rhythm; rounds that are open keep their dates."""
    group_data.same(ctx, values)
    given = forms.read(cards.CALENDAR, values)
    given["meeting_week"] = int(given["meeting_week"])
    return _changed(ctx, {("calendar", key): value for key, value in given.items()}, cards.CALENDAR, "calendar")


def calendar_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The rhythm again, with what was typed."""
    revision = forms.next_revision(values)
    return Reply(cards.calendar_form(ctx.group, group_data.version(ctx), forms.bare(values), faults, revision))


def open_settings(ctx: Context, _values: Values) -> Reply:
    """The choices, to be changed."""
    return Reply(cards.settings_form(ctx.group, group_data.version(ctx), {}))


def save_settings(ctx: Context, values: Values) -> Reply:
    """Keep changed choices."""
    group_data.same(ctx, values)
    given = forms.read(cards.CHOICES, values)
    given["weekly"] = "" if given["weekly"] in {None, "none"} else given["weekly"]
    given["in_use"] = list(given["in_use"])
    return _changed(ctx, {(TABLES[key], key): value for key, value in given.items()}, cards.CHOICES, "settings")


def settings_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The choices again, with what was typed."""
    revision = forms.next_revision(values)
    return Reply(cards.settings_form(ctx.group, group_data.version(ctx), forms.bare(values), faults, revision))


def _changed(ctx: Context, given: Mapping[tuple[str, str], Any], fields: Sequence[Field], back: str) -> Reply:
    stands = kept.config_of(ctx.session)
    labels = {f.key: f.label for f in fields}
    changed: list[str] = []
    for (table, key), value in given.items():
        before = stands.get(table, {}).get(key)
        if before == value or (before is None and value in ("", [], False)) or str(before)[:5] == value:
            continue
        kept.change(ctx.session, table, key, value, f"change {back}")
        changed.append(labels[key])
    return Reply(cards.saved(changed, back), refresh=bool(changed))


def _trust_as_typed(ctx: Context, code: str) -> dict[str, Any]:
    trust = ctx.group.trust(code)
    if trust is None:
        raise NotFound("that trust")
    day: dict[str, date | None] = {"valid_from": trust.valid_from, "valid_to": trust.valid_to}
    said = {"name": trust.name, "ods": trust.ods, "aliases": ", ".join(trust.aliases)}
    return {**said, **{k: v.isoformat() for k, v in day.items() if v}}


COMMANDS = (
    Command("trusts", "trusts", "the trusts of the group, as data", trusts, OFFICE),
    Command("calendar", "calendar", "when we meet, and what is due when", calendar, OFFICE),
    Command("settings", "settings", "the group's choices: summary, appetite, figures asked", settings, OFFICE),
)
SUBMITS = (
    Submit("trust.open", open_trust, OFFICE, writes=False),
    Submit("trust.new", new_trust, OFFICE, writes=False),
    Submit("trust.save", save_trust, OFFICE, again=trust_again),
    Submit("calendar.open", open_calendar, OFFICE, writes=False),
    Submit("calendar.save", save_calendar, OFFICE, again=calendar_again),
    Submit("settings.open", open_settings, OFFICE, writes=False),
    Submit("settings.save", save_settings, OFFICE, again=settings_again),
)
