"""Looking at long work that one asked for: how far it is, fresh links to what came of it, and starting it again.

Owns: that only the one who asked sees it, with the role it needs now.
"""

from __future__ import annotations

from bot.catalogue import collect
from bot.contracts import Context, LongWork, Reply, Submit, Values
from bot.flows import jobs
from cards import jobs as cards
from domain.jobs import Job
from domain.people import ANYONE
from domain.refusals import NotAllowed, NotFound
from storage import files
from storage import jobs as kept


def look(ctx: Context, values: Values) -> Reply:
    """The job as it stands."""
    job, work = _theirs(ctx, values)
    if job.files and any(files.get(ctx.session, file) is None for file in job.files):
        raise NotAllowed("The file has gone; files stay for a day.", "Please ask for it again.")
    return Reply(cards.show(job, work.title, again=work.again))


def again(ctx: Context, values: Values) -> Reply:
    """The same work once more, with what it was asked with."""
    job, work = _theirs(ctx, values)
    return jobs.ask(ctx, work, job.args)


def _theirs(ctx: Context, values: Values) -> tuple[Job, LongWork]:
    """A job of this person. Raises `NotFound` for anybody else's, and where their role does not allow it any more."""
    job = kept.get(ctx.session, str(values["job"]))
    work = None if job is None else collect().works.get(job.kind)
    if job is None or work is None or job.by != ctx.member.object_id or not ctx.member.is_any(work.roles):
        raise NotFound("that work")
    return job, work


SUBMITS = (Submit("job.look", look, ANYONE, writes=False), Submit("job.again", again))
