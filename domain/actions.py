"""An action: what somebody promised, by when, and how far it is from being believed.

Owns: the record, who may do what to it, and its barriers as data. Its steps are `domain/action_steps.py`, its colour
`domain/brag.py`. Must not: know where an action is kept or how it looks.
Source of fields and states: domain guide 6.1; product.md "Track actions".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.people import CHAIRS, GROUP, OFFICE, Member, ObjectId

SHARED = "ALL"
"""The trust of an action that several trusts do together, with a line for each."""
THIRD = 3
"""The change of date from which the chair decides. Source: product.md, "Reminders"."""
KEPT_UPDATES = 20
"""Updates shown with an action; the journal keeps every one. Source: ours, within a card."""


class Status(StrEnum):
    """How far an action is. Delivered, evidenced and assured are three different facts."""

    OPEN = "open"
    DELIVERED = "delivered"
    EVIDENCED = "evidenced"
    ASSURED = "assured"
    NOT_DOING = "not_doing"

    @property
    def words(self) -> str:
        """As members read it."""
        return {
            "open": "open",
            "delivered": "delivered, evidence awaited",
            "evidenced": "evidenced, assurance awaited",
            "assured": "assured",
            "not_doing": "not doing",
        }[self]


CLOSED = frozenset({Status.ASSURED, Status.NOT_DOING})
"""Nothing more is expected of anyone."""
LIVE = (Status.OPEN, Status.DELIVERED, Status.EVIDENCED)
ORDER = (Status.OPEN, Status.DELIVERED, Status.EVIDENCED, Status.ASSURED)
"""The way of an action that is done; a shared one is as far as its last trust."""


class Mark(StrEnum):
    """What the owner last said of it. It is one part of the colour, never the colour."""

    NONE = "none"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"

    @property
    def words(self) -> str:
        """As members read it."""
        return {"none": "not said", "on_track": "on track", "at_risk": "at risk"}[self]


BARRIERS: Mapping[str, str] = {
    "resource": "Money or time",
    "staffing": "Staffing",
    "other_body": "Another body has to act",
    "decision": "A decision is awaited",
    "data": "Data or a system",
    "estate": "Estate or equipment",
    "procurement": "Procurement",
    "other": "Something else",
}
"""What can stand in the way. Source: product.md "Progress card", version 2026-11."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One change of the due date."""

    was: date
    to: date
    reason: str
    agreed: str
    name: str
    """Who changed it."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """A new date that was asked for and is not decided yet."""

    to: date
    reason: str
    agreed: str
    by: ObjectId
    name: str
    at: datetime
    discuss: bool = False
    """The chair wants to talk about it first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that it was done: a link or a document in words, with a note. `trust` for a shared action's line."""

    source: str
    note: str
    by: ObjectId
    name: str
    at: datetime
    trust: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that was said or done, for the history on the card."""

    at: datetime
    name: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """How far one trust is. An ordinary action has one, a shared one has one for each trust."""

    trust: str
    status: Status = Status.OPEN
    delivered_by: ObjectId = ObjectId("")
    assured_by: ObjectId = ObjectId("")
    assured_name: str = ""
    mark: Mark = Mark.NONE
    """What its trust's lead says of a shared action's line."""

    @property
    def at_risk(self) -> bool:
        """Whether it is open and said to be at risk."""
        return self.status == Status.OPEN and self.mark == Mark.AT_RISK

    @property
    def words(self) -> str:
        """How it stands: `open, at risk`; what was said of it counts while it is open."""
        said = f", {self.mark.words}" if self.status == Status.OPEN and self.mark != Mark.NONE else ""
        return f"{self.status.words}{said}"


@dataclass(frozen=True, slots=True)
class Action:
    """A promise with one owner. `original_due` never changes; `slips` counts the changes of `due`."""

    id: str
    title: str
    why: str
    """The record it comes from, or words."""
    trust: str
    """A trust's code, or `ALL` for a shared action."""
    owner: ObjectId
    owner_name: str
    original_due: date
    due: date
    description: str = ""
    deputy: ObjectId = ObjectId("")
    deputy_name: str = ""
    start: date | None = None
    created_at: datetime | None = None
    created_by: ObjectId = ObjectId("")
    status: Status = Status.OPEN
    lines: tuple[Line, ...] = ()
    mark: Mark = Mark.NONE
    progress: int = 0
    """Per cent, as the owner says."""
    barrier: str = ""
    """A key of `BARRIERS`."""
    updates: tuple[Update, ...] = ()
    """The latest, newest first."""
    heard_on: date | None = None
    """The last day somebody said how it stands."""
    no_change_streak: int = 0
    slips: int = 0
    changes: tuple[Slip, ...] = ()
    request: Request | None = None
    evidence_required: str = ""
    evidence: tuple[Evidence, ...] = ()
    verified_by: ObjectId = ObjectId("")
    verified_name: str = ""
    delivered_on: date | None = None
    closed_at: datetime | None = None
    closed_reason: str = ""
    evidence_before: int = 0
    """How much evidence there was when it was last opened again; that does not count a second time."""
    theme: str = ""
    frameworks: tuple[str, ...] = ()
    risk: str = ""
    decision: str = ""
    also: tuple[str, ...] = ()
    """Ids of further records: a return, a second risk, a signal."""
    equity: str = ""
    """Who may benefit less, and how that will be known; empty means not examined. Source: domain guide 10 row 8."""
    version: int = 0

    @property
    def shared(self) -> bool:
        """Whether several trusts do it together."""
        return self.trust == SHARED

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected of anyone."""
        return self.status in CLOSED

    @property
    def trusts(self) -> tuple[str, ...]:
        """The trusts that have a line in it."""
        return tuple(line.trust for line in self.lines) if self.shared else (self.trust,)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines, also of an action that was made without any."""
        return self.lines or (Line(self.trust, self.status),)

    @property
    def links(self) -> tuple[str, ...]:
        """Every record and framework it is tied to, once: ids as people say them, a theme as `theme:pph`."""
        theme = f"theme:{self.theme}" if self.theme else ""
        why = self.why if is_record(self.why) else ""
        return tuple(
            dict.fromkeys(t for t in (why, self.risk, self.decision, *self.also, theme, *self.frameworks) if t)
        )

    @property
    def needs_decision(self) -> bool:
        """Whether the chair has to decide: the third change of date was made, or is asked for."""
        asked = 1 if self.request is not None else 0
        return not self.closed and self.slips + asked >= THIRD

    @property
    def last_update_at(self) -> datetime | None:
        """When something was last said or done."""
        return self.updates[0].at if self.updates else self.created_at

    def overdue(self, today: date) -> bool:
        """Whether it is still open and its date has passed."""
        return self.status == Status.OPEN and self.due < today

    def held(self, trust: str) -> tuple[Evidence, ...]:
        """The evidence that counts for a trust's line: given since it was last opened."""
        return tuple(e for e in self.evidence[self.evidence_before :] if e.trust in {"", trust})

    def line(self, trust: str) -> Line | None:
        """A trust's line."""
        return next((line for line in self.all_lines if line.trust == trust), None)


