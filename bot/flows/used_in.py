"""Closing the loop: where a return was used, in the words of the summary that was published with it.

Owns: which lines of a summary rest on a return. Must not: write to anybody; the thanks after the meeting says it,
within the budget. Source: product.md "Thank-you / used-in feedback".
"""

from __future__ import annotations

from domain.privacy import in_a_row
from domain.returns import Return
from domain.summaries import Bulletin
from storage import actions, risks, summaries
from storage.session import Session


def where(session: Session, ret: Return) -> str:
    """`It was used in the summary of ... under Actions late and Returns.`; empty when none was published with it."""
    bulletin = summaries.latest_posted(session)
    if bulletin is None or bulletin.posted_at is None or ret.submitted_at is None:
        return ""
    if bulletin.posted_at < ret.submitted_at:
        return ""
    found = _parts(session, ret, bulletin)
    if not found:
        return "It counted in how complete the published risk summary is."
    return f"It was used in the published risk summary, under {in_a_row(found)}."


def _parts(session: Session, ret: Return, bulletin: Bulletin) -> list[str]:
    """Headings of the summary that rest on this return, or on actions and risks of its trust."""
    return [
        part.title
        for part in bulletin.body.parts
        if any(i == ret.id or _trust(session, i) == ret.trust for line in part.lines for i in line.ids)
    ]


def _trust(session: Session, record: str) -> str:
    if record.startswith("ACT-"):
        action = actions.get(session, record)
        return action.trust if action is not None else ""
    if record.startswith("RSK-"):
        risk = risks.get(session, record)
        return risk.trust if risk is not None else ""
    return ""
