"""The risk summary: asked for, drafted, posted; and what changed since the last meeting.

Owns: who sees which, and that only the approved body is posted. Rules and queries: `domain/`, `bot/flows/summaries.py`.
"""

from __future__ import annotations

from datetime import date

from bot import papers
from bot.contracts import Command, Context, LongWork, Made, Reply, Slots, Submit, Values
from bot.flows import jobs, past
from bot.flows import summaries as flow
from cards import readers
from cards import summaries as cards
from domain.calendar import as_at, as_long
from domain.group import Group
from domain.jobs import Job
from domain.people import ANYONE, CHAIRS, GROUP, OFFICE
from domain.refusals import Invalid, NotFound
from domain.summaries import Scope, Stage, differences
from domain.summary_papers import paper
from domain.suppression import Audience, hides
from storage import summaries as kept
from storage.store import Session

MONTH, DAY = len("2026-10"), len("2026-10-01")


def summary(ctx: Context, slots: Slots) -> Reply:
    """The risk summary as of now; an observer gets the one that was published last."""
    if not ctx.member.is_any(GROUP):
        latest = kept.latest_posted(ctx.session)
        if latest is None:
            return Reply(cards.none_published())
        return Reply(cards.show(latest.body, public=True, published=latest.id))
    scope = _scope(slots)
    day = past.day_said(ctx)
    if day is not None:
        return _stood(ctx, scope, day)
    found = flow.build(ctx.session, ctx.group, ctx.now, scope)
    asked = {"trusts": ",".join(scope.trusts), "period": scope.period}
    whole = scope == Scope()
    may_draft, office = ctx.member.is_any(CHAIRS) and whole, ctx.member.is_any(OFFICE) and whole
    sees_readers = office and kept.latest_posted(ctx.session) is not None
    return Reply(cards.show(found, may_draft=may_draft, sees_readers=sees_readers, asked=asked))


def files(ctx: Context, values: Values) -> Reply:
    """For whom a document of the summary is wanted; the restricted one is the office's."""
    offered = [a for a in Audience if a != Audience.RESTRICTED or ctx.member.is_any(OFFICE)]
    data = {"trusts": str(values.get("trusts", "")), "period": str(values.get("period", ""))}
    return Reply(readers.choose("Word file of the summary", "summary.word", offered, **data))


def word(ctx: Context, values: Values) -> Reply:
    """Ask for the document of one version."""
    args = {key: str(values.get(key, "")) for key in ("trusts", "period")}
    return jobs.ask(ctx, WORK, {**args, "audience": Audience(str(values["audience"])).value})


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The summary as it is now, for these readers."""
    audience = Audience(job.args["audience"])
    scope = Scope(tuple(t for t in job.args["trusts"].split(",") if t), job.args["period"])
    now = session.now.astimezone(group.zone)
    found = flow.build(session, group, now, scope, public=hides(audience))
    name = f"summary-{group.id}-{now.date().isoformat()}-{audience.value}"
    return papers.files(paper(found, group.name, audience), name)


def _stood(ctx: Context, scope: Scope, day: date) -> Reply:
    """The summary as it stood at the end of a day, made anew from the journal."""
    trusts = ",".join(scope.trusts)
    if past.is_long(ctx, day):
        return past.papers_of(ctx, "summary", day, trusts, scope.period)
    with past.at_end_of(ctx.session, ctx.group, day) as then:
        found = flow.build(then.session, then.group, then.at, scope)
    return Reply(cards.stood(found, {"day": day.isoformat(), "trusts": trusts, "period": scope.period}))


def _scope(slots: Slots) -> Scope:
    """The trusts said, and the month: of a stretch of days its last, which the answer names."""
    period = slots.period if len(slots.period) == MONTH else slots.period[-DAY:][:MONTH]
    return Scope(slots.trusts, period)


def post_summary(ctx: Context, _slots: Slots) -> Reply:
    """A draft of the whole group's summary, frozen, for the chair to look at and post."""
    fresh = flow.draft(ctx.session, ctx.group, ctx.now)
    return Reply(cards.show(fresh.body, draft=fresh.id))


def post(ctx: Context, values: Values) -> Reply:
    """Post the draft exactly as it was seen; when records changed meanwhile, ask first."""
    bulletin = kept.get(ctx.session, str(values["summary"]))
    if bulletin is None:
        raise NotFound("that draft")
    if bulletin.stage == Stage.POSTED and bulletin.posted_at is not None:
        return Reply(cards.already_posted(bulletin.body.title, as_at(bulletin.posted_at.astimezone(ctx.group.zone))))
    if not int(values.get("anyway", 0)):
        then = bulletin.body.as_at.astimezone(ctx.group.zone)
        now = flow.build(ctx.session, ctx.group, then, bulletin.scope, public=True)
        changes = differences(bulletin.body, now)
        if changes:
            return Reply(cards.outdated(bulletin.body, changes, bulletin.id))
    sent = flow.post(ctx.session, bulletin, ctx.member.object_id)
    return Reply(cards.posted(bulletin.body.title), posts=(sent,))


def what_changed(ctx: Context, slots: Slots) -> Reply:
    """The differences since the last meeting, or since the beginning of the period said."""
    day = past.day_said(ctx)
    if day is not None:
        with past.at_end_of(ctx.session, ctx.group, day) as then:
            return Reply(cards.show(flow.changed(then.session, then.group, then.at, Scope(slots.trusts))))
    first = _first_day(slots.period)
    if first is not None and first > ctx.today:
        raise Invalid("Since", f"{as_long(first)} is still to come.")
    scope = Scope(slots.trusts)
    return Reply(cards.show(flow.changed(ctx.session, ctx.group, ctx.now, scope, first=first)))


def _first_day(period: str) -> date | None:
    if not period:
        return None
    return date.fromisoformat(period[:DAY] if len(period) >= DAY else f"{period}-01")


COMMANDS = (
    Command("summary", "summary", "the risk summary as of now, for all or for one trust", summary, ANYONE),
    Command("post_summary", "post summary", "draft the risk summary and post it to the channel", post_summary, CHAIRS),
    Command("what_changed", "what changed", "what is new, up, down, closed, slipped or missing", what_changed, GROUP),
)
WORK = LongWork("summary", "the summary", GROUP, make, per_hour=12)
WORKS = (WORK,)
SUBMITS = (
    Submit("summary.post", post, CHAIRS),
    Submit("summary.files", files, GROUP, writes=False),
    Submit("summary.word", word, GROUP),
)
