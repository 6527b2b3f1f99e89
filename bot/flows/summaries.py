"""Making a summary of what the store holds, and sending it: for a command, and for the calendar.

Owns: which queries feed the rules, and the posts of a bulletin. Must not: word a line (`domain/summary_rules.py` does).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.contracts import Post
from bot.flows.calendars import calendar_of
from cards import summaries as cards
from domain.actions import Action
from domain.changes import Since, what_changed
from domain.escalations import Escalation
from domain.group import Group
from domain.group_faults import WEEKDAYS
from domain.people import ObjectId
from domain.returns import Return
from domain.rhythm import previous
from domain.risk_health import Facts, over_again
from domain.risks import expired
from domain.rounds import Grid, grid
from domain.summaries import (
    Bulletin,
    Scope,
    Summary,
    drafted,
    for_outsiders,
    last_meetings,
    next_meeting,
    posted,
    without_names,
)
from domain.summary_rules import DECISIONS, DUE, LATE, TOP_RISKS, Known, Some, summary
from storage import actions, escalations, members
from storage import returns as kept_returns
from storage import risks as kept_risks
from storage import summaries as kept
from storage.fresh import Fresh
from storage.risks import Wanted
from storage.session import Session

LOOKED_AT = 60
"""Risks over tolerance that are looked at for the rule of two meetings, the highest first. Source: ours."""
FRESH = timedelta(days=7)
"""A round that closed longer ago gets no summary of its own any more. Source: ours, so that no old news is posted."""
_MADE: Fresh[Summary] = Fresh()
CORRECTED_MONTHS = 13
"""How many months back a correction is looked for. Source: ours, a year and the month itself."""


def build(session: Session, group: Group, now: datetime, scope: Scope, *, public: bool = False) -> Summary:
    """The risk summary of a scope from the records as they are; `now` is local and says what is late.

    `public`: as the channel may see it. Worked out once a day for each scope until a record changes.
    """

    def made() -> Summary:
        found = summary(replace(known(session, group, now, scope), public=public))
        return _nameless(session, for_outsiders(found) if public else found)

    return replace(_MADE.of(session, group, (scope, now.date(), public), made), as_at=now)


def known(session: Session, group: Group, now: datetime, scope: Scope) -> Known:
    """The records a risk summary is made of."""
    today = now.date()
    meetings = last_meetings(group.rhythm, today, group.escalation.meetings)
    until = next_meeting(group.rhythm, today)
    trusts = (*scope.trusts, "ALL") if scope.trusts else ()
    wanted = Wanted(trusts=scope.trusts)
    over = kept_risks.listed(session, Wanted(trusts=scope.trusts, over=group.tolerance), limit=LOOKED_AT)
    facts = Facts(group, today, meetings=meetings)
    waiting = escalations.waiting(session)
    before_board = {e.risk for e in waiting}

    def mine(found: list[Action]) -> tuple[Action, ...]:
        return tuple(a for a in found if scope.covers(a.trust))

    return Known(
        group,
        now,
        scope,
        completeness(session, scope),
        risks=kept_risks.listed(session, wanted, limit=TOP_RISKS),
        risk_total=kept_risks.count(session, wanted),
        late=_open(session, trusts, None, _before(today), LATE),
        due=_open(session, trusts, _before(today), until, DUE),
        due_until=until,
        asked=mine(actions.requested(session, limit=DECISIONS * 8)),
        third=mine(actions.third_changes(session, limit=DECISIONS * 8)),
        over=tuple(r for r in over if r.id not in before_board and over_again(r, facts)),
        over_partial=len(over) == LOOKED_AT,
        meetings=meetings,
        ran_out=tuple(r for r in kept_risks.accepted(session, scope.trusts) if expired(r, today)),
        unanswered=_covered(session, scope, waiting),
        drafts=_covered(session, scope, escalations.unapproved(session)),
        corrections=_corrected(session, _instant(group, meetings[0]), scope, today),
    )


def changed(
    session: Session, group: Group, now: datetime, scope: Scope, *, first: date | None = None, public: bool = False
) -> Summary:
    """What changed since the last meeting that has begun, or since the beginning of a day. `public`: for outsiders."""
    if first is not None:
        moment = datetime.combine(first, time(), tzinfo=group.zone)
    else:
        begun = (_instant(group, day) for day in last_meetings(group.rhythm, now.date(), 2))
        moment = next(m for m in begun if m <= now).astimezone(group.zone)
    touched = kept.touched_actions(session, moment)
    found = what_changed(
        Since(
            now,
            moment,
            scope,
            completeness(session, scope),
            moved=kept_risks.moved_since(session, moment, scope.trusts),
            closed=kept_risks.closed_since(session, moment, scope.trusts),
            actions=tuple(a for a in touched if scope.covers(a.trust)),
            partial=len(touched) >= 200,
            corrections=_corrected(session, moment, scope, now.date()),
            public=public,
        )
    )
    return _nameless(session, for_outsiders(found) if public else found)


def completeness(session: Session, scope: Scope) -> Grid | None:
    """The grid of the scope's round, the latest one unless a month was named, with its own trusts only."""
    rnd = kept_returns.round_of(session, scope.period) if scope.period else kept_returns.latest_round(session)
    if rnd is None:
        return None
    found = grid(rnd, kept_returns.of_period(session, rnd.period))
    return Grid(rnd, tuple(line for line in found.lines if scope.covers(line.trust)))


