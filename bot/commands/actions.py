"""Actions as people look at them: mine, a list, one.

Owns: what each question means and who sees what where. Steps are `bot/flows/action_steps.py`, forms
`bot/commands/action_updates.py`. In the channel no person is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.contracts import Channel, Command, Context, PlaceKind, Post, Reply, Slots, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import by_hand, take
from bot.flows.handing_over import from_words
from bot.flows.late import is_late, late_card
from bot.flows.on_time import asked_for
from bot.flows.ties import IDS
from cards import actions as cards
from cards import forms, my_actions
from cards.actions import Page
from cards.kit import Card
from domain.action_steps import Note
from domain.actions import Status, owns
from domain.brag import Colour
from domain.calendar import as_at, as_long
from domain.people import ANYONE, GROUP, Member
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import absences, members
from storage import actions as kept
from storage.actions import Wanted

COVERED = 4
"""People whose actions are offered to whoever covers them. Source: ours, one row of buttons."""

# ---------------------------------------------------------------- mine


def my_actions_(ctx: Context, _slots: Slots) -> Reply:
    """Up to five of my open actions, each answered in place."""
    return Reply(from_words(ctx) or _mine(ctx, 0, ctx.member))


def mine(ctx: Context, values: Values) -> Reply:
    """Another page of mine, or those of somebody I cover."""
    query: Mapping[str, Any] = values.get("query") or {}
    whose = str(values.get("whose") or query.get("whose", ""))
    return Reply(_mine(ctx, int(values.get("offset", 0)), _whose(ctx, whose)))


def quick(ctx: Context, values: Values) -> Reply:
    """One tap on a row; the card comes back with that row done and the other boxes as they were typed."""
    record = str(values["record"])
    box = my_actions.note(record)
    text = box.read(forms.bare(values).get(box.key)) or ""
    whose = _whose(ctx, str(values.get("whose", "")))
    note = Note(text, trust=str(values.get("trust", "")))
    _, posts = take(by_hand(ctx, record), values, str(values["step"]), note)
    return Reply(_mine(ctx, _page_of(ctx, record, whose), whose, typed=values), posts=posts)


def quick_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """My actions as they are now, with what was typed and what to look at."""
    whose = _whose(ctx, str(values.get("whose", "")))
    return Reply(_mine(ctx, _page_of(ctx, str(values["record"]), whose), whose, typed=values, faults=faults))


def _whose(ctx: Context, whose: str) -> Member:
    """The speaker, or somebody whom they cover today. Raises `NotAllowed` once they cover no more."""
    if not whose or whose == ctx.member.object_id:
        return ctx.member
    person = members.by_object_id(ctx.session, whose)
    if person is None or whose not in absences.covered_by(ctx.session, ctx.member.object_id, ctx.today):
        raise NotAllowed("You do not cover for this person now.", "Say my actions for your own.")
    return person


def _mine(
    ctx: Context,
    offset: int,
    person: Member,
    *,
    typed: Mapping[str, Any] | None = None,
    faults: tuple[Invalid, ...] = (),
) -> Card:
    me = person.object_id
    own = me == ctx.member.object_id
    covered = absences.covered_by(ctx.session, me, ctx.today)[:COVERED] if own else []
    ways = tuple((p, members.name_of(ctx.session, p)) for p in covered)
    trusts = person.led if own else ()
    found = kept.of_owner(ctx.session, me, trusts=trusts, limit=my_actions.ROWS + 1, offset=offset)
    if not found and offset:
        offset = 0
        found = kept.of_owner(ctx.session, me, trusts=trusts, limit=my_actions.ROWS + 1)
    more = len(found) > my_actions.ROWS
    total = _count(ctx, person, trusts) if more or offset else 0
    rows = flow.coloured(ctx.group, found[: my_actions.ROWS], ctx.today)
    page = Page(offset, more, total)
    revision = forms.next_revision(typed) if typed else 0
    return my_actions.mine(
        rows,
        person,
        ctx.today,
        page,
        typed=typed,
        faults=faults,
        revision=revision,
        cover=my_actions.Cover("" if own else me, ways),
    )


def _count(ctx: Context, person: Member, trusts: tuple[str, ...]) -> int:
    lines = [a for a in kept.together(ctx.session, trusts) if not owns(person, a)]
    return kept.owned_count(ctx.session, person.object_id) + len(lines)


def _page_of(ctx: Context, record: str, person: Member) -> int:
    """Where the page with this action begins, so that a press leaves people where they were."""
    trusts = person.led if person.object_id == ctx.member.object_id else ()
    found = [a.id for a in kept.of_owner(ctx.session, person.object_id, trusts=trusts, limit=200)]
    at = found.index(record) if record in found else 0
    return at - at % my_actions.ROWS


# ---------------------------------------------------------------- a list


def actions(ctx: Context, slots: Slots) -> Reply:
    """A list by trust, colour, state, date, theme, framework or words; somebody's own only privately."""
    public = ctx.turn.place.kind != PlaceKind.PERSONAL
    handed = from_words(ctx)
    if handed is not None:
        return _privately(ctx, handed) if public else Reply(handed)
    age = None if slots.owner else asked_for(ctx)
    if age is not None:
        return _privately(ctx, age) if public else Reply(age)
    wanted = _wanted(ctx, slots)
    if not public and is_late(wanted):
        return Reply(_late(ctx, wanted, 0))
    if public and slots.owner:
        return _privately(ctx, _list(ctx, wanted, 0, public=False))
    return Reply(_list(ctx, wanted, 0, public=public))


