"""Ideas tried in small steps, reached from the list of what is shared: new, tried, judged.

Owns: who may do what and what follows each press. Rules: `domain/ideas.py`.
"""

from __future__ import annotations

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows.given import current
from cards import forms
from cards import ideas as cards
from cards.forms import Field
from domain.ideas import SHARED, Idea, Stage, judged, tried, updates
from domain.people import GROUP, OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import ideas as kept

Faults = tuple[Invalid, ...]


def listed(ctx: Context, values: Values) -> Reply:
    """A page of ideas."""
    offset = int(values["offset"])
    found = kept.listed(ctx.session, limit=cards.PAGE + 1, offset=offset)
    return Reply(cards.listed(found[: cards.PAGE], offset, more=len(found) > cards.PAGE))


def said(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 every command has both
    """The first page, by words."""
    return listed(ctx, {"offset": 0})


def new(ctx: Context, values: Values) -> Reply:  # noqa: ARG001 every button's function has both
    """The form, with the member's own trust."""
    own = ctx.member.trusts
    return Reply(cards.ask(_fields(ctx), {"trust": own[0]} if len(own) == 1 else {}))


def _fields(ctx: Context) -> tuple[Field, ...]:
    own = [str(t) for t in ctx.member.trusts] if not ctx.member.is_any(OFFICE) else []
    return cards.fields((*(own or [t.code for t in ctx.group.trusts_on(ctx.today)]), SHARED))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a new idea."""
    given = forms.read(_fields(ctx), values)
    fresh = Idea(
        kept.new_id(ctx.session, ctx.today.year),
        given["title"],
        given["text"],
        given["trust"],
        given["theme"] or "",
        by=ctx.member.object_id,
        by_name=ctx.member.name,
        made_on=ctx.today,
    )
    return _shown(ctx, kept.add(ctx.session, fresh), "Kept. Say here when you try it.")


def save_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The form with what was typed and what to look at."""
    revision = forms.next_revision(values)
    return Reply(cards.ask(_fields(ctx), forms.bare(values), faults=faults, revision=revision))


def open_(ctx: Context, values: Values) -> Reply:
    """One idea, from a button."""
    return _shown(ctx, _idea(ctx, values))


def _shown(ctx: Context, idea: Idea, note: str = "") -> Reply:
    return Reply(cards.show(idea, may=updates(ctx.member, idea), note=note))


def _idea(ctx: Context, values: Values) -> Idea:
    idea = kept.get(ctx.session, str(values["record"]))
    if idea is None:
        raise NotFound("that idea")
    return idea


def _mine(ctx: Context, values: Values) -> Idea:
    idea = _idea(ctx, values)
    if not updates(ctx.member, idea):
        raise NotAllowed(f"How {idea.id} goes is said by who wrote it, its trust's lead or the office.")
    current(ctx, idea, values)
    return idea


def try_(ctx: Context, values: Values) -> Reply:
    """Keep that it is tried."""
    idea = _mine(ctx, values)
    after = tried(idea, str(forms.read(cards.TRY, values)["plan"]), ctx.today)
    return _shown(ctx, kept.change(ctx.session, after, "try idea"), "Kept.")


def judge(ctx: Context, values: Values) -> Reply:
    """Keep what came of it and what follows."""
    idea = _mine(ctx, values)
    given = forms.read(cards.JUDGE, values)
    after = judged(idea, Stage(given["verdict"]), given["result"], ctx.today)
    return _shown(ctx, kept.change(ctx.session, after, "judge idea"), "Thank you. Others can learn from it.")


def again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The idea as it stands, with what was typed and what to look at."""
    idea = _idea(ctx, values)
    typed, revision = forms.bare(values), forms.next_revision(values)
    return Reply(cards.show(idea, may=updates(ctx.member, idea), typed=typed, faults=faults, revision=revision))


COMMANDS = (Command("ideas", "ideas", "what is tried in small steps: idea, test, result, adopted or not", said, GROUP),)
SUBMITS = (
    Submit("idea.list", listed, GROUP, writes=False),
    Submit("idea.new", new, GROUP, writes=False),
    Submit("idea.save", save, GROUP, again=save_again),
    Submit("idea.open", open_, GROUP, writes=False),
    Submit("idea.try", try_, GROUP, again=again),
    Submit("idea.judge", judge, GROUP, again=again),
)
