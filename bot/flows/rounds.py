"""What follows when a round opens, changes or closes: who is told and what the channel shows.

Owns: the posts of a round. Must not: know whether a person or the calendar caused it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from bot.contracts import Post
from bot.flows import records
from cards import returns as return_cards
from cards import rounds as cards
from domain import questions
from domain.calendar import as_at
from domain.group import Group
from domain.people import ObjectId
from domain.refusals import Stale
from domain.returns import Return, SectionKey, return_id
from domain.rhythm import RoundDates
from domain.rounds import Grid, Round, close_round, grid, open_again, open_round, still_due
from storage import history, members, outbox
from storage import returns as kept
from storage.fresh import Fresh
from storage.store import Session


def asked(group: Group) -> dict[SectionKey, tuple[questions.Question, ...]]:
    """All questions of this group's return, by step."""
    return _asked(tuple(group.measures))


@cache
def _asked(measures: tuple[str, ...]) -> dict[SectionKey, tuple[questions.Question, ...]]:
    used = questions.in_use(measures)
    return {key: questions.questions(key, used) for key in SectionKey}


_GRIDS: Fresh[Grid] = Fresh()


def completeness(session: Session, rnd: Round) -> Grid:
    """The grid of a round as it stands; worked out once until a record changes."""
    return _GRIDS.of(session, None, rnd, lambda: grid(rnd, kept.of_period(session, rnd.period)))


def leads(session: Session, trusts: Sequence[str]) -> dict[ObjectId, tuple[str, ...]]:
    """The trusts of a round that each lead is asked for, in the round's order."""
    found: dict[ObjectId, tuple[str, ...]] = {}
    for person in members.everybody(session):
        own = tuple(t for t in trusts if person.leads(t))
        if own:
            found[person.object_id] = own
    return found


def unled(session: Session, trusts: Sequence[str]) -> tuple[str, ...]:
    """Trusts of a round that nobody leads, so that nobody can be asked."""
    led = {t for own in leads(session, trusts).values() for t in own}
    return tuple(t for t in trusts if t not in led)


def open_one(session: Session, dates: RoundDates, group: Group, by: str) -> tuple[Round, tuple[Post, ...]]:
    """A new round, kept, and its posts: the live card for the channel, one request for each lead."""
    trusts = tuple(t.code for t in group.trusts_on(dates.opens))
    today = session.now.astimezone(group.zone).date()
    rnd = kept.add_round(session, open_round(still_due(dates, today), trusts, by=by, at=session.now))
    posts = [live_post(session, rnd, session.now.astimezone(group.zone), first=True)]
    for person, own in leads(session, trusts).items():
        subject = return_id(rnd.period, own[0]) if len(own) == 1 else f"round/{rnd.period}"
        card = return_cards.request(rnd, own)
        posts.append(Post("notice", request_key(rnd, person), card, to_person=person, subject=subject))
    return rnd, tuple(posts)


def request_key(rnd: Round, person: ObjectId) -> str:
    """Key of the request that a lead got when the round opened."""
    return f"round/{rnd.period}/open/{person}"


def close_one(session: Session, rnd: Round, now: datetime) -> tuple[Round, tuple[Post, ...]]:
    """The round closed, kept, and the live card's last state."""
    closed = kept.change_round(session, close_round(rnd, at=session.now), "close round")
    return closed, (live_post(session, closed, now),)


def take_up(session: Session, rnd: Round, now: datetime) -> tuple[Round, tuple[Post, ...]]:
    """A round that was closed too early, open again; the live card says so."""
    opened = kept.change_round(session, open_again(rnd, now.date()), "open round again")
    return opened, (live_post(session, opened, now),)


def live_post(session: Session, rnd: Round, now: datetime, *, first: bool = False) -> Post:
    """The channel's one live card of a round. The first is a post, every later one edits it in place."""
    key = f"round/{rnd.period}/live"
    card = cards.live(completeness(session, rnd), as_at(now))
    if first:
        return Post("live", key, card, to_channel=True, subject=rnd.period)
    tail = f"{key}/{session.turn_id or session.now.isoformat()}"
    return Post("live", tail, card, to_channel=True, edits=key, subject=rnd.period)


def done_posts(session: Session, rnd: Round, ret: Return, when: str) -> tuple[Post, ...]:
    """The request cards of this trust's leads turn into thanks, so that no stale button is left.

    Somebody who leads several trusts keeps theirs until the last one is in. Who was asked in another way, by a
    reminder, has no request card to change.
    """
    received = {r.trust for r in kept.of_period(session, rnd.period) if r.received}
    posts: list[Post] = []
    for person, own in leads(session, rnd.trusts).items():
        asked_by = request_key(rnd, person)
        if ret.trust in own and received.issuperset(own) and outbox.find(session, asked_by) is not None:
            key = f"round/{rnd.period}/done/{person}/{ret.trust}/{ret.submission}"
            card = return_cards.done(ret, rnd, when)
            posts.append(Post("notice", key, card, to_person=person, edits=asked_by, subject=ret.id))
    return tuple(posts)


def people_told(posts: Sequence[Post]) -> int:
    """How many different people get one of these posts."""
    return len({p.to_person for p in posts if p.to_person})


def stale(session: Session, group: Group, ret: Return) -> Stale:
    """Who changed a return since a card was drawn, and when."""
    return records.stale(session, group.zone, ret.id)


def saved_words(session: Session, group: Group, ret: Return, *, sent: bool = False) -> Mapping[SectionKey, str]:
    """Who saved each section of a return and when, in words."""
    found: dict[SectionKey, str] = {}
    for section in ret.sent if sent else ret.draft:
        if section.saved_at is not None:
            who = history.name_of(session, section.saved_by)
            found[section.key] = f"By {who}, {as_at(section.saved_at.astimezone(group.zone))}"
    return found
