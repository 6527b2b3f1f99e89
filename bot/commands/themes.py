"""`themes`: what several sources say together, in the private chat in full, in the channel as a safe table.

Owns: who sees which of the two, and proposing a shared risk from a pattern. Entries by hand: `theme_entries.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Channel, Command, Context, PlaceKind, Post, Reply, Slots, Submit, Values
from bot.flows import risks as risk_flow
from bot.flows import themes as flow
from cards import risk_forms
from cards import themes as cards
from cards.kit import Card
from cards.themes import Overview
from domain.calendar import as_at, as_long
from domain.catalogue import THEMES
from domain.people import CHAIRS, GROUP, OFFICE
from domain.refusals import Invalid, NotFound
from domain.risks import ALL
from domain.theme_notes import ThemeNote
from domain.triangulation import grid, name_of, several
from storage import theme_notes

SINGLE = 3
"""Risks of single trusts named with a pattern. Source: ours, a line."""


def themes(ctx: Context, slots: Slots) -> Reply:
    """All themes, or the one named; in a channel the last whole quarter without small numbers."""
    if slots.period[:7] > f"{ctx.today:%Y-%m}":
        raise Invalid("Period", "that is still to come.")
    if ctx.turn.place.kind == PlaceKind.PERSONAL:
        return Reply(_private(ctx, slots))
    quarter = None if slots.theme else flow.quarter(ctx.session, slots.period, ctx.today)
    if quarter is None and (slots.period or slots.theme):
        post = Post("notice", f"themes/{ctx.turn.id}", _private(ctx, slots), to_person=ctx.member.object_id)
        return Reply(text="I have replied to you privately.", posts=(post,))
    if quarter is None:
        return Reply(cards.none_public())
    shown = flow.published(ctx.session, ctx.group, *quarter, ctx.today)
    return Reply(cards.public(shown.table, several(shown.table), *quarter, as_long(shown.on)))


def _private(ctx: Context, slots: Slots) -> Card:
    if slots.theme:
        return _one(ctx, slots.theme, slots.period)
    return cards.overview(_overview(ctx, _look(ctx, slots.period), 0))


def more(ctx: Context, values: Values) -> Reply:
    """The same months again, further patterns first."""
    return Reply(cards.overview(_overview(ctx, _look(ctx, str(values["period"])), int(values["offset"]))))


def table(ctx: Context, values: Values) -> Reply:
    """The grid alone, page by page."""
    return Reply(cards.whole(_overview(ctx, _look(ctx, str(values["period"])), int(values["offset"]))))


def _look(ctx: Context, period: str) -> flow.Look:
    return flow.look(
        ctx.session, ctx.group, *flow.months_meant(ctx.session, period, ctx.today, ctx.group.escalation.theme_months)
    )


def _overview(ctx: Context, look: flow.Look, offset: int) -> Overview:
    about = {p.theme: flow.registered(ctx.session, p.theme) for p in look.patterns}
    return Overview(
        look.first,
        look.last,
        look.columns,
        grid(look.entries),
        look.patterns,
        {theme: [record for record, trust in found if trust == ALL] for theme, found in about.items()},
        {theme: [pair for pair in found if pair[1] != ALL][:SINGLE] for theme, found in about.items()},
        {p.theme: flow.learned(ctx.session, p.theme) for p in look.patterns},
        look.disagreements,
        flow.covered(ctx.session, ctx.group, ctx.today),
        look.quiet,
        look.received,
        ctx.group.escalation.pattern.words,
        office=ctx.member.is_any(OFFICE),
        as_at=as_at(ctx.now),
        today=ctx.today,
        offset=offset,
        chairs=ctx.member.is_any(CHAIRS),
    )


def open_(ctx: Context, values: Values) -> Reply:
    """One theme, from a button."""
    return Reply(_one(ctx, str(values["theme"]), str(values["period"])))


def _one(ctx: Context, theme: str, period: str) -> Card:
    if theme not in THEMES:
        raise NotFound(f"the theme {theme}")
    look = _look(ctx, period)
    told = _overview(ctx, look, 0)
    entries = [e for e in look.entries if e.theme == theme]
    entries.sort(key=lambda e: (e.month, e.trust, e.record), reverse=True)
    by_hand = theme_notes.within(ctx.session, look.first, look.last)
    notes = {n.id: n if _reads(ctx, n) else replace(n, text="") for n in by_hand}
    covered = next((c for c in told.covered if c.theme == theme), None)
    return cards.one(theme, entries, notes, flow.answers(ctx.session, theme), covered, told)


def _reads(ctx: Context, note: ThemeNote) -> bool:
    """Whether the member reads the words of an entry: the office, the trust it is about, and who wrote it."""
    own = note.by == ctx.member.object_id or note.trust in ctx.member.trusts or note.trust == ALL
    return own or ctx.member.is_any(OFFICE)


def propose(ctx: Context, values: Values) -> Reply:
    """The form of a shared risk, filled from a pattern; nothing is kept yet."""
    theme = str(values["theme"])
    found = next((p for p in _look(ctx, str(values["period"])).patterns if p.theme == theme), None)
    cause = f"{found.words} {cards.rests_on(found.ids)}" if found else name_of(theme)
    given: dict[str, Any] = {
        "title": f"{name_of(theme)}: seen in several places",
        "trust": ALL,
        "theme": theme,
        "cause": cause[:400],
        "owner": ctx.member.object_id,
        "appetite": ctx.group.appetite,
    }
    fields = risk_forms.new_fields(risk_flow.choices(ctx), ctx.group)
    note = "Filled from the pattern. Please put the cause into your own words, then say what may happen."
    return Reply(risk_forms.new(fields, given, ask=note))


COMMANDS = (
    Command(
        "themes",
        "themes",
        "themes by trust and source, patterns across trusts, learning events",
        themes,
        GROUP,
        channel=Channel.PUBLIC,
    ),
)
SUBMITS = (
    Submit("theme.list", more, GROUP, writes=False),
    Submit("theme.table", table, GROUP, writes=False),
    Submit("theme.open", open_, GROUP, writes=False),
    Submit("theme.risk", propose, GROUP, writes=False),
)