def draft(session: Session, group: Group, now: datetime, *, occasion: str = "") -> Bulletin:
    """A new draft of the whole group's summary, frozen and kept."""
    body = build(session, group, now, Scope(), public=True)
    fresh = drafted(kept.new_id(session), Scope(), body, session.now, occasion)
    return kept.keep(session, fresh, "draft summary")


def post(session: Session, bulletin: Bulletin, by: ObjectId) -> Post:
    """The bulletin marked as posted, and the channel's post: exactly the body that was drafted."""
    done = kept.keep(session, posted(bulletin, by, session.now), "post summary")
    card = cards.show(done.body, public=True, published=done.id)
    return Post("summary", f"summary/{done.id}", card, to_channel=True, subject=done.id)


def occasion(session: Session, group: Group, now: datetime) -> str:
    """Which scheduled summary is due at this local moment, empty for none. Writes nothing.

    One follows each round that closed, on the next working day at the summary's time; one comes weekly where the group
    wants it, on its weekday or, when that is a holiday, the next working day of that week.
    """
    days = calendar_of(group)
    if now.time() < group.summary.at or not days.is_working(now.date()):
        return ""
    names: list[str] = []
    rnd = kept_returns.latest_round(session)
    if rnd is not None and rnd.closed_at is not None and timedelta(0) <= now - rnd.closed_at <= FRESH:
        names.append(f"round {rnd.period}")
    year, week, weekday = now.isocalendar()
    if group.summary.weekly and weekday > WEEKDAYS.index(group.summary.weekly):
        names.append(f"week {year}-{week:02d}")
    made = {name: kept.of_occasion(session, name) for name in names}
    if any(b and b.made_at and b.made_at.astimezone(group.zone).date() == now.date() for b in made.values()):
        return ""  # one a day: the summary after a round is the week's, too
    return next((name for name, bulletin in made.items() if bulletin is None), "")


def scheduled(session: Session, group: Group, now: datetime) -> tuple[Post, ...]:
    """The posts of the scheduled summary that is due now, none otherwise; asked again, it makes nothing twice.

    Per group it goes to the channel at once, or first to the chair and the deputy with `Post to channel`.
    """
    name = occasion(session, group, now)
    if not name:
        return ()
    fresh = draft(session, group, now, occasion=name)
    if group.summary.at_once:
        return (post(session, fresh, ObjectId("")),)
    card = cards.show(fresh.body, draft=fresh.id)
    return tuple(
        Post("notice", f"summary/{fresh.id}/{chair.object_id}", card, to_person=chair.object_id, subject=fresh.id)
        for chair in members.chairs(session)
    )


def _nameless(session: Session, made: Summary) -> Summary:
    return without_names(made, members.names(session))


def _open(session: Session, trusts: tuple[str, ...], after: date | None, until: date, limit: int) -> Some:
    first = kept.first_open(session, trusts=trusts, after=after, until=until, limit=limit)
    total = kept.count_open(session, trusts=trusts, after=after, until=until)
    return Some(first, total, capped=total >= kept.COUNTED)


def _covered(session: Session, scope: Scope, found: tuple[Escalation, ...]) -> tuple[Escalation, ...]:
    """Those whose risk the scope covers."""
    if not scope.trusts:
        return found
    risks = {e.id: kept_risks.get(session, e.risk) for e in found}
    return tuple(e for e in found if (risk := risks[e.id]) is not None and scope.covers(risk.trust))


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _instant(group: Group, day: date) -> datetime:
    return calendar_of(group).instant(day, group.rhythm.meeting_time)


def _corrected(session: Session, moment: datetime, scope: Scope, today: date) -> tuple[Return, ...]:
    first = previous(f"{today:%Y-%m}", CORRECTED_MONTHS)
    return tuple(r for r in kept.corrected_since(session, moment, first) if scope.covers(r.trust))
