"""Asking for long work in a turn: the limit, the same work only once at a time, the card that says it is coming.

Owns: how a job begins. Must not: run it (`bot/jobs.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.contracts import Context, LongWork, Reply
from cards import jobs as cards
from domain.jobs import may_ask
from domain.refusals import NotAllowed
from storage import jobs as kept

HOUR = timedelta(hours=1)


def ask(ctx: Context, work: LongWork, args: Mapping[str, str] | None = None) -> Reply:
    """Ask for this work. Raises `NotAllowed` by role, and for somebody who has asked too often."""
    if not ctx.member.is_any(work.roles):
        raise NotAllowed("That is not open to your role.", "Say help to see what is.")
    given = dict(args or {})
    job = kept.under_way(ctx.session, work.kind, ctx.member.object_id, given)
    if job is None:
        asked = kept.asked_since(ctx.session, work.kind, ctx.member.object_id, ctx.session.now - HOUR)
        may_ask(asked, work.per_hour, work.title)
        job = kept.add(ctx.session, work.kind, ctx.member.object_id, given)
    return Reply(cards.waiting(job, work.title), wake=True, job=job.id)
