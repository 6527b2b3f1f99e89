"""Who is away: until when, and who covers.

Owns: whose leave is whose business: the chair and the office see everybody's, a lead that of their trust. Must not:
say why somebody is away, or change an absence (`bot/commands/absences.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.contracts import Command, Context, Reply, Slots
from bot.flows.leave import away_words
from cards import absences as cards
from cards.kit import Card
from domain.calendar import as_at, as_long
from domain.people import OFFICE, Member, Role
from domain.refusals import NotAllowed, NotFound
from storage import absences as kept
from storage import members

READERS = OFFICE | {Role.TRUST_LEAD}


def who(ctx: Context, slots: Slots) -> Reply:
    """Of those whom the reader may ask about: who is away now or in a stretch of time, or how it is with one person."""
    if slots.owner:
        return Reply(_of_one(ctx, slots.owner))
    first, last = _stretch(slots.period, ctx.today)
    seen: dict[str, Member] = {m.object_id: m for m in members.everybody(ctx.session) if _may_ask(ctx.member, m)}
    found = [a for a in kept.away(ctx.session, first) if a.person in seen and a.meets(first, last)]
    rows = [(seen[a.person].name, _said(ctx, a.since, a.until, a.cover)) for a in found]
    whose = "" if ctx.member.is_any(OFFICE) else f" of {' and '.join(ctx.member.trusts)}"
    when = "now" if last <= ctx.today else f"between {as_long(first)} and {as_long(last)}"
    return Reply(cards.who(f"Who is away {when}", rows, f"Nobody{whose} is marked as away {when}.", as_at(ctx.now)))


def _of_one(ctx: Context, name: str) -> Card:
    found = [m for m in members.called(ctx.session, name) if m.active]
    if not found:
        raise NotFound(f"a member called {name}")
    seen = [m for m in found if _may_ask(ctx.member, m)]
    if not seen:
        raise NotAllowed("You see who is away of your own trust.", "Please ask the office about others.")
    rows = [(m.name, _in_words(away_words(ctx.session, m.object_id, ctx.today))) for m in seen]
    return cards.who(f"Is {_names(seen)} away?", rows, "", as_at(ctx.now))


def _names(people: Sequence[Member]) -> str:
    return " or ".join(m.name for m in people)


def _in_words(said: str) -> str:
    return "not marked as away" if said == "no" else f"away {said}"


def _may_ask(reader: Member, person: Member) -> bool:
    mine = reader.object_id == person.object_id
    return mine or reader.is_any(OFFICE) or bool(set(reader.trusts) & set(person.trusts))


def _said(ctx: Context, since: date, until: date, cover: str) -> str:
    covers = f"{members.name_of(ctx.session, cover)} covers" if cover else "nobody covers"
    return f"{cards.span(since, until, ctx.today)}; {covers}"


def _stretch(period: str, today: date) -> tuple[date, date]:
    """First and last day that are asked about; today alone when none was said."""
    first, _, last = period.partition("/")
    return (date.fromisoformat(first), date.fromisoformat(last)) if last else (today, today)


COMMANDS = (Command("absences", "who is away", "who is away, until when, and who covers", who, READERS),)
