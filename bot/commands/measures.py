"""`measures` and `measure`: icons in words for all, a control chart for one; rebases by a named person.

Owns: who may, and which months and trusts were asked for. The words are `domain/measure_words.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows.measures import asked_of, between_of, charts_of, in_use, months_of, trusts_of
from cards import forms
from cards import measure_list as lists
from cards import measures as cards
from domain.calendar import as_at
from domain.catalogue import MEASURES, Measure
from domain.control import ControlChart
from domain.people import GROUP, OFFICE
from domain.rebases import Rebase
from domain.refusals import Invalid, NotFound
from domain.rhythm import month_name
from domain.series import TOGETHER
from storage import observations, rebases, returns


def measures(ctx: Context, slots: Slots) -> Reply:
    """All measures of all trusts, special causes first."""
    return _board(ctx, slots.trusts, 0)


def measure(ctx: Context, slots: Slots) -> Reply:
    """One measure as a control chart; of several trusts, side by side."""
    found = MEASURES.get(slots.measure)
    if found is None:
        return Reply(cards.which(in_use(ctx.session, ctx.group)))
    known = trusts_of(ctx.session, ctx.group)
    named = tuple(t for t in slots.trusts if t in known)
    if slots.trusts and not named:
        raise NotFound(f"the trust {', '.join(slots.trusts)}")
    page = _page(ctx, slots.period)
    if len(named) == 1:
        return Reply(_one(ctx, found, named[0], page))
    chosen = named or known
    whole = set(chosen) == set(known)
    charts = charts_of(ctx.session, [found], chosen, all_together=whole, wanted=asked_of(ctx.group))
    return Reply(cards.several(charts, page, between_of(ctx.session, charts, known)))


def board_page(ctx: Context, values: Values) -> Reply:
    """Another part of the list."""
    trusts, special = tuple(values.get("trusts", ())), bool(values.get("special"))
    return _board(ctx, trusts, int(values["number"]), special=special)


def show(ctx: Context, values: Values) -> Reply:
    """The chart behind a button."""
    return Reply(_one(ctx, *_named(ctx, values), _page(ctx)))


def choose(ctx: Context, values: Values) -> Reply:
    """What was picked: the chart of a measure, of a trust or of all; or the list of one trust."""
    read = forms.read(lists.finder(_page(ctx, all_of=True)), values)
    trusts = (str(read["trust"]),) if read["trust"] else ()
    if read["measure"]:
        return measure(ctx, Slots(measure=str(read["measure"]), trusts=trusts))
    if not trusts:
        raise Invalid("Chart of", "please choose a measure, a trust, or both.")
    return _board(ctx, trusts, 0)


def data(ctx: Context, values: Values) -> Reply:
    """The figures behind a chart."""
    found, trust = _named(ctx, values)
    return Reply(cards.data(_chart(ctx, found, trust), _page(ctx), int(values.get("number", 0))))


def explain(ctx: Context, values: Values) -> Reply:
    """How a chart is read."""
    return Reply(cards.explain(_chart(ctx, *_named(ctx, values)), _page(ctx)))


def rebase_open(ctx: Context, values: Values) -> Reply:
    """The form of a rebase."""
    return Reply(cards.rebase(_chart(ctx, *_named(ctx, values))))


def rebase(ctx: Context, values: Values) -> Reply:
    """Keep a rebase under the name of who presses."""
    found, trust = _named(ctx, values)
    chart = _chart(ctx, found, trust)
    read = forms.read(cards.rebase_fields(chart), values)
    period = str(read["period"])
    if any(r.period == period for r in chart.rebases):
        raise Invalid("First month of the new level", f"{month_name(period)} begins a new level already.")
    made = Rebase(
        id="",
        measure=found.key,
        trust=trust,
        period=period,
        reason=str(read["reason"]),
        by=ctx.member.object_id,
        by_name=ctx.member.name,
        at=ctx.session.now,
    )
    kept = rebases.add(ctx.session, made, year=ctx.today.year)
    return Reply(_one(ctx, found, trust, _page(ctx), cards.note_of(kept)))


def rebase_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    chart = _chart(ctx, *_named(ctx, values))
    return Reply(cards.rebase(chart, forms.bare(values), faults, forms.next_revision(values)))


def rebase_undo(ctx: Context, values: Values) -> Reply:
    """Take a rebase back; the record stays, as taken back."""
    found = rebases.get(ctx.session, str(values["record"]))
    if found is None or not found.active:
        raise NotFound(str(values["record"]))
    records.same(ctx, found.id, found.version, values)
    kept = rebases.change(ctx.session, replace(found, active=False), "take back rebase")
    return Reply(_one(ctx, MEASURES[kept.measure], kept.trust, _page(ctx), cards.note_of(kept)))


def _board(ctx: Context, trusts: tuple[str, ...], number: int, *, special: bool = False) -> Reply:
    page = _page(ctx, all_of=True)
    named = tuple(t for t in trusts if t in page.trusts)
    found = charts_of(ctx.session, page.measures, named or page.trusts, wanted=asked_of(ctx.group))
    look = lists.Look(number, named, special)
    return Reply(lists.board(found, page, _completeness(ctx, page.trusts), look))


def _completeness(ctx: Context, known: tuple[str, ...]) -> str:
    rnd = returns.latest_round(ctx.session)
    if rnd is None:
        return "No round was opened yet."
    have = sum(r.received for r in returns.of_period(ctx.session, rnd.id))
    return f"{have} of {len(known)} trusts received for {rnd.name}."


def _page(ctx: Context, period: str = "", *, all_of: bool = False) -> cards.Page:
    first, _, last = period.partition("/")
    return cards.Page(
        as_at(ctx.now),
        observations.open_periods(ctx.session),
        first[:7],
        (last or first)[:7],
        may_rebase=ctx.member.is_any(OFFICE),
        measures=in_use(ctx.session, ctx.group) if all_of else (),
        trusts=trusts_of(ctx.session, ctx.group) if all_of else (),
    )


def _one(ctx: Context, found: Measure, trust: str, page: cards.Page, *extra: str) -> Any:
    chart = _chart(ctx, found, trust)
    known = trusts_of(ctx.session, ctx.group)
    so_far = months_of(ctx.session, chart, known) if not chart.points else ""
    gaps = between_of(ctx.session, [chart], known).get(trust)
    return cards.show(chart, page, [e for e in (*extra, so_far) if e], gaps)


def _chart(ctx: Context, found: Measure, trust: str) -> ControlChart:
    known = trusts_of(ctx.session, ctx.group)
    if trust != TOGETHER:
        return charts_of(ctx.session, [found], [trust], wanted=asked_of(ctx.group))[0]
    made = charts_of(ctx.session, [found], known, all_together=True, wanted=asked_of(ctx.group))
    if made[-1].trust != TOGETHER:
        raise NotFound(f"{found.name} of all trusts together")
    return made[-1]


def _named(ctx: Context, values: Values) -> tuple[Measure, str]:
    found, trust = MEASURES.get(str(values.get("measure", ""))), str(values.get("trust", ""))
    if found is None or trust not in {*trusts_of(ctx.session, ctx.group), TOGETHER}:
        raise NotFound("that measure")
    return found, trust


COMMANDS = (
    Command("measures", "measures", "all measures with their icons in words, special causes first", measures, GROUP),
    Command(
        "measure", "measure pph JPUH", "one measure as a control chart, with what it says in words", measure, GROUP
    ),
)
SUBMITS = (
    Submit("measure.board", board_page, GROUP, writes=False),
    Submit("measure.show", show, GROUP, writes=False),
    Submit("measure.choose", choose, GROUP, writes=False),
    Submit("measure.data", data, GROUP, writes=False),
    Submit("measure.explain", explain, GROUP, writes=False),
    Submit("measure.rebase_open", rebase_open, OFFICE, writes=False),
    Submit("measure.rebase", rebase, OFFICE, again=rebase_again),
    Submit("measure.rebase_undo", rebase_undo, OFFICE),
)
