"""What commands about kept records share: the check of the version a card was drawn from, and notices to people.

Owns: those two. Must not: know a noun.
"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.contracts import Context, Post, Values
from cards import records as cards
from domain.people import GROUP, Member, ObjectId
from domain.refusals import Stale
from storage import history, members
from storage.session import Session

OWNERS = 60
"""People offered as owners on one form. Source: ours, within the 28 KB of a card."""


def same(ctx: Context, record: str, version: int, values: Values, called: str = "") -> None:
    """Raises `Stale` when the record changed since the card was drawn. `called`: its name for people, if not its id."""
    if version != int(values["version"]):
        raise stale(ctx.session, ctx.group.zone, record, called)


def stale(session: Session, zone: ZoneInfo, record: str, called: str = "") -> Stale:
    """Who changed a record last, and when."""
    last = history.last(session, record)
    who = history.name_of(session, last.actor) if last else "somebody"
    return Stale(called or record, who, (last.at if last else session.now).astimezone(zone))


def told(
    ctx: Context, record: str, version: int, what: str, text: str, people: Iterable[str], verb: str
) -> tuple[Post, ...]:
    """A notice to each of these people but the one who did it, once for this version; its button opens by `verb`."""
    return tuple(
        Post(
            "notice",
            f"record/{record}/{version}/{what}/{person}",
            cards.told(f"{record}: {what}", text, verb, record),
            to_person=ObjectId(person),
            subject=record,
        )
        for person in dict.fromkeys(people)
        if person and person != ctx.member.object_id
    )


def owners(ctx: Context, *first: str) -> tuple[tuple[str, str], ...]:
    """People who may own something, as (id, name): the member, those named in `first`, then everybody by name."""
    ahead = (ctx.member.object_id, *first)
    found: list[Member] = [m for m in members.everybody(ctx.session) if m.is_any(GROUP)]
    found.sort(key=lambda m: (ahead.index(m.object_id) if m.object_id in ahead else len(ahead), m.name))
    return tuple((str(m.object_id), m.name) for m in found[:OWNERS])
