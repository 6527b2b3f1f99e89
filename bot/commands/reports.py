"""`report`: the alert, advise, assure report: drafted, edited line by line, approved, posted, as a Word file.

Owns: who may do what to it and in which order. Rules: `domain/report_rules.py`; queries: `bot/flows/reports.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import papers
from bot.contracts import Command, Context, LongWork, Made, Post, Reply, Slots, Submit, Values
from bot.flows import jobs, records
from bot.flows import reports as flow
from cards import forms
from cards import reports as cards
from domain.group import Group
from domain.jobs import Job
from domain.people import ANYONE, CHAIRS
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.report_papers import paper
from domain.report_rules import rule_words
from domain.reports import Part, Report, Stage, Wording, added, approved, changed, dropped, next_edition
from domain.suppression import Audience
from storage import reports as kept
from storage.store import Session


def report(ctx: Context, _slots: Slots) -> Reply:
    """The draft under way, or a new one when there is none."""
    latest = kept.latest(ctx.session)
    if latest is not None and latest.stage == Stage.DRAFT:
        return Reply(cards.show(_local(ctx, latest)))
    return anew(ctx, {})


def anew(ctx: Context, _values: Values) -> Reply:
    """A new draft from the records as they are."""
    return Reply(cards.show(flow.draft(ctx.session, ctx.group, ctx.now, ctx.member.object_id)))


def show(ctx: Context, values: Values) -> Reply:
    """The whole again."""
    return Reply(cards.show(_report(ctx, values)))


def lines(ctx: Context, values: Values) -> Reply:
    """A page of its lines."""
    return Reply(cards.lines(_report(ctx, values), int(values.get("offset") or 0), _words(ctx)))


def line(ctx: Context, values: Values) -> Reply:
    """The form of one line."""
    found = _report(ctx, values)
    key = str(values["line"])
    return Reply(cards.line_form(found, key, cards.typed(found.line(key))))


def new_line(ctx: Context, values: Values) -> Reply:
    """The form of a line of the chair's own."""
    return Reply(cards.line_form(_report(ctx, values), "", {"part": Part.ADVISE.value}))


def save_line(ctx: Context, values: Values) -> Reply:
    """Keep a line, changed or new."""
    found = _same(ctx, values)
    given = forms.read(cards.FIELDS, values)
    ids = flow.resolved(ctx.session, flow.ids_in(given["ids"] or ""))
    wording = Wording(given["text"], Part(given["part"]), ids, flow.evidence(ctx.session, ids), given["open"])
    key = str(values["line"])
    after = changed(found, key, wording) if key else added(found, wording)
    after = kept.keep(ctx.session, after, "change report" if key else "add line to report")
    number = next(i for i, x in enumerate(after.lines) if x.key == (key or after.lines[-1].key))
    return Reply(cards.lines(after, number - number % cards.PAGE, _words(ctx)))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    found = _report(ctx, values)
    return Reply(cards.line_form(found, str(values["line"]), {}, forms.Refill.of(values, faults)))


def drop(ctx: Context, values: Values) -> Reply:
    """Leave a line out."""
    after = kept.keep(ctx.session, dropped(_same(ctx, values), str(values["line"])), "drop line of report")
    return Reply(cards.lines(after, 0, _words(ctx)))


def approve(ctx: Context, values: Values) -> Reply:
    """Freeze it."""
    after = approved(_same(ctx, values), ctx.member.object_id, ctx.member.name, ctx.now)
    return Reply(cards.show(kept.keep(ctx.session, after, "approve report")))


def next_version(ctx: Context, values: Values) -> Reply:
    """A draft with the lines of an approved one."""
    before = _report(ctx, values)
    if before.stage != Stage.APPROVED:
        raise NotAllowed(f"{before.id} is a draft still; please change that.")
    fresh = next_edition(before, kept.new_id(ctx.session), ctx.member.object_id, ctx.now)
    return Reply(cards.show(kept.keep(ctx.session, fresh, "new version of report")))


def ask_post(ctx: Context, values: Values) -> Reply:
    """What the channel would see."""
    return Reply(cards.before_posting(_frozen(ctx, values)))


def post(ctx: Context, values: Values) -> Reply:
    """Post the approved text to the channel, once."""
    found = _frozen(ctx, values)
    if found.posted_at is not None:
        raise NotAllowed(f"{found.id} is in the channel already.")
    card = cards.public(found)
    kept.keep(ctx.session, replace(found, posted_at=ctx.now), "post report")
    sent = Post("summary", f"report/{found.id}", card, to_channel=True, subject=found.id)
    return Reply(cards.posted(found), posts=(sent,))


def read(ctx: Context, values: Values) -> Reply:
    """A report as it stands in the channel, for whoever its return was used in."""
    found = _report(ctx, values)
    if found.posted_at is None:
        raise NotFound("that report")
    return Reply(cards.public(found))


def files(ctx: Context, values: Values) -> Reply:
    """For whom a Word file is wanted."""
    return Reply(cards.readers(_report(ctx, values)))


def word(ctx: Context, values: Values) -> Reply:
    """Ask for the Word file of one version."""
    found = _report(ctx, values)
    audience = Audience(str(values["audience"]))
    return jobs.ask(ctx, WORK, {"report": found.id, "audience": audience.value, "at": str(found.version)})


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The Word file, and a PDF where this machine can make one."""
    found = kept.get(session, job.args["report"])
    if found is None:
        raise NotFound("that report")
    audience = Audience(job.args["audience"])
    name = f"{found.id.lower()}-v{found.edition}-{audience.value}"
    return papers.files(paper(_in_zone(found, group), audience), name)


def _words(ctx: Context) -> Mapping[str, str]:
    return rule_words(ctx.group.escalation)


def _report(ctx: Context, values: Values) -> Report:
    found = kept.get(ctx.session, str(values["report"]))
    if found is None:
        raise NotFound("that report")
    return _local(ctx, found)


def _same(ctx: Context, values: Values) -> Report:
    found = _report(ctx, values)
    records.same(ctx, found.id, found.version, values)
    return found


def _frozen(ctx: Context, values: Values) -> Report:
    found = _report(ctx, values)
    if not found.intact:
        raise NotAllowed(f"{found.id} is not an approved report.", "Please approve it first.")
    return found


def _local(ctx: Context, found: Report) -> Report:
    return _in_zone(found, ctx.group)


def _in_zone(found: Report, group: Group) -> Report:
    at = found.approved_at
    local = None if at is None else at.astimezone(group.zone)
    return replace(found, as_at=found.as_at.astimezone(group.zone), approved_at=local)


WORK = LongWork("report", "the report", CHAIRS, make, per_hour=12)
WORKS = (WORK,)
COMMANDS = (Command("report", "report", "the alert, advise, assure report for the board", report, CHAIRS),)
SUBMITS = (
    Submit("report.show", show, CHAIRS, writes=False),
    Submit("report.anew", anew, CHAIRS),
    Submit("report.lines", lines, CHAIRS, writes=False),
    Submit("report.line", line, CHAIRS, writes=False),
    Submit("report.new_line", new_line, CHAIRS, writes=False),
    Submit("report.save_line", save_line, CHAIRS, again=again),
    Submit("report.drop", drop, CHAIRS),
    Submit("report.approve", approve, CHAIRS),
    Submit("report.next", next_version, CHAIRS),
    Submit("report.ask_post", ask_post, CHAIRS, writes=False),
    Submit("report.post", post, CHAIRS),
    Submit("report.read", read, ANYONE, writes=False),
    Submit("report.files", files, CHAIRS, writes=False),
    Submit("report.word", word, CHAIRS),
)
