"""Equity: what is examined by ethnicity, deprivation and age and what is not; adding figures; the version for outside.

Owns: who may add for which trust and who may take a table outside. Rules: `domain/equity.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import equity as flow
from bot.flows.given import current
from bot.flows.measures import trusts_of
from cards import equity as cards
from cards import forms
from cards.forms import Field
from domain.calendar import as_at
from domain.catalogue import MEASURES
from domain.equity import Cut, checked, dimensions_of, withdrawn
from domain.people import GROUP, OFFICE, Role
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.rhythm import period_of, previous
from storage import equity as kept

ADDS = OFFICE | {Role.TRUST_LEAD}
BACK = 12
"""Months offered as the last of twelve. Source: ours, a year."""
Faults = tuple[Invalid, ...]


def show(ctx: Context, values: Values) -> Reply:
    """Measure by dimension by trust."""
    found = flow.look(ctx.session, ctx.group, ctx.today)
    offset = int(values.get("offset") or 0)
    checks = flow.checks(ctx.session, ctx.today)
    adds = ctx.member.is_any(ADDS)
    return Reply(cards.overview(found, offset, checks=checks, adds=adds, as_at=as_at(ctx.now)))


def said(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 every command has both
    """The same, by words."""
    return show(ctx, {})


def open_(ctx: Context, values: Values) -> Reply:
    """One cut."""
    return _shown(ctx, _cut(ctx, values))


def _shown(ctx: Context, cut: Cut, note: str = "") -> Reply:
    office = ctx.member.is_any(OFFICE)
    return Reply(cards.show(cut, may=_may(ctx, cut.trust), office=office, note=note, as_at=as_at(ctx.now)))


def outside(ctx: Context, values: Values) -> Reply:
    """The version for readers outside the group; what was shown is kept, so that the next cannot be subtracted."""
    cut = _cut(ctx, values)
    if cut.withdrawn:
        raise NotAllowed(f"{cut.id} was taken out.")
    current(ctx, cut, values)
    return Reply(cards.outside(cut, flow.outside(ctx.session, cut, ctx.today), as_at(ctx.now)))


def choose(ctx: Context, values: Values) -> Reply:  # noqa: ARG001 every button's function has both
    """The first step of adding."""
    trusts = _trusts(ctx)
    given = {"last": previous(period_of(ctx.today)), **({"trust": trusts[0]} if len(trusts) == 1 else {})}
    return Reply(cards.choose(_choose_fields(ctx), given))


def form(ctx: Context, values: Values) -> Reply:
    """The second step: the numbers."""
    return Reply(cards.form(_chosen(forms.read(_choose_fields(ctx), values)), {}))


def choose_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The first step with what was typed and what to look at."""
    revision = forms.next_revision(values)
    return Reply(cards.choose(_choose_fields(ctx), forms.bare(values), faults=faults, revision=revision))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a cut."""
    chosen = _carried(values)
    if not _may(ctx, chosen["trust"]):
        raise NotAllowed(f"Figures of {chosen['trust']} are given by its leads or the office.")
    given = forms.read(cards.cell_fields(chosen["dimension"]), values)
    fresh = Cut(
        "",
        chosen["measure"],
        chosen["trust"],
        chosen["dimension"],
        chosen["last"],
        cards.cells_of(chosen["dimension"], given),
        given["note"] or "",
        ctx.member.object_id,
        ctx.member.name,
    )
    made = replace(checked(fresh, ctx.today), id=kept.new_id(ctx.session, ctx.today.year))
    return _shown(ctx, kept.add(ctx.session, made), "Kept.")


def save_again(ctx: Context, values: Values, faults: Faults) -> Reply:  # noqa: ARG001 every form's function has all three
    """The numbers again, with what to look at."""
    revision = forms.next_revision(values)
    return Reply(cards.form(_carried(values), forms.bare(values), faults=faults, revision=revision))


def withdraw(ctx: Context, values: Values) -> Reply:
    """Asks why it is taken out."""
    return Reply(cards.withdraw(_mine(ctx, values), {}))


def take_out(ctx: Context, values: Values) -> Reply:
    """The cut, not shown any more."""
    cut = _mine(ctx, values)
    current(ctx, cut, values)
    why = str(forms.read(cards.WITHDRAW, values)["why"])
    return _shown(ctx, kept.change(ctx.session, withdrawn(cut, why), "take out equity figures"))


def take_out_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The reason asked again."""
    revision = forms.next_revision(values)
    return Reply(cards.withdraw(_mine(ctx, values), forms.bare(values), faults=faults, revision=revision))


def _cut(ctx: Context, values: Values) -> Cut:
    found = kept.get(ctx.session, str(values["record"]))
    if found is None:
        raise NotFound("those figures")
    return found


def _mine(ctx: Context, values: Values) -> Cut:
    cut = _cut(ctx, values)
    if not _may(ctx, cut.trust):
        raise NotAllowed(f"{cut.id} is taken out by the leads of {cut.trust} or the office.")
    return cut


def _may(ctx: Context, trust: str) -> bool:
    return ctx.member.is_any(OFFICE) or ctx.member.leads(trust)


def _trusts(ctx: Context) -> tuple[str, ...]:
    return tuple(t for t in trusts_of(ctx.session, ctx.group) if _may(ctx, t))


def _choose_fields(ctx: Context) -> tuple[Field, ...]:
    measures = [m.key for m in flow.measures(ctx.session, ctx.group)]
    return cards.choose_fields(measures, _trusts(ctx), [previous(period_of(ctx.today), n) for n in range(BACK)])


def _chosen(given: Mapping[str, Any]) -> dict[str, str]:
    measure = MEASURES[str(given["measure"])]
    if given["dimension"] not in {d.key for d in dimensions_of(measure)}:
        raise Invalid("By", f"{measure.name} is not looked at this way; the catalogue names its own.")
    return {k: str(given[k]) for k in ("measure", "trust", "dimension", "last")}


def _carried(values: Values) -> dict[str, str]:
    return {k: str(values[k]) for k in ("measure", "trust", "dimension", "last")}


COMMANDS = (Command("equity", "equity", "measures by ethnicity and deprivation; what is not examined", said, GROUP),)
SUBMITS = (
    Submit("equity.show", show, GROUP, writes=False),
    Submit("equity.open", open_, GROUP, writes=False),
    Submit("equity.outside", outside, OFFICE),
    Submit("equity.choose", choose, ADDS, writes=False),
    Submit("equity.form", form, ADDS, writes=False, again=choose_again),
    Submit("equity.save", save, ADDS, again=save_again),
    Submit("equity.withdraw", withdraw, ADDS, writes=False),
    Submit("equity.take_out", take_out, ADDS, again=take_out_again),
)
"""Reached from `themes`, too."""
