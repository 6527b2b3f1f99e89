"""An approved escalation going out: into the channel where the chair chooses so, and as a Word file of its own.

Owns: who may, and that it is posted once. The text is `domain/escalations.py`'s and goes out as it was approved.
"""

from __future__ import annotations

from bot import papers
from bot.contracts import Context, LongWork, Made, Post, Reply, Submit, Values
from bot.flows import jobs, records
from cards import risk_board as cards
from domain.escalations import Escalation, frozen, paper, posted
from domain.group import Group
from domain.jobs import Job
from domain.people import CHAIRS, GROUP
from domain.refusals import NotFound
from storage import escalations as kept
from storage.store import Session


def ask_post(ctx: Context, values: Values) -> Reply:
    """What the channel would see."""
    esc = _escalation(ctx.session, str(values["escalation"]))
    posted(esc, ctx.session.now)  # refused here already, not after it was looked at
    return Reply(cards.before_posting(esc))


def post(ctx: Context, values: Values) -> Reply:
    """The approved text into the channel, once."""
    esc = _escalation(ctx.session, str(values["escalation"]))
    after = posted(esc, ctx.session.now)
    records.same(ctx, esc.id, esc.version, values)
    after = kept.keep(ctx.session, after, "post escalation")
    sent = Post("summary", f"escalation/{after.id}/channel", cards.public(after), to_channel=True, subject=after.id)
    return Reply(cards.on_its_way(after), posts=(sent,))


def word(ctx: Context, values: Values) -> Reply:
    """Ask for the Word file."""
    esc = _escalation(ctx.session, str(values["escalation"]))
    frozen(esc)
    return jobs.ask(ctx, WORK, {"escalation": esc.id})


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The Word file, and a PDF where this machine can make one."""
    esc = _escalation(session, job.args["escalation"])
    at = (esc.approved_at or session.now).astimezone(group.zone)
    return papers.files(paper(esc, group.name, at), f"{esc.id.lower()}-{esc.risk.lower()}")


def _escalation(session: Session, record: str) -> Escalation:
    esc = kept.get(session, record)
    if esc is None:
        raise NotFound("that escalation")
    return esc


WORK = LongWork("escalation", "the escalation", GROUP, make, per_hour=12)
WORKS = (WORK,)
SUBMITS = (
    Submit("escalation.ask_post", ask_post, CHAIRS, writes=False),
    Submit("escalation.post", post, CHAIRS),
    Submit("escalation.word", word, GROUP),
)
"""Reached from `escalate RSK-...` once the text is approved."""
