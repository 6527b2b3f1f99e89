"""What is kept of one person, as a workbook: for themselves at any time, for the office when somebody asks for it.

Owns: who may ask for whose. What stands in the workbook is `storage/exports.py`.
Source: UK GDPR article 15, right of access.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.contracts import Context, LongWork, Made, Reply, Submit, Values
from bot.flows import jobs
from domain.group import Group
from domain.jobs import Job
from domain.people import ANYONE, OFFICE
from domain.refusals import NotFound
from storage import exports, members
from storage.sheets import XLSX
from storage.store import Session


def mine(ctx: Context, _values: Values) -> Reply:
    """Ask for what is kept of oneself."""
    return jobs.ask(ctx, WORK, {"person": ctx.member.object_id})


def theirs(ctx: Context, values: Values) -> Reply:
    """Ask for what is kept of somebody on the list, also of one who left."""
    return jobs.ask(ctx, WORK, {"person": str(values["member"])})


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The workbook. Raises `NotFound` for somebody else's when the asker is not of the office any more."""
    asker, person = members.by_object_id(session, job.by), members.by_object_id(session, job.args["person"])
    own = person is not None and person.object_id == job.by
    if person is None or asker is None or not (own or asker.is_any(OFFICE)):
        raise NotFound("that person")
    day = session.now.astimezone(group.zone).date()
    name = f"oversight-{group.id}-person-{day.isoformat()}.xlsx"
    with tempfile.TemporaryDirectory(prefix="oversight-person-") as place:
        target = Path(place) / name
        exports.write_person(session, target, person.object_id, person.name, own=own)
        return (Made(name, target.read_bytes(), XLSX, "the workbook"),)


WORK = LongWork("my_data", "what is kept of a person", ANYONE, make, per_hour=3)
WORKS = (WORK,)
SUBMITS = (Submit("data.mine", mine, ANYONE), Submit("data.theirs", theirs, OFFICE))
