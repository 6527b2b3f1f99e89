"""Taking back one's own last write: which records it touched, and each as it stood before.

Owns: finding the last write of an actor in the journal, and putting an earlier version back as a new one.
Must not: decide who may, or for how long. Nothing is removed: the taking back is a version and a journal line itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain import questions
from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.attendance import Attendance
from domain.concerns import Concern
from domain.concerns import Status as ConcernStatus
from domain.decisions import Decision
from domain.decisions import Status as DecisionStatus
from domain.deep_dives import DeepDive
from domain.deep_dives import Stage as DiveStage
from domain.equity import Cut
from domain.evidence import Item
from domain.evidence import Status as EvidenceStatus
from domain.group import Group
from domain.ideas import Idea
from domain.ideas import Stage as IdeaStage
from domain.judgements import Judgement
from domain.learning import Learning
from domain.learning import Stage as LearningStage
from domain.learning_events import LearningEvent
from domain.learning_events import Stage as EventStage
from domain.people import Member
from domain.policies import Policy
from domain.policies import Status as PolicyStatus
from domain.rebases import Rebase
from domain.refusals import NotAllowed, Stale
from domain.returns import EMPTY_SECTIONS, Return
from domain.risks import Risk
from domain.risks import Status as RiskStatus
from domain.signals import Signal
from domain.signals import Status as SignalStatus
from domain.theme_notes import ThemeNote
from storage import (
    actions,
    attendances,
    concerns,
    decisions,
    deep_dives,
    equity,
    evidence,
    history,
    ideas,
    judgements,
    learning,
    learning_events,
    members,
    observations,
    policies,
    rebases,
    records,
    returns,
    risks,
    signals,
    theme_notes,
)
from storage.history import Entry
from storage.session import Session
from storage.tables import members as members_table

NO_CHANGE = ("FIL-", "JOB-", "ACK-", "themes/", "equity/")
"""How the names begin of what is noted in the journal but changes no record of somebody's: a file taken, a file asked
for, a text read, a table that the channel was shown."""
VERB = "undo "
"""How the journal's verb of a taking back begins; such a write is not taken back again."""
LOOK_BACK = 40
"""Journal lines of one person that are looked at: more than one press writes. Source: ours."""
MOST = 5_000
"""The same for a press that wrote more. Source: ours, above what an import keeps."""
TAKEN_BACK = "taken back by the person who wrote it"


