"""Making a report to the board of what the store holds; what its records say of a line.

Owns: which queries feed the rules, what counts as evidence, that no member's name stands in a line.
Must not: word a line (`domain/report_rules.py` does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.flows import measures, summaries, themes
from bot.flows.calendars import calendar_of
from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.group import Group
from domain.people import ObjectId
from domain.refusals import Invalid
from domain.report_rules import Material, drafted
from domain.reports import Piece, Report, ReportLine
from domain.returns import Assurance, Return
from domain.summaries import Scope, last_meetings
from domain.summary_rules import completeness
from storage import actions, attendances, decisions, escalations, history, learning, members, policies, signals
from storage import reports as kept
from storage import returns as kept_returns
from storage import risks as kept_risks
from storage import summaries as counted
from storage.risks import Wanted
from storage.session import Session

MANY = 60
"""Risks, decisions and late actions that are looked at; the rules show few and count the rest. Source: ours."""
NAMED = re.compile(
    r"\b(?:ACT|RSK|DEC|ESC|EVD|LRN|SIG|EVT|POL|IMP|THM)-\d{2}-\d{3,}\b"
    r"|\bMTG-\d{4}-\d{2}-\d{2}\b|\bRET-\d{4}-\d{2}-[A-Z0-9]+\b"
)
"""Ids that a line may rest on. Concerns are not among them: they are for their readers only."""


def material(session: Session, group: Group, now: datetime) -> Material:
    """The records a report is made of; `now` is local."""
    known = summaries.known(session, group, now, Scope())
    since = since_meeting(group, now)
    rnd = kept_returns.latest_round(session)
    sent = () if rnd is None else tuple(r for r in kept_returns.of_period(session, rnd.period) if r.received)
    trusts = measures.trusts_of(session, group)
    accepted = kept_risks.accepted(session)
    found = themes.patterns_now(session, group, now.date())
    return Material(
        group,
        now,
        since,
        known.grid,
        risks=kept_risks.listed(session, Wanted(min_score=1), limit=MANY),
        over=known.over,
        meetings=known.meetings,
        ran_out=known.ran_out,
        accepted=accepted,
        waiting=known.unanswered,
        answered=escalations.answered(session, since.date()),
        late=replace(known.late, first=counted.first_open(session, until=_yesterday(now), limit=MANY)),
        third=known.third,
        touched=counted.touched_actions(session, since),
        returns=sent,
        charts=measures.charts_of(session, measures.in_use(session, group), trusts),
        decisions=decisions.between(session, since.date(), now.date(), limit=MANY),
        learning=learning.shared_between(session, since.date(), now.date(), limit=MANY),
        signals=signals.listed(session, limit=MANY),
        patterns=found,
        learned={p.theme: themes.learned(session, p.theme) for p in found},
        policies=policies.listed(session, limit=MANY),
        meeting=next((a for a in attendances.listed(session, limit=2) if a.day == since.date()), None),
    )


def since_meeting(group: Group, now: datetime) -> datetime:
    """When the last meeting that has begun began, local."""
    days = calendar_of(group)
    begun = (days.instant(day, group.rhythm.meeting_time) for day in last_meetings(group.rhythm, now.date(), 2))
    return next(moment for moment in begun if moment <= now).astimezone(group.zone)


def fresh(session: Session, group: Group, now: datetime, by: ObjectId) -> Report:
    """A new draft, not kept yet."""
    found = material(session, group, now)
    names = [m.name for m in members.everyone_ever(session)]
    lines = tuple(_nameless(line, names) for line in drafted(found))
    period = found.grid.round.period if found.grid is not None else ""
    return Report("", group.name, now, completeness(found.grid), lines, period=period, made_by=by, made_at=now)


def draft(session: Session, group: Group, now: datetime, by: ObjectId) -> Report:
    """A new draft, kept."""
    return kept.keep(session, replace(fresh(session, group, now, by), id=kept.new_id(session)), "draft report")


def ids_in(text: str) -> tuple[str, ...]:
    """The ids that somebody typed. Raises `Invalid` for words that are none.

    >>> ids_in("act-26-001, RET-2026-10-JPUH")
    ('ACT-26-001', 'RET-2026-10-JPUH')
    """
    found = tuple(dict.fromkeys(m.group() for m in NAMED.finditer(text.upper())))
    rest = NAMED.sub("", text.upper()).replace(",", " ").replace(";", " ").replace("AND", " ").strip()
    if rest:
        raise Invalid("Records it rests on", "please give ids such as ACT-26-001 or RET-2026-10-JPUH, with commas.")
    return found


def resolved(session: Session, ids: Sequence[str]) -> tuple[str, ...]:
    """These ids, when each is a record that is kept. Raises `Invalid` with those that are not."""
    unknown = [i for i in ids if history.last(session, i) is None]
    if unknown:
        raise Invalid("Records it rests on", f"I cannot find {', '.join(unknown)}.")
    return tuple(ids)


def evidence(session: Session, ids: Sequence[str]) -> tuple[str, ...]:
    """Which of these are evidence of assurance: actions assured with evidence, returns that the chair assured."""
    found: list[str] = []
    for record in ids:
        action = actions.get(session, record) if record.startswith("ACT-") else None
        ret = kept_returns.get(session, record) if record.startswith("RET-") else None
        if _proven(action) or (ret is not None and _believed(ret)):
            found.append(record)
    return tuple(found)


def _proven(action: Action | None) -> bool:
    return action is not None and action.status == ActionStatus.ASSURED and bool(action.evidence)


def _believed(ret: Return) -> bool:
    return ret.received and ret.assurance == Assurance.ASSURED


def _nameless(line: ReportLine, names: Sequence[str]) -> ReportLine:
    def tidy(piece: Piece) -> Piece:
        text = piece.text
        for name in names:
            text = text.replace(name, "a member")
        return piece if text == piece.text else replace(piece, text=text)

    return replace(line, pieces=tuple(tidy(p) for p in line.pieces))


def _yesterday(now: datetime) -> date:
    return date.fromordinal(now.date().toordinal() - 1)
