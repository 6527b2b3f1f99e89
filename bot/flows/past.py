"""How things stood: the day that was asked for, and the group's store as it was at the end of it.

Owns: reading the day out of the words, the papers of the past. Must not: know how the past is made (`storage/past.py`).
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot import papers
from bot.contracts import Context, LongWork, Made, Reply
from bot.flows import jobs, packs, summaries
from bot.words import clean, when
from domain import packs as pack_rules
from domain import taxonomy
from domain.calendar import as_long
from domain.group import Group
from domain.jobs import Job
from domain.papers import Paper
from domain.people import GROUP, OFFICE
from domain.refusals import Invalid
from domain.rhythm import shift
from domain.summaries import Scope
from domain.summary_papers import paper
from domain.suppression import Audience
from storage import books
from storage import past as kept
from storage.session import Session
from storage.sheets import XLSX

STOOD = re.compile(r"\b(?:stood|looked|was|were|say|said|saw|showed)\b")
"""Words before `on 1 June` that ask how things were. Source: ours."""
DAY, MONTH = len("2026-10-01"), len("2026-10")


@dataclass(frozen=True, slots=True)
class Then:
    """One group at one moment of the past."""

    session: Session
    group: Group
    at: datetime
    """Local to the group."""


def day_said(ctx: Context) -> date | None:
    """The day of `summary as at 1 June`; None when the present is meant. Raises `Invalid` for a day to come."""
    line = clean.plain(ctx.turn.said).lower()
    for found in when.find(line, ctx.today):
        asked = found.lead in {"as at", "as of"} or (found.lead in {"on", "at"} and STOOD.search(line[: found.start]))
        if asked and found.past[1] != ctx.today:
            day = found.past[1]
            if day > ctx.today:
                raise Invalid("As at", f"{as_long(day)} is still to come.")
            return day
    return None


def end_of(day: date, group: Group) -> datetime:
    """The last moment of a day, local to the group."""
    return datetime.combine(day, time.max, tzinfo=group.zone)


def is_long(ctx: Context, day: date) -> bool:
    """Whether so much was kept that the answer is long work."""
    return kept.size(ctx.session, end_of(day, ctx.group)) > kept.MOST


def papers_of(ctx: Context, what: str, day: date, trusts: str = "", period: str = "") -> Reply:
    """The summary, the register or the pack of that day as files, made by long work."""
    args = {"what": what, "day": day.isoformat(), "trusts": trusts, "period": period}
    return jobs.ask(ctx, PACK if what == "pack" else PAPERS, args)


@contextmanager
def at_end_of(session: Session, group: Group, day: date) -> Generator[Then]:
    """The group as it stood at the end of a day. Raises `NotAllowed` before its first."""
    with at(session, group, end_of(day, group)) as then:
        yield then


@contextmanager
def at(session: Session, group: Group, moment: datetime) -> Generator[Then]:
    """The same at any moment."""
    then = kept.group_at(session, moment, group)
    taxonomy.use(then.themes)
    try:
        with kept.stood(session, moment, then) as past:
            yield Then(past, then, moment.astimezone(then.zone))
    finally:
        taxonomy.use(group.themes)


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The summary or the register as a document, as it stood."""
    day = date.fromisoformat(job.args["day"])
    with at_end_of(session, group, day) as then:
        if job.args["what"] == "summary":
            scope = Scope(tuple(t for t in job.args.get("trusts", "").split(",") if t), job.args.get("period", ""))
            found = summaries.build(then.session, then.group, then.at, scope)
            return papers.files(paper(found, then.group.name, Audience.GROUP), f"summary-{group.id}-{day}")
        return _register(then, f"register-{group.id}-{day}")


def _register(then: Then, name: str) -> tuple[Made, ...]:
    known = packs.register(then.session, then.group, then.at)
    found: Paper = pack_rules.register(known)
    book = books.as_book(found.title, found.author, found.at, packs.register_sheet(known))
    return (*papers.files(found, name), Made(f"{name}.xlsx", book, XLSX, "Excel"))


def make_pack(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """The pack as it would have been made at the end of a day, or at the moment a pack was frozen."""
    audience = Audience(job.args.get("audience") or Audience.RESTRICTED.value)
    said = job.args.get("moment", "")
    moment = datetime.fromisoformat(said) if said else end_of(date.fromisoformat(job.args["day"]), group)
    with at(session, group, moment) as then:
        known = packs.contents(then.session, then.group, then.at, frozen=False, audience=audience, live=session)
        tail = "" if audience == Audience.RESTRICTED else f"-{audience.value}"
        return packs.files(replace(known, rebuilt=True), f"pack-{group.id}-as-at-{then.at.date()}{tail}")


def pack_at(ctx: Context, moment: datetime, audience: Audience) -> Reply:
    """A frozen pack for other readers, of the records as they stood when it was frozen."""
    return jobs.ask(ctx, PACK, {"what": "pack", "moment": moment.isoformat(), "audience": audience.value})


def last_day(period: str, today: date) -> date | None:
    """The last day of a month, or of a stretch of days, that has come; None for no period."""
    if len(period) == MONTH:
        year, month = shift(period, 1)
        return min(date.fromordinal(date(year, month, 1).toordinal() - 1), today)
    return date.fromisoformat(period[-DAY:]) if len(period) > DAY else None


PAPERS = LongWork("past", "the papers as they stood", GROUP, make, per_hour=12)
PACK = LongWork("past_pack", "the pack as it stood", OFFICE, make_pack, per_hour=6)