@dataclass(frozen=True, slots=True)
class Write:
    """One press or message that changed something, oldest line first."""

    at: datetime
    turn_id: str
    lines: tuple[Entry, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The records it touched, once each, in order."""
        return tuple(dict.fromkeys(line.subject for line in self.lines))


def last_write(session: Session, actor: str, since: datetime) -> Write | None:
    """The actor's latest write after `since`, unless it was a taking back itself."""
    noted = history.by_actor(session, actor, limit=LOOK_BACK)
    if len({e.turn_id for e in noted}) == 1 and len(noted) == LOOK_BACK:  # an import writes more than a press does
        noted = history.by_actor(session, actor, limit=MOST)
    lines = [e for e in noted if e.at >= since and not e.subject.startswith(NO_CHANGE)]
    if not lines or lines[0].verb.startswith(VERB):
        return None
    turn_id = lines[0].turn_id
    mine = tuple(reversed([e for e in lines if e.turn_id == turn_id]))
    return Write(lines[0].at, turn_id, mine)


def take_back(session: Session, write: Write, group: Group) -> tuple[str, ...]:
    """Put every record of this write back as it stood before; the ids.

    Raises `NotAllowed` when one of them cannot be taken back, `Stale` when somebody changed one since.
    """
    for subject in write.subjects:
        if _back_of(subject) is None:
            raise NotAllowed("That cannot be taken back here.", "Please change it by hand, or ask the office.")
        latest = history.last(session, subject)
        if latest is not None and latest.turn_id != write.turn_id:
            raise Stale(subject, history.name_of(session, latest.actor), latest.at.astimezone(group.zone))
    for subject in write.subjects:
        lines = [line for line in write.lines if line.subject == subject]
        back = _back_of(subject)
        if back is not None:
            back(session, subject, lines, group)
    return write.subjects


Back = Callable[[Session, str, list[Entry], Group], None]


def _back_of(subject: str) -> Back | None:
    return next((back for prefix, back in BACKS.items() if subject.startswith(prefix)), None)


def _before(session: Session, current: Any, lines: list[Entry], table: Any, kind: type[Any]) -> Any | None:
    """The record as it stood before these lines, carrying its present version number; None when they made it."""
    if not lines[0].before_hash:
        return None
    version = history.version(session, lines[0].subject, current.version - len(lines))
    if version is None:
        raise NotAllowed("That cannot be taken back any more.")
    return replace(records.revive(table, kind, version.body), version=current.version)


def _action(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(actions.get(session, subject))
    before = _before(session, current, lines, actions.actions, Action)
    gone = {"status": ActionStatus.NOT_DOING, "closed_at": session.now, "closed_reason": TAKEN_BACK}
    actions.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _risk(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(risks.get(session, subject))
    before = _before(session, current, lines, risks.risks, Risk)
    gone = {"status": RiskStatus.CLOSED, "closed_at": session.now, "closed_reason": TAKEN_BACK}
    risks.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _return(session: Session, subject: str, lines: list[Entry], group: Group) -> None:
    current = _there(returns.get(session, subject))
    before = _before(session, current, lines, returns.returns, Return)
    kept = returns.keep(session, before or replace(current, draft=EMPTY_SECTIONS), VERB + lines[-1].verb)
    values = questions.answers(kept.sent)
    figures = questions.observations(values, questions.in_use(group.measures)) if kept.received else ()
    returns.keep_observations(session, kept, figures)


def _member(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(members.by_object_id(session, subject.partition("/")[2]))
    before = _before(session, current, lines, members_table, Member)
    members.change(session, before or replace(current, active=False), VERB + lines[-1].verb)


def _rebase(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(rebases.get(session, subject))
    before = _before(session, current, lines, rebases.rebases, Rebase)
    rebases.change(session, before or replace(current, active=False), VERB + lines[-1].verb)


def _decision(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(decisions.get(session, subject))
    before = _before(session, current, lines, decisions.decisions, Decision)
    gone = {"status": DecisionStatus.SET_ASIDE, "reason": TAKEN_BACK, "ended_on": session.now.date()}
    decisions.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _evidence(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(evidence.get(session, subject))
    before = _before(session, current, lines, evidence.evidence, Item)
    gone = {"status": EvidenceStatus.WITHDRAWN, "note": TAKEN_BACK}
    evidence.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _policy(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(policies.get(session, subject))
    before = _before(session, current, lines, policies.policies, Policy)
    gone = {"status": PolicyStatus.CLOSED, "closed_reason": TAKEN_BACK, "closed_on": session.now.date()}
    policies.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _judgement(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(judgements.get(session, subject))
    before = _before(session, current, lines, judgements.judgements, Judgement)
    judgements.keep(session, before or replace(current, looks=()), VERB + lines[-1].verb)


def _import(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    observations.take_back(session, subject, VERB + lines[-1].verb)


def _attendance(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(attendances.get(session, subject))
    before = _before(session, current, lines, attendances.attendances, Attendance)
    attendances.keep(session, before or replace(current, present=(), quorate=False, parts=()), VERB + lines[-1].verb)


def _theme_note(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(theme_notes.get(session, subject))
    before = _before(session, current, lines, theme_notes.theme_notes, ThemeNote)
    theme_notes.change(session, before or replace(current, withdrawn=TAKEN_BACK), VERB + lines[-1].verb)


def _learning(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(learning.get(session, subject))
    before = _before(session, current, lines, learning.learning, Learning)
    if current.shared and before is not None and not before.shared:
        raise NotAllowed(f"{subject} is on its way to the channel.", "Open it and press Take it back, with a reason.")
    gone = {"stage": LearningStage.WITHDRAWN, "note": TAKEN_BACK}
    learning.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _learning_event(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(learning_events.get(session, subject))
    before = _before(session, current, lines, learning_events.learning_events, LearningEvent)
    gone = {"stage": EventStage.CANCELLED, "reason": TAKEN_BACK}
    learning_events.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _deep_dive(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(deep_dives.get(session, subject))
    before = _before(session, current, lines, deep_dives.deep_dives, DeepDive)
    gone = {"stage": DiveStage.DROPPED, "result": TAKEN_BACK}
    deep_dives.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _idea(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(ideas.get(session, subject))
    before = _before(session, current, lines, ideas.ideas, Idea)
    ideas.change(session, before or replace(current, stage=IdeaStage.ABANDONED), VERB + lines[-1].verb)


def _signal(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(signals.get(session, subject))
    before = _before(session, current, lines, signals.signals, Signal)
    gone = {"status": SignalStatus.WITHDRAWN, "closed_on": session.now.date(), "closed_reason": TAKEN_BACK}
    signals.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _concern(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    """Of one with a name only: an anonymous one is nobody's last write."""
    current = _there(concerns.get(session, subject))
    before = _before(session, current, lines, concerns.concerns, Concern)
    gone = {"status": ConcernStatus.CLOSED, "closed_on": session.now.date(), "outcome": TAKEN_BACK}
    concerns.change(session, before or replace(current, **gone), VERB + lines[-1].verb)


def _cut(session: Session, subject: str, lines: list[Entry], _group: Group) -> None:
    current = _there(equity.get(session, subject))
    before = _before(session, current, lines, equity.cuts, Cut)
    equity.change(session, before or replace(current, withdrawn=TAKEN_BACK), VERB + lines[-1].verb)


def _there(record: Any) -> Any:
    if record is None:
        raise NotAllowed("That cannot be taken back any more.")
    return record


BACKS: Mapping[str, Back] = {
    "ACT-": _action,
    "RSK-": _risk,
    "RET-": _return,
    "REB-": _rebase,
    "DEC-": _decision,
    "EVD-": _evidence,
    "POL-": _policy,
    "FRM-": _judgement,
    "MTG-": _attendance,
    "IMP-": _import,
    "THM-": _theme_note,
    "LRN-": _learning,
    "EVT-": _learning_event,
    "DIV-": _deep_dive,
    "IDE-": _idea,
    "SIG-": _signal,
    "CON-": _concern,
    "EQY-": _cut,
    "members/": _member,
}
"""How a record of each kind goes back, by how its name in the journal begins."""
