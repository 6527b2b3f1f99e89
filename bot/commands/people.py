"""Help and who am I: what this person can do here now.

Owns: which examples are true for whom at this moment. Must not: offer what would be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.catalogue import collect
from bot.contracts import Channel, Command, Context, Reply, Slots
from bot.flows.leave import away_words
from cards import people as cards
from domain import ladders
from domain.calendar import as_long
from domain.people import ANYONE, CHAIRS, OFFICE, Role
from domain.returns import Assurance
from domain.rounds import Round
from storage import absences, actions, members, outbox, returns
from storage.reminders import COUNTED

LEADS = frozenset({Role.TRUST_LEAD})
EXAMPLES, BUTTONS = 5, 4
WEEK = timedelta(days=7)


def help_(ctx: Context, _slots: Slots) -> Reply:
    """Five examples true for this person now, and buttons for the commonest."""
    commands = collect().commands
    able = [(say, name) for say, name in _fitting(ctx) if ctx.member.is_any(commands[name].roles)]
    told = list(dict.fromkeys((say, commands[name].does) for say, name in able))[:EXAMPLES]
    short = dict.fromkeys(commands[name].say for _, name in able if commands[name].say.islower())
    return Reply(cards.help_card(ctx.member, told, list(short)[:BUTTONS]))


def _fitting(ctx: Context) -> Iterator[tuple[str, str]]:
    """What fits this person and this day, the likeliest first: what to say, and the command it is."""
    latest = returns.latest_round(ctx.session)
    yield from _of_round(ctx, latest)
    if ctx.member.is_any(CHAIRS):
        yield "summary", "summary"
    own = actions.of_owner(ctx.session, ctx.member.object_id, limit=1)
    yield "my actions", "my_actions"
    if own:
        yield f"update {own[0].id}", "update_action"
    if latest is not None and not ctx.member.is_any(LEADS):
        yield "returns", "returns"
    yield "risks 12 or more", "risks"
    yield "new action: agree the swab count audit by 15 January", "new_action"
    yield "actions overdue", "actions"
    yield "summary", "summary"
    yield "concern", "concern"
    yield "what is PMRT?", "explain"
    yield f"away until {as_long(ctx.today + WEEK)}", "away"
    yield "who am I", "whoami"


def _of_round(ctx: Context, latest: Round | None) -> Iterator[tuple[str, str]]:
    """What the round asks of this person: to open it, to send, to review."""
    if latest is None or not latest.is_open:
        if ctx.member.is_any(OFFICE):
            yield "open round", "open_round"
        return
    sent = {r.trust: r for r in returns.of_period(ctx.session, latest.period) if r.received}
    if any(trust not in sent for trust in ctx.member.trusts if trust in latest.trusts):
        yield "submit", "submit"
    unread = [r.id for r in sent.values() if r.assurance == Assurance.NOT_REVIEWED]
    if unread:
        yield f"review {unread[0]}", "review_return"
    yield "returns", "returns"


def whoami(ctx: Context, _slots: Slots) -> Reply:
    """Name, roles, trusts, cover, and what is left of the budget of reminders."""
    me, session = ctx.member.object_id, ctx.session
    covered = ", ".join(members.name_of(session, p) for p in absences.covered_by(session, me, ctx.today))
    most = ladders.read(ctx.group.reminders).per_week
    spent = outbox.sent_count(session, me, session.now - WEEK, COUNTED)
    budget = f"{max(most - spent, 0)} of {most} left in any seven days"
    lines = [
        ("Away", away_words(session, me, ctx.today)),
        ("You cover for", covered or "nobody"),
        ("Reminders", budget),
    ]
    names = [f"{t.name} ({t.code})" for t in ctx.group.trusts if t.code in ctx.member.trusts]
    return Reply(cards.who_am_i(ctx.member, lines, names))


COMMANDS = (
    Command("help", "help", "what you can do here now", help_, ANYONE, Channel.PUBLIC),
    Command("whoami", "who am I", "your name, roles, trusts and reminders as I know them", whoami, ANYONE),
)
