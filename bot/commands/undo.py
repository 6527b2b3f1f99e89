"""`undo`: one's own last write, within ten minutes, journalled.

Owns: the time allowed and the words. How each record goes back is `storage/undo.py`.
"""

from __future__ import annotations

from datetime import timedelta

from bot.contracts import Command, Context, Post, Reply, Slots
from bot.flows.rounds import live_post
from cards import undo as cards
from domain.people import ANYONE
from domain.refusals import NotAllowed, Stale
from storage import members, outbox, returns, undo

ALLOWED = timedelta(minutes=10)
"""Source: the contract, `undo`."""


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
    return Reply(cards.taken_back(called, write.lines[-1].verb, shown), posts=_live(ctx, ids), refresh=refresh)


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
