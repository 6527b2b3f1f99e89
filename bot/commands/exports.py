"""`export`: everything of the group as a workbook, and its settings as a group file, fetched by signed links.

Owns: who may. What stands in the workbook is `storage/exports.py`, what in the file `domain/group_files.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot import progress
from bot.contracts import Command, Context, LongWork, Made, Reply, Slots
from bot.flows import jobs
from domain.group import Group
from domain.group_files import written
from domain.jobs import Job
from domain.people import OFFICE
from storage import exports, groups, members
from storage.sheets import XLSX
from storage.store import Session


def export(ctx: Context, _slots: Slots) -> Reply:
    """Ask for the workbook."""
    return jobs.ask(ctx, WORK)


def make(session: Session, group: Group, _job: Job) -> tuple[Made, ...]:
    """The workbook as it stands now."""
    day = session.now.astimezone(group.zone).date()
    name = f"oversight-{group.id}-{day.isoformat()}.xlsx"
    with tempfile.TemporaryDirectory(prefix="oversight-export-") as place:
        target = Path(place) / name
        exports.write(session, target, progress.tell)
        book = Made(name, target.read_bytes(), XLSX, "the workbook")
    settings = written(groups.config_of(session), members.everybody(session)).encode()
    return book, Made(f"{group.id}-{day.isoformat()}.toml", settings, "application/toml", "the group file")


WORK = LongWork("export", "the export", OFFICE, make, per_hour=3)
WORKS = (WORK,)
COMMANDS = (Command("export", "export", "everything of the group as a workbook", export, OFFICE),)
