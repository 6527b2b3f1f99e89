"""What follows when a round opens, changes or closes: who is told and what the channel shows.

Owns: the posts of a round. Must not: know whether a person or the calendar caused it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.contracts import Post
from cards import returns as return_cards
from cards import rounds as cards
from domain import questions
from domain.calendar import as_at
from domain.group import Group
from domain.people import Member, Role
from domain.returns import SectionKey
from domain.rhythm import RoundDates
from domain.rounds import Grid, Round, close_round, grid, open_round
from storage import members
from storage import returns as kept
from storage.store import Session


def asked(group: Group) -> dict[SectionKey, tuple[questions.Question, ...]]:
    """All questions of this group's return, by step."""
    used = questions.in_use(group.measures)
    return {key: questions.questions(key, used) for key in SectionKey}


def completeness(session: Session, rnd: Round) -> Grid:
    """The grid of a round as it stands."""
    return grid(rnd, kept.of_period(session, rnd.period))


def leads_of(session: Session, trust: str) -> tuple[Member, ...]:
    """The leads of a trust."""
    return tuple(m for m in members.everybody(session) if m.leads(trust))


def open_one(session: Session, dates: RoundDates, group: Group, by: str) -> tuple[Round, tuple[Post, ...]]:
    """A new round, kept, and its posts: the live card for the channel, a request for each trust's leads."""
    trusts = tuple(t.code for t in group.trusts_on(dates.opens))
    rnd = kept.add_round(session, open_round(dates, trusts, by=by, at=session.now))
    posts = [live_post(session, rnd, session.now.astimezone(group.zone), first=True)]
    for trust in trusts:
        for lead in leads_of(session, trust):
            key = f"round/{rnd.period}/open/{trust}/{lead.object_id}"
            card = return_cards.request(rnd, trust)
            posts.append(Post("reminder", key, card, to_person=lead.object_id, subject=f"RET-{rnd.period}-{trust}"))
    return rnd, tuple(posts)


def close_one(session: Session, rnd: Round, now: datetime) -> tuple[Round, tuple[Post, ...]]:
    """The round closed, kept, and the live card's last state."""
    closed = kept.change_round(session, close_round(rnd, at=session.now), "close round")
    return closed, (live_post(session, closed, now),)


def live_post(session: Session, rnd: Round, now: datetime, *, first: bool = False) -> Post:
    """The channel's one live card of a round. The first is a post, every later one edits it in place."""
    key = f"round/{rnd.period}/live"
    card = cards.live(completeness(session, rnd), as_at(now))
    if first:
        return Post("live", key, card, to_channel=True, subject=rnd.period)
    tail = f"{key}/{session.turn_id or session.now.isoformat()}"
    return Post("live", tail, card, to_channel=True, edits=key, subject=rnd.period)


def people_told(posts: Sequence[Post]) -> int:
    """How many different people get one of these posts."""
    return len({p.to_person for p in posts if p.to_person})


def is_lead(member: Member) -> bool:
    """Whether the member leads any trust."""
    return Role.TRUST_LEAD in member.roles
