"""`pack`: the meeting pack as Word and Excel, a draft until the round has closed, frozen from then on.

Owns: who may, and that a month's pack is frozen once. What stands in it is `domain/packs.py`.
"""

from __future__ import annotations

import re

from bot.contracts import Command, Context, LongWork, Made, Reply, Slots, Submit, Values
from bot.flows import jobs, past, themes
from bot.flows import packs as flow
from cards import packs as cards
from domain.group import Group
from domain.jobs import Job
from domain.packs import Pack
from domain.people import OFFICE
from domain.refusals import NotAllowed, NotFound
from domain.rhythm import month_name
from domain.suppression import Audience, hides
from storage import files as kept_files
from storage import packs as kept
from storage import returns
from storage.store import Session

MONTH = len("2026-10")
READERS = re.compile(r"\b(board|public|group)\b")
"""Words that say for whom a pack is wanted."""


def pack(ctx: Context, slots: Slots) -> Reply:
    """The frozen pack of a month, or work on the one that is next; with a day, the pack as it stood then."""
    day = past.day_said(ctx)
    if day is not None:
        return past.papers_of(ctx, "pack", day)
    audience = _readers(ctx.turn.said)
    if audience != Audience.RESTRICTED:
        return _version(ctx, slots.period[:MONTH], audience)
    rnd = returns.latest_round(ctx.session)
    wanted = slots.period[:MONTH] or (rnd.period if rnd is not None else "")
    found = kept.of_period(ctx.session, wanted) if wanted else None
    if found is not None:
        return Reply(cards.frozen(found))
    if rnd is None:
        raise NotAllowed("There is no round yet, so there is nothing to put into a pack.", "Say open round.")
    if wanted != rnd.period:
        raise NotFound(f"a pack for {month_name(wanted)}")
    return jobs.ask(ctx, WORK, flow.args_of(rnd.period, closed=not rnd.is_open))


def version(ctx: Context, values: Values) -> Reply:
    """A frozen pack for other readers."""
    return _version(ctx, str(values["period"]), Audience(str(values["audience"])))


def _version(ctx: Context, period: str, audience: Audience) -> Reply:
    """The pack for other readers: of a frozen one as the records stood then, else as they are."""
    rnd = returns.latest_round(ctx.session)
    wanted = period or (rnd.period if rnd is not None else "")
    if hides(audience):
        _show_themes(ctx, wanted)
    found = kept.of_period(ctx.session, wanted) if wanted else None
    if found is not None:
        return past.pack_at(ctx, found.made_at, audience)
    if rnd is None or wanted != rnd.period:
        raise NotFound(f"a pack for {month_name(wanted)}" if wanted else "a pack")
    return jobs.ask(ctx, WORK, flow.args_of(rnd.period, closed=False, audience=audience))


def _show_themes(ctx: Context, period: str) -> None:
    """Readers outside get the quarter's table as the channel does: made once, before the work that only reads."""
    quarter = themes.whole_quarter(ctx.session, period)
    if quarter is not None:
        themes.published(ctx.session, ctx.group, *quarter, ctx.today)


def _readers(said: str) -> Audience:
    """For whom the pack is meant, by the words: `pack for the board`."""
    found = READERS.search(said.lower())
    return Audience(found[1]) if found else Audience.RESTRICTED


def make(session: Session, group: Group, job: Job) -> tuple[Made, ...]:
    """Both files, of the records as they are now."""
    now = session.now.astimezone(group.zone)
    name = f"pack-{group.id}-{job.args['period']}" + ("" if _frozen(job) else "-draft")
    audience = Audience(job.args.get("audience", Audience.RESTRICTED.value))
    name += "" if audience == Audience.RESTRICTED else f"-{audience.value}"
    return flow.files(flow.contents(session, group, now, frozen=_frozen(job), audience=audience), name)


def settle(session: Session, _group: Group, job: Job, _made: tuple[Made, ...]) -> None:
    """Freeze it, unless somebody else's was faster."""
    period = job.args["period"]
    if not _frozen(job) or kept.of_period(session, period) is not None:
        return
    found = [kept_files.get(session, file) for file in job.files]
    digests = tuple(file.digest for file in found if file is not None)
    kept.add(session, Pack(kept.new_id(session), period, session.now, job.by, job.files, digests, job.words))


def _frozen(job: Job) -> bool:
    return job.args.get("state") == flow.FROZEN


WORK = LongWork(flow.KIND, "the pack", OFFICE, make, settle, per_hour=6, lasting=_frozen)
WORKS = (WORK,)
COMMANDS = (Command("pack", "pack", "the meeting pack as Word and Excel", pack, OFFICE),)
SUBMITS = (Submit("pack.version", version, OFFICE),)
