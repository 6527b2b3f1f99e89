"""`Acknowledge` on published summaries and reports, and who has, for the chair and the office.

Owns: what may be acknowledged, and that only the office sees by whom. Must not: remind anybody to read.
"""

from __future__ import annotations

from datetime import datetime

from bot.contracts import Context, Reply, Submit, Values
from cards import acknowledgements as cards
from domain.acknowledgements import acknowledged
from domain.calendar import as_at
from domain.people import ANYONE, OFFICE
from domain.refusals import NotFound
from storage import acknowledgements as kept
from storage import members, reports, summaries


def acknowledge(ctx: Context, values: Values) -> Reply:
    """Note that this person has read it; the card stays as it is."""
    subject = str(values["subject"])
    if _posted_at(ctx, subject) is None:
        raise NotFound("that published text")
    fresh = kept.keep(ctx.session, acknowledged(subject, ctx.member.object_id, ctx.session.now))
    words = cards.THANKS if fresh else cards.BEFORE
    return Reply(text=words.format(subject=subject), keep_card=True)


def readers(ctx: Context, _values: Values) -> Reply:
    """Who acknowledged the summary and the report that were posted last."""
    found: list[cards.Readers] = []
    bulletin, report = summaries.latest_posted(ctx.session), reports.latest_posted(ctx.session)
    if bulletin is not None and bulletin.posted_at is not None:
        found.append(_readers(ctx, bulletin.id, bulletin.body.title, bulletin.posted_at))
    if report is not None and report.posted_at is not None:
        found.append(_readers(ctx, report.id, report.title, report.posted_at))
    return Reply(cards.readers(found))


def _readers(ctx: Context, subject: str, title: str, posted: datetime) -> cards.Readers:
    said = kept.of(ctx.session, subject)
    have = tuple(f"{members.name_of(ctx.session, a.person)}, {as_at(a.at.astimezone(ctx.group.zone))}" for a in said)
    pressed = {a.person for a in said}
    not_yet = tuple(m.name for m in members.everybody(ctx.session) if m.object_id not in pressed)
    return cards.Readers(subject, title, as_at(posted.astimezone(ctx.group.zone)), have, not_yet)


def _posted_at(ctx: Context, subject: str) -> datetime | None:
    if subject.startswith("SUM-"):
        bulletin = summaries.get(ctx.session, subject)
        return None if bulletin is None else bulletin.posted_at
    report = reports.get(ctx.session, subject)
    return None if report is None else report.posted_at


SUBMITS = (
    Submit("published.acknowledge", acknowledge, ANYONE),
    Submit("published.readers", readers, OFFICE, writes=False),
)
