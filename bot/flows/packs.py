"""Making the meeting pack of what the store holds: its records, its pictures, its two files.

Owns: which queries and charts feed it, how many pictures it has. Must not: word a section (`domain/packs.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import between_pictures, papers, pictures, progress
from bot.contracts import Made
from bot.flows import measures, summaries, themes
from domain import pack_rare, packs
from domain.actions import Status
from domain.catalogue import FRAMEWORKS as CATALOGUE
from domain.control import ControlChart
from domain.coverage import missing
from domain.group import Group
from domain.rhythm import month_name
from domain.rounds import Round
from domain.series import TOGETHER
from domain.summaries import Scope
from domain.summary_rules import decisions
from domain.suppression import Audience, hides
from domain.triangulation import grid, months_in_words
from storage import actions, attendances, books, evidence
from storage import returns as kept_returns
from storage import risks as kept_risks
from storage.books import Sheet
from storage.session import Session
from storage.sheets import XLSX

KIND, FROZEN = "pack", "frozen"
"""Name of the work, and the state of a pack that stays."""
MOST_ROWS = 1_000
"""Rows of the action log and the register. Source: ours; more is no pack but an export."""
GAPS_OF = "CNST"
"""The framework whose requirements without evidence are listed. Source: domain guide 6.2, CNST on each agenda."""
STEPS = 10
"""Of the making, as its asker's card says how far it is: the measures, five for pictures, the rest, two files."""
MOST_PICTURES = 24
"""Source: ours, so that a pack of three trusts is made within ten seconds on a small machine."""


def contents(
    session: Session,
    group: Group,
    now: datetime,
    *,
    frozen: bool,
    audience: Audience = Audience.RESTRICTED,
    live: Session | None = None,
) -> packs.Contents:
    """Everything the pack is made of; `now` is local. Each audience gets its own, of the same records.

    `live`: where it is kept what readers outside were shown, when the records are those of a day of the past.
    """
    known = replace(summaries.known(session, group, now, Scope()), public=hides(audience))
    trusts = measures.trusts_of(session, group)
    progress.tell(1, STEPS, "the measures are read")
    charts = measures.charts_of(session, measures.in_use(session, group), trusts, all_together=True)
    drawings = drawn(charts)
    progress.tell(7, STEPS, "the records are read")
    rnd = kept_returns.latest_round(session)
    shown, quarter = themes.shown_until(live or session, rnd.period) if rnd is not None else (None, "")
    open_ = tuple(actions.listed(session, limit=MOST_ROWS))
    look = themes.look(session, group, *themes.months_meant(session, "", now.date()))
    framework = CATALOGUE[GAPS_OF]
    return packs.Contents(
        group,
        now,
        title_of(group, rnd),
        frozen,
        decisions=tuple(decisions(known)),
        arising=summaries.changed(session, group, now, Scope(), public=hides(audience)),
        actions=open_,
        risks=kept_risks.listed(session, limit=MOST_ROWS),
        charts=charts,
        drawings=drawings,
        rare=rare(session, charts, trusts, 0 if hides(audience) else MOST_PICTURES - len(drawings)),
        grid=known.grid,
        unproven=(*(a for a in open_ if a.status == Status.DELIVERED), *evidence.without(session, limit=MOST_ROWS)),
        themes=grid(look.entries),
        themes_of=months_in_words(look.first, look.last),
        published=shown.table if shown else None,
        published_of=quarter,
        patterns=look.patterns,
        trusts=look.columns,
        meeting=next(iter(attendances.listed(session, limit=1)), None),
        unsupported=tuple(m.words for m in missing(framework, trusts, evidence.counts(session, GAPS_OF))),
        audience=audience,
    )


def register(session: Session, group: Group, now: datetime) -> packs.Contents:
    """The register alone, as it stands in this session; `now` is local."""
    return packs.Contents(group, now, "", frozen=False, risks=kept_risks.listed(session, limit=MOST_ROWS), rebuilt=True)


def register_sheet(known: packs.Contents) -> dict[str, Sheet]:
    """The register as the only sheet of a workbook."""
    return {"Risk register": Sheet(packs.REGISTER, packs.risk_rows(known))}


def title_of(group: Group, rnd: Round | None) -> str:
    """`Meeting pack: SQOG, October 2026`."""
    return f"Meeting pack: {group.short}" + (f", {month_name(rnd.period)}" if rnd is not None else "")


def drawn(charts: Sequence[ControlChart]) -> tuple[packs.Drawing, ...]:
    """Pictures of what stands out at a trust, then of all trusts together, as many as fit."""
    shown = [c for c in charts if c.points and c.measure.charted]
    special = [c for c in shown if c.latest is not None and c.latest.special and c.trust != TOGETHER]
    whole = [c for c in shown if c.trust == TOGETHER]
    chosen = [*special, *whole][:MOST_PICTURES]
    found: list[packs.Drawing] = []
    for number, chart in enumerate(chosen):
        progress.tell(2 + 5 * number // len(chosen), STEPS, f"picture {number + 1} of {len(chosen)}")
        drawing = pictures.picture(chart)
        found.append(packs.Drawing(chart, drawing.png, drawing.alt))
    return tuple(found)


def rare(
    session: Session, charts: Sequence[ControlChart], trusts: Sequence[str], room: int
) -> tuple[pack_rare.Rare, ...]:
    """What lies between rare events, of each trust and of all; with as many pictures as there is room for."""
    found: list[pack_rare.Rare] = []
    for chart in charts:
        gaps = measures.between_of(session, [chart], trusts).get(chart.trust) if chart.series.rolling else None
        if gaps is not None:
            png = between_pictures.picture(gaps) if sum(bool(r.png) for r in found) < room else b""
            found.append(pack_rare.Rare(gaps, png))
    return tuple(found)


def args_of(period: str, *, closed: bool, audience: Audience = Audience.RESTRICTED) -> dict[str, str]:
    """What a pack is asked for with: its month, and whether it is frozen. Only the meeting's own pack is."""
    if audience != Audience.RESTRICTED:
        return {"period": period, "state": "version", "audience": audience.value}
    return {"period": period, "state": FROZEN if closed else "draft"}


def files(known: packs.Contents, name: str) -> tuple[Made, ...]:
    """The Word file and the workbook."""
    progress.tell(8, STEPS, "the workbook is written")
    paper = packs.paper(known)
    book = books.as_book(paper.title, paper.author, paper.at, sheets(known))
    progress.tell(9, STEPS, "the document is written")
    return (*papers.files(paper, name), Made(f"{name}.xlsx", book, XLSX, "Excel"))


def sheets(known: packs.Contents) -> dict[str, Sheet]:
    """The workbook's sheets."""
    about = [(known.title, ""), ("As at", known.at.isoformat(timespec="minutes")), ("State", _state(known))]
    found = {
        "About": Sheet(("What", "Words"), [*about, ("Readers", packs.readers(known))]),
        "Action log": Sheet(packs.ACTIONS, packs.outside(known, packs.action_rows(known))),
        "Risk register": Sheet(packs.REGISTER, packs.outside(known, packs.risk_rows(known))),
        "Measures": Sheet(packs.MEASURES, packs.measure_rows(known)),
    }
    if known.rare and not hides(known.audience):
        found["Rare events"] = Sheet(pack_rare.HEADER, pack_rare.rows(known.rare))
    if known.grid is not None:
        found["Completeness"] = Sheet(packs.grid_header(), packs.grid_rows(known.grid))
    return found


def _state(known: packs.Contents) -> str:
    if known.rebuilt:
        return "made anew from the journal"
    return "frozen" if known.frozen else "draft"
