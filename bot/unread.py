"""Records that could not be read in a turn: the answer comes with the others and says so, and the office is told.

Owns: these words and whom they reach. Must not: know why a record cannot be read, or mend it. See also `/readyz`,
which names a record as long as the reminders go on without it (`storage/left_out.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.contracts import Context, Post, Reply
from cards import talk
from domain.refusals import NotAllowed
from storage import left_out, members
from storage.records import Unreadable
from storage.session import Session

ONCE = "%Y%m%d"
"""The office is told of a record once a day. Source: ours."""
PRIVATE = ("CON-", "SIG-")
"""Records that not everybody knows of."""


def said(ctx: Context, reply: Reply) -> Reply:
    """The answer, and with it what it is without. Raises `Unreadable` where the channel would get half of something."""
    found = list(ctx.session.unread or ())
    if not found:
        return reply
    if any(post.to_channel for post in reply.posts):
        raise Unreadable(found[0])
    posts = (*reply.posts, *_told(ctx.session, ctx.today, ctx.session.unread or ()))
    card = None if reply.card is None else talk.incomplete(reply.card, _listed(found), len(found))
    return replace(reply, card=card, posts=posts)


def alone(session: Session, today: date, subject: str, typed: talk.Typed) -> Reply:
    """The very record that was asked for, or is needed for what was pressed, cannot be read."""
    what = f"I cannot read {_spoken(subject)}: its row in the database is damaged."
    refusal = NotAllowed(what, "Nothing was saved or posted, and the office has been told.")
    return Reply(talk.refused(refusal, typed), posts=_told(session, today, (subject,)))


def _told(session: Session, today: date, subjects: Iterable[str]) -> tuple[Post, ...]:
    """A note to the office about each, once a day."""
    office = members.coordinators(session) or members.chairs(session)
    return tuple(
        Post(
            "notice",
            f"unread/{subject}/{today:{ONCE}}/{person.object_id}",
            talk.unreadable(_spoken(subject)),
            to_person=person.object_id,
        )
        for subject in subjects
        for person in office
    )


def _listed(found: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(_spoken(subject) for subject in found))


def _spoken(subject: str) -> str:
    """As anybody may read it: what not all may see is not named; `/readyz` has the id."""
    return "a private record" if subject.startswith(PRIVATE) else left_out.spoken(subject)