def is_record(words: str) -> bool:
    """Whether this is a record's id rather than words.

    >>> is_record("RET-2026-10-JPUH"), is_record("Staff feedback")
    (True, False)
    """
    head, dash, tail = words.partition("-")
    return bool(dash) and head.isupper() and len(head) == 3 and tail[:1].isdigit() and " " not in words


def owns(member: Member, action: Action) -> bool:
    """Whether the promise is this person's, as owner or as deputy."""
    return member.object_id in {action.owner, action.deputy}


def lines_of(member: Member, action: Action) -> tuple[Line, ...]:
    """The lines of a shared action that this person answers for as their trust's lead, and that are not evidenced."""
    waiting = {Status.OPEN, Status.DELIVERED}
    return tuple(x for x in action.lines if action.shared and member.leads(x.trust) and x.status in waiting)


def may_update(member: Member, action: Action) -> bool:
    """Its owner and deputy, its trust's lead, the chair and the deputy chair."""
    return owns(member, action) or member.is_any(CHAIRS) or any(member.leads(t) for t in action.trusts)


def may_own(member: Member) -> bool:
    """Whether somebody can be given a promise: in the group, and no observer. Source: the contract, People."""
    return member.active and member.is_any(GROUP)


def may_reassign(member: Member, action: Action) -> bool:
    """The chair, the office and the trust's lead."""
    return member.is_any(OFFICE) or any(member.leads(t) for t in action.trusts)


def may_assure(member: Member, action: Action, trust: str = "") -> bool:
    """The chair or the deputy chair, never somebody who promised it, delivered it or gave its evidence.

    Without `trust`, whether it holds for any line that waits for assurance.
    """
    if not member.is_any(CHAIRS) or owns(member, action):
        return False
    waiting = [x for x in action.all_lines if x.status == Status.EVIDENCED and trust in {"", x.trust}]
    return any(member.object_id not in _hands(action, line) for line in waiting)


def may_decide(member: Member, action: Action) -> bool:
    """The chair or the deputy chair, but not on what they asked for themselves."""
    return member.is_any(CHAIRS) and (action.request is None or action.request.by != member.object_id)


def _hands(action: Action, line: Line) -> set[ObjectId]:
    """Who has a hand in a line: assurance is a second person's."""
    given = {e.by for e in action.evidence if e.trust in {"", line.trust}}
    return {action.owner, action.deputy, line.delivered_by, *given}