def _privately(ctx: Context, card: Card) -> Reply:
    """For what names a person: the channel reads only that there was an answer."""
    post = Post("notice", f"actions/{ctx.turn.id}", card, to_person=ctx.member.object_id)
    return Reply(text="I have replied to you privately.", posts=(post,))


def page(ctx: Context, values: Values) -> Reply:
    """Another page of a list."""
    return Reply(_list(ctx, _wanted_again(values["query"]), int(values.get("offset", 0)), public=False))


def late(ctx: Context, values: Values) -> Reply:
    """Another page of what is late."""
    return Reply(_late(ctx, _wanted_again(values["query"]), int(values.get("offset", 0))))


def _late(ctx: Context, wanted: Wanted, offset: int) -> Card:
    owner = members.name_of(ctx.session, wanted.owner) if wanted.owner else ""
    about = ", ".join(p for p in (*wanted.trusts, owner) if p)
    return late_card(ctx, wanted, offset, about, _query(wanted))


def _list(ctx: Context, wanted: Wanted, offset: int, *, public: bool) -> Card:
    found = kept.search(
        ctx.session,
        wanted,
        ctx.today,
        on_time_days=ctx.group.on_time_days,
        limit=cards.PAGE + 1,
        offset=offset,
    )
    rows = flow.coloured(ctx.group, found[: cards.PAGE], ctx.today)
    shown = Page(offset, len(found) > cards.PAGE)
    name = members.name_of(ctx.session, wanted.owner) if wanted.owner else ""
    title = _title(wanted, name)
    return cards.listing(title, rows, shown, as_at(ctx.now), _query(wanted), public=public)


COLOURS: Mapping[str, Colour] = {
    "overdue": Colour.RED,
    "late": Colour.RED,
    "red": Colour.RED,
    "amber": Colour.AMBER,
    "at risk": Colour.AMBER,
    "green": Colour.GREEN,
    "on track": Colour.GREEN,
    "blue": Colour.BLUE,
    "assured": Colour.BLUE,
}
"""What a status said means for a list. Red is exactly: open and past its date."""
_UNTIED = re.compile(
    r"\borphan(?:s|ed)?\b|\b(?:without|with no) (?:a |any )?(?:why|link|ties?|source)s?\b|\bnot (?:tied|linked)\b"
)
"""How people ask for what is tied to nothing."""
STATES: Mapping[str, Status] = {"open": Status.OPEN, "delivered": Status.DELIVERED}


def _wanted(ctx: Context, slots: Slots) -> Wanted:
    owner = flow.person(ctx.session, ctx.member, slots.owner).object_id if slots.owner else ""
    state = STATES.get(slots.status)
    named = IDS.search(ctx.turn.said)
    link = slots.framework or (f"theme:{slots.theme}" if slots.theme else "") or slots.record
    link = link or (named[0].upper() if named else "")
    return Wanted(
        trusts=slots.trusts,
        owner=owner,
        statuses=(state,) if state else (),
        colour=COLOURS.get(slots.status),
        due_before=slots.due_before or slots.due,
        link=link,
        words=slots.text if not link else "",
        untied=_UNTIED.search(ctx.turn.said.lower()) is not None,
    )


