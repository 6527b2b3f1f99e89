"""`rehearse`: what would be sent in a stretch of time, to whom, when and why. Nothing is sent.

Owns: who may ask, how long a stretch is answered at once, and the file of a longer one. Must not: have a rule of its
own (`bot/rehearsal.py` plans with the real planner).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot import rehearsal
from bot.contracts import Command, Context, LongWork, Made, Reply, Slots, Submit, Values
from bot.flows import jobs
from bot.flows.reminding import one
from cards import rehearsals as cards
from domain.calendar import as_long, as_weekday
from domain.group import Group
from domain.jobs import Job
from domain.people import CHAIRS, OFFICE, Member
from domain.refusals import Invalid
from storage import members, sheets
from storage.store import Session

USUAL = timedelta(days=27)
"""After today, when no days were said: four weeks."""
AT_ONCE, LARGE, AT_ONCE_LARGE = 31, 10, 7
"""Days that are answered at once; above so many trusts fewer. Source: ours; a month of three trusts takes a fifth of a
second, longer stretches are long work."""
LONGEST = 2 * 366
"""Days at most. Source: the promise, two years."""
HEADER = ("Day", "Time", "To", "Card", "Rule")


def rehearse(ctx: Context, slots: Slots) -> Reply:
    """The first page, or for a long stretch a file that is made meanwhile."""
    first, _, last = slots.period.partition("/")
    start = date.fromisoformat(first) if last else ctx.today
    end = date.fromisoformat(last) if last else start + USUAL
    who = str(one(ctx, slots.owner).object_id) if slots.owner else ""
    if (end - start).days > LONGEST:
        raise Invalid("Rehearse", "please choose two years at most.")
    asked = {"first": start.isoformat(), "last": end.isoformat(), "person": who}
    if (end - start).days >= _at_once(ctx):
        return jobs.ask(ctx, WORK, asked)
    return _page(ctx, asked, 0)


def page(ctx: Context, values: Values) -> Reply:
    """Another page: the same stretch, rehearsed anew."""
    return _page(ctx, _asked(values), int(values.get("page", 0)))


def file(ctx: Context, values: Values) -> Reply:
    """Ask for the whole as a workbook."""
    return jobs.ask(ctx, WORK, _asked(values))


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The workbook: one line a message."""
    start, end, person = (job.args[k] for k in ("first", "last", "person"))
    reader = members.by_object_id(session, job.by)
    found = _lines(session, group, job.args, session.now.astimezone(group.zone))
    rows = [[f"{line.at:%Y-%m-%d}", f"{line.at:%H:%M}", *_words(line, reader)] for line in found]
    whom = f"-{person[-4:]}" if person else ""
    name = f"rehearsal-{group.id}-{start}-{end}{whom}.xlsx"
    return (
        Made(name, sheets.as_xlsx({"Rehearsal": rows}, HEADER), sheets.XLSX, f"the rehearsal ({len(rows)} messages)"),
    )


def _page(ctx: Context, asked: dict[str, str], number: int) -> Reply:
    found = _lines(ctx.session, ctx.group, asked, ctx.now)
    rows = [(f"{as_weekday(x.at.date())}, {x.at:%H:%M}", *_words(x, ctx.member)) for x in found]
    name = f" to {members.name_of(ctx.session, asked['person'])}" if asked["person"] else ""
    start, end = (as_long(date.fromisoformat(asked[k])) for k in ("first", "last"))
    title = f"Rehearsal: what would be sent{name} from {start} to {end}"
    return Reply(cards.rehearsal(title, rows, number, asked))


def _lines(session: Session, group: Group, asked: Mapping[str, str], now: datetime) -> list[rehearsal.Line]:
    """What is still to come, to one person when one was named."""
    start, end = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
    found = rehearsal.in_passing(session, group, start, end)
    return [line for line in found if line.at > now and asked["person"] in {"", line.person}]


def _words(line: rehearsal.Line, reader: Member | None) -> tuple[str, str, str]:
    """To whom, which card, by which rule; of a concern nothing but to those who may read it."""
    whom = "the channel" if line.who == rehearsal.CHANNEL else line.who
    private = any(s.startswith("CON-") for s in line.subjects)
    if private and not (reader is not None and reader.is_any(CHAIRS)):
        return whom, "a private matter", "only its readers may know"
    return whom, line.title, line.why


def _at_once(ctx: Context) -> int:
    return AT_ONCE_LARGE if len(ctx.group.trusts_on(ctx.today)) > LARGE else AT_ONCE


def _asked(values: Values) -> dict[str, str]:
    return {k: str(values[k]) for k in ("first", "last", "person")}


WORK = LongWork("rehearsal", "the rehearsal", OFFICE, make, per_hour=6, tries=True)
WORKS = (WORK,)
COMMANDS = (Command("rehearse", "rehearse next month", "what would be sent, to whom, when and why", rehearse, OFFICE),)
SUBMITS = (
    Submit("rehearsal.page", page, OFFICE, writes=False),
    Submit("rehearsal.file", file, OFFICE),
)
