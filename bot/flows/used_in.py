"""Closing the loop: whoever sent a return hears once where it was used, when a summary with it is published.

Owns: who hears and of which lines. Must not: publish anything. Source: product.md "Thank-you / used-in feedback".
"""

from __future__ import annotations

from dataclasses import replace

from bot.contracts import Post
from bot.flows.summaries import completeness
from cards.used_in import used_in
from domain.returns import Return
from domain.rhythm import month_name
from domain.summaries import Bulletin, Part
from storage import actions, risks
from storage import returns as kept
from storage.session import Session


def thanks(session: Session, bulletin: Bulletin) -> tuple[Post, ...]:
    """A card for each submitter of the summary's round; the key is the return's, so that each hears once of it."""
    grid = completeness(session, bulletin.scope)
    if grid is None:
        return ()
    found = [r for r in kept.of_period(session, grid.round.period) if r.received and r.submitted_by]
    return tuple(
        Post(
            "notice",
            f"used-in/{r.id}/{r.submitted_by}",
            used_in(r.id, month_name(r.period), bulletin.body.title, _parts(session, r, bulletin)),
            to_person=r.submitted_by,
        )
        for r in found
    )


def _parts(session: Session, ret: Return, bulletin: Bulletin) -> list[Part]:
    """The parts of the summary that rest on this return, or on actions and risks of its trust."""
    parts = bulletin.body.parts
    found = [replace(p, lines=tuple(x for x in p.lines if _rests(session, x.ids, ret))) for p in parts]
    return [p for p in found if p.lines]


def _rests(session: Session, ids: tuple[str, ...], ret: Return) -> bool:
    return any(i == ret.id or _trust(session, i) == ret.trust for i in ids)


def _trust(session: Session, record: str) -> str:
    if record.startswith("ACT-"):
        action = actions.get(session, record)
        return action.trust if action is not None else ""
    if record.startswith("RSK-"):
        risk = risks.get(session, record)
        return risk.trust if risk is not None else ""
    return ""