def _query(wanted: Wanted) -> dict[str, Any]:
    said: dict[str, Any] = {
        "trusts": list(wanted.trusts),
        "owner": wanted.owner,
        "statuses": [s.value for s in wanted.statuses],
        "colour": wanted.colour.value if wanted.colour else "",
        "due_before": wanted.due_before.isoformat() if wanted.due_before else "",
        "link": wanted.link,
        "words": wanted.words[:100],
        "untied": wanted.untied,
    }
    return {k: v for k, v in said.items() if v}


def _wanted_again(query: Mapping[str, Any]) -> Wanted:
    return Wanted(
        trusts=tuple(query.get("trusts", ())),
        owner=str(query.get("owner", "")),
        statuses=tuple(Status(s) for s in query.get("statuses", ())),
        colour=Colour(query["colour"]) if "colour" in query else None,
        due_before=date.fromisoformat(query["due_before"]) if "due_before" in query else None,
        link=str(query.get("link", "")),
        words=str(query.get("words", "")),
        untied=bool(query.get("untied")),
    )


def _title(wanted: Wanted, owner: str) -> str:
    """`Actions: red, JPUH, due by 15 January 2027`."""
    colour = "red, past their date" if wanted.colour == Colour.RED else wanted.colour.value if wanted.colour else ""
    parts = [colour, *(s.words for s in wanted.statuses), *wanted.trusts]
    parts.append(f"due by {as_long(wanted.due_before)}" if wanted.due_before else "")
    parts.append(f"owner {owner}" if owner else "")
    parts.append(cards.link_words(wanted.link) if wanted.link else "")
    parts.append(f"with '{wanted.words[:60]}'" if wanted.words else "")
    parts.append("tied to no record, theme or framework" if wanted.untied else "")
    said = ", ".join(p for p in parts if p)
    return f"Actions: {said}" if said else "Open actions"


# ---------------------------------------------------------------- one


def action(ctx: Context, slots: Slots) -> Reply:
    """One action with its history and buttons; without an id the likely ones as buttons."""
    if slots.record:
        return _one(ctx, slots.record, public=ctx.turn.place.kind != PlaceKind.PERSONAL)
    wanted = _wanted(ctx, slots)
    found = kept.search(
        ctx.session, wanted, ctx.today, on_time_days=ctx.group.on_time_days, limit=cards.PAGE
    ) or kept.of_owner(ctx.session, ctx.member.object_id, limit=cards.PAGE)
    return Reply(cards.which("Which action?", flow.coloured(ctx.group, found, ctx.today), "action.open", {}))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a row or a notice."""
    query = values.get("query")
    return _one(ctx, str(values["record"]), query=query, offset=int(values.get("offset", 0)))


def _one(
    ctx: Context,
    record: str,
    *,
    query: Mapping[str, Any] | None = None,
    offset: int = 0,
    faults: tuple[Invalid, ...] = (),
    public: bool = False,
) -> Reply:
    found = flow.found(ctx.session, record)
    may_see = ctx.member.is_any(GROUP) or owns(ctx.member, found)
    if not may_see:
        raise NotFound(f"the action {record}")
    brag = flow.colour(ctx.group, found, ctx.today)
    said = cards.faults_first(faults)
    when = as_at(ctx.now)
    reader = by_hand(ctx, found.id).member
    before = cards.first(said, flow.waits(ctx.session, found) if not public else ())
    return Reply(cards.show(found, brag, reader, when, query=query, offset=offset, public=public, before=before))


COMMANDS = (
    Command("my_actions", "my actions", "your open actions, each answered with one tap", my_actions_, ANYONE),
    Command("actions", "actions", "a list by trust, colour, date, owner or theme", actions, GROUP, Channel.PUBLIC),
    Command("action", "action ACT-26-014", "one action with its history", action, GROUP, Channel.PUBLIC),
)
SUBMITS = (
    Submit("action.mine", mine, ANYONE, writes=False),
    Submit("action.quick", quick, ANYONE, again=quick_again),
    Submit("action.list", page, GROUP, writes=False),
    Submit("action.late", late, GROUP, writes=False),
    Submit("action.open", open_, ANYONE, writes=False),
)
