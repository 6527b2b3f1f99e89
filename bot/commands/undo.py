"""`undo`: one's own last write, within ten minutes, journalled.

Owns: the time allowed and the words. How each record goes back is `storage/undo.py`.
"""

from __future__ import annotations

from datetime import timedelta

from bot.contracts import Command, Context, Post, Reply, Slots
from bot.flows.rounds import live_post
from cards import undo as cards
from domain.people import ANYONE, ObjectId
from domain.refusals import NotAllowed, Stale
from storage import actions, members, outbox, returns, undo

ALLOWED = timedelta(minutes=10)
"""Source: the contract, `undo`."""
ANSWERS = {
    "assure": "their assurance", "ask for more evidence": "their question for more evidence",
    "review return": "their review of the return",
}  # fmt: skip
"""What a write of somebody else's told its owner, by the journal's verb."""


def undo_(ctx: Context, _slots: Slots) -> Reply:
    """Take back the member's own last write."""
    write = undo.last_write(ctx.session, ctx.member.object_id, ctx.session.now - ALLOWED)
    if write is None:
        return Reply(cards.nothing())
    try:
        ids = undo.take_back(ctx.session, write, ctx.group)
    except Stale as stale:
        since = f"{stale.by} updated it at {stale.when:%H:%M}, after you"
        what = _called(ctx, stale.record)
        raise NotAllowed(f"{what} cannot be taken back: {since}.", "Please change it by hand.") from None
    for record in ids:
        for part in ("", "/time", "/assurance"):  # an action's questions to the chair wait under subjects of their own
            outbox.cancel_for(ctx.session, record + part, "taken back")
    shown = [i for i in ids if i.startswith(("ACT-", "RSK-"))]
    refresh = any(i.startswith("members/") for i in ids)
    called = [_called(ctx, i) for i in ids]
    verb = write.lines[-1].verb
    posts = (*_live(ctx, ids), *_told(ctx, ids, verb))
    return Reply(cards.taken_back(called, verb, shown), posts=posts, refresh=refresh)


def _told(ctx: Context, ids: tuple[str, ...], verb: str) -> tuple[Post, ...]:
    """Who was told the answer hears that it was taken back: an action's owner, a trust's leads."""
    what = ANSWERS.get(verb)
    if what is None:
        return ()
    posts: list[Post] = []
    for record in ids:
        for person in _who_knew(ctx, record):
            key = f"undone/{record}/{ctx.turn.id}/{person}"
            posts.append(Post("notice", key, cards.told(record, ctx.member.name, what), to_person=person))
    return tuple(posts)


def _who_knew(ctx: Context, record: str) -> tuple[ObjectId, ...]:
    action = actions.get(ctx.session, record) if record.startswith("ACT-") else None
    ret = returns.get(ctx.session, record) if record.startswith("RET-") else None
    people = (action.owner,) if action is not None else ()
    if ret is not None:
        people = tuple(m.object_id for m in members.leads_of(ctx.session, ret.trust))
    return tuple(p for p in people if p and p != ctx.member.object_id)


def _called(ctx: Context, record: str) -> str:
    """A record as people say it: a person by name, not by the id of their entry."""
    kind, _, object_id = record.partition("/")
    return f"The entry of {members.name_of(ctx.session, object_id)}" if kind == "members" else record


def _live(ctx: Context, ids: tuple[str, ...]) -> tuple[Post, ...]:
    """The channel's live card, when a return of an open round went back."""
    for record in ids:
        ret = returns.get(ctx.session, record) if record.startswith("RET-") else None
        rnd = returns.round_of(ctx.session, ret.period) if ret is not None else None
        if rnd is not None and rnd.is_open:
            return (live_post(ctx.session, rnd, ctx.now),)
    return ()


COMMANDS = (Command("undo", "undo", "takes back your own last change, for ten minutes", undo_, ANYONE),)
