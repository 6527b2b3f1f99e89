"""A press after which nothing kept says who pressed: what the rest of the turn still sees of it.

Owns: which parts of a context are taken away. Must not: decide which presses are so (`Submit.nameless` says it).
The person's authority was checked before, with their name; see ADR "Anonymous concerns".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from bot.contracts import Context, Speaker
from domain.people import Member, ObjectId

NOBODY = Member(ObjectId(""), "", frozenset())
REFERENCE = "anonymous"
"""In place of a turn's reference, for the member and the log."""


def hidden(ctx: Context) -> Context:
    """The same moment without the person: no member, no speaker, no conversation, no turn, of the time the day.

    The session forgets them, too: what is written from here on is written by `system:anonymous`.
    """
    start = datetime.combine(ctx.today, time(), tzinfo=ctx.group.zone)
    ctx.session.as_nameless(start.astimezone(UTC))
    turn = replace(
        ctx.turn,
        id="",
        at=start.astimezone(UTC),
        speaker=Speaker(ObjectId(""), "", ""),
        place=replace(ctx.turn.place, conversation_id="", thread_id="", service_url=""),
        values={},
        card_id="",
    )
    return Context(turn, NOBODY, ctx.group, ctx.session, start)
