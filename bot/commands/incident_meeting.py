"""The monthly incident meeting on one card, and its deep dives.

Owns: which month is meant, what is counted on the card, who plans a deep dive. Never a case: counts and learning only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import themes as flow
from bot.flows.given import current
from bot.flows.measures import trusts_of
from cards import forms
from cards import incident_meeting as cards
from cards.forms import Field
from domain.actions import Status as ActionStatus
from domain.calendar import as_at
from domain.catalogue import THEMES
from domain.deep_dives import AHEAD, DeepDive, Stage, done, dropped, turn
from domain.people import GROUP, OFFICE
from domain.questions import NARRATIVE, Kind
from domain.refusals import Invalid, NotFound
from domain.returns import Entry, SectionKey
from domain.rhythm import period_of, previous, shift
from domain.triangulation import name_of
from storage import actions, deep_dives, members
from storage import themes as kept
from storage.themes import Sent

RESPONSES = "responses"
COUNTED = tuple(q for q in NARRATIVE[SectionKey.INCIDENTS] if q.kind == Kind.COUNT or q.key == RESPONSES)
"""Counts, and how many learning responses of each kind were begun, as the trust said it."""
NOT_RECEIVED = "not received"
LAST = 2
"""Deep dives done whose result is shown. Source: domain guide 10, "last deep dive's result", and the one before."""
OPEN_ACTIONS = 5


def show(ctx: Context, values: Values) -> Reply:  # noqa: ARG001 every button's function has both
    """The latest month reported on: counts, what was learned, themes, whose turn a deep dive is."""
    month = kept.latest_month(ctx.session) or previous(period_of(ctx.today))
    sent = {s.trust: s for s in kept.sent(ctx.session, month, month)}
    trusts = trusts_of(ctx.session, ctx.group)
    dives = deep_dives.since(ctx.session, previous(period_of(ctx.today), flow.ROTA_BACK))
    ended = [d for d in reversed(dives) if d.stage == Stage.DONE][:LAST]
    told = cards.Told(
        month,
        trusts,
        [(q.label, *(_said(sent.get(t), q.key) for t in trusts)) for q in COUNTED],
        [(t, story) for t in trusts if t in sent and (story := _story(sent[t]))],
        _themes(sent),
        flow.turns(ctx.session, ctx.group, ctx.today),
        ended,
        _actions(ctx, dives),
        office=ctx.member.is_any(OFFICE),
        as_at=as_at(ctx.now),
    )
    return Reply(cards.show(told))


def said(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 every command has both
    """The same, by words."""
    return show(ctx, {})


def _said(ret: Sent | None, key: str) -> str:
    section = ret.sections.get(SectionKey.INCIDENTS) if ret else None
    if section is None:
        return NOT_RECEIVED
    if section.entry == Entry.NIL:
        return "nil"
    value = section.values.get(key)
    return "not given" if value in {None, ""} else str(value)


def _story(ret: Sent) -> str:
    return str(ret.sections[SectionKey.INCIDENTS].values.get("story") or "")


def _themes(sent: Mapping[str, Sent]) -> list[str]:
    found: dict[str, list[str]] = {}
    for trust, ret in sent.items():
        for theme in str(ret.sections[SectionKey.INCIDENTS].values.get("themes") or "").split(","):
            if theme:
                found.setdefault(theme, []).append(trust)
    return [f"{name_of(theme)}: {', '.join(trusts)}" for theme, trusts in found.items()]


def _actions(ctx: Context, dives: tuple[DeepDive, ...]) -> list[str]:
    """Open actions that came of a deep dive."""
    tied = [a for d in reversed(dives) for a in actions.of_record(ctx.session, d.id, limit=OPEN_ACTIONS)]
    live = [a for a in tied if not a.closed][:OPEN_ACTIONS]
    return [f"{a.id}: {a.title}, {ActionStatus(a.status).words} ({a.trust})" for a in live]


# ---------------------------------------------------------------- deep dives


def new(ctx: Context, values: Values) -> Reply:
    """The form, with the theme looked at and the trust whose turn it is."""
    slots = flow.turns(ctx.session, ctx.group, ctx.today)
    free = next((s for s in slots if s.dive is None), None)
    given = {"theme": str(values.get("theme", ""))}
    given |= {"trust": free.trust, "month": free.month} if free else {}
    return Reply(cards.plan_dive(_fields(ctx), given, _turn(ctx)))


def propose(ctx: Context, values: Values) -> Reply:
    """Somebody proposes a deep dive; the office and the chairs hear of it once a month from each."""
    theme = str(values["theme"])
    if theme not in THEMES:
        raise NotFound("that theme")
    card = cards.proposed(theme, ctx.member.name)
    key = f"dive/{theme}/{period_of(ctx.today)}/{ctx.member.object_id}"
    people = (*members.coordinators(ctx.session), *members.chairs(ctx.session))
    posts = tuple(
        Post("notice", f"{key}/{m.object_id}", card, to_person=m.object_id)
        for m in {m.object_id: m for m in people}.values()
    )
    return Reply(cards.thanked(theme), posts=posts)


def _fields(ctx: Context) -> tuple[Field, ...]:
    year_months = (shift(period_of(ctx.today), n) for n in range(AHEAD + 1))
    return cards.dive_fields(trusts_of(ctx.session, ctx.group), [f"{y}-{m:02d}" for y, m in year_months])


def _turn(ctx: Context) -> str:
    dives = deep_dives.since(ctx.session, previous(period_of(ctx.today), flow.ROTA_BACK))
    return turn(trusts_of(ctx.session, ctx.group), dives)


def save(ctx: Context, values: Values) -> Reply:
    """Keep a deep dive."""
    given = forms.read(_fields(ctx), values)
    fresh = DeepDive(
        deep_dives.new_id(ctx.session, ctx.today.year),
        given["theme"],
        given["trust"],
        given["month"],
        by=ctx.member.object_id,
        by_name=ctx.member.name,
    )
    return Reply(cards.dive(deep_dives.add(ctx.session, fresh), {}, note="Kept. It stands in the rota."))


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    typed, revision = forms.bare(values), forms.next_revision(values)
    return Reply(cards.plan_dive(_fields(ctx), typed, _turn(ctx), faults=faults, revision=revision))


def open_(ctx: Context, values: Values) -> Reply:
    """The form that closes one."""
    return Reply(_one(_dive(ctx, values), {}))


def _one(found: DeepDive, typed: Mapping[str, Any], faults: tuple[Invalid, ...] = (), revision: int = 0) -> cards.Card:
    ended = f"It is {found.stage.value}." if found.stage != Stage.PLANNED else ""
    return cards.dive(found, typed, faults=faults, revision=revision, note=ended)


def end(ctx: Context, values: Values) -> Reply:
    """Keep how it ended."""
    found = _dive(ctx, values)
    current(ctx, found, values)
    said = str(forms.read(cards.END, values)["result"])
    how = str(values["how"])
    after = done(found, said) if how == "done" else dropped(found, said)
    return Reply(_one(deep_dives.change(ctx.session, after, f"deep dive {how}"), {}))


def end_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what to look at."""
    return Reply(_one(_dive(ctx, values), forms.bare(values), faults, forms.next_revision(values)))


def _dive(ctx: Context, values: Values) -> DeepDive:
    found = deep_dives.get(ctx.session, str(values["record"]))
    if found is None:
        raise NotFound("that deep dive")
    return found


COMMANDS = (
    Command("incident_meeting", "incident meeting", "last month: counts, learning, themes, deep dives", said, GROUP),
)
SUBMITS = (
    Submit("meeting.show", show, GROUP, writes=False),
    Submit("dive.propose", propose, GROUP),
    Submit("dive.new", new, OFFICE, writes=False),
    Submit("dive.save", save, OFFICE, again=save_again),
    Submit("dive.open", open_, OFFICE, writes=False),
    Submit("dive.end", end, OFFICE, again=end_again),
)
