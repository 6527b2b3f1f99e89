"""A risk: if, then, leading to; what it scores, who looks at it when, and what was decided about it.

Owns: the record and its words. Must not: know how it looks or where it is kept; what may happen to it is
`domain/risk_changes.py`, how it moved `domain/trajectory.py`.
Source: domain guide 5; product.md "Risk register".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.group import Group
from domain.people import OFFICE, Member, ObjectId, Role
from domain.scores import Score, distance

ALL = "ALL"
"""The trust of a risk that the whole system holds."""
CATEGORIES: Mapping[str, str] = {
    "safety": "Clinical quality and safety",
    "workforce": "Workforce",
    "compliance": "Compliance and regulation",
    "finance": "Finance",
    "estates": "Estate and equipment",
    "digital": "Digital and records",
    "reputation": "Reputation",
}
"""Domains of appetite. Source: domain guide 5 (after one trust's published scale), with estate and digital added."""


class Status(StrEnum):
    """Where a risk stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Response(StrEnum):
    """The four Ts."""

    TREAT = "treat"
    TOLERATE = "tolerate"
    TRANSFER = "transfer"
    TERMINATE = "terminate"


class Strength(StrEnum):
    """How good the evidence for a score is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Lines:
    """The three lines of assurance: the team itself, oversight, somebody independent."""

    team: str = ""
    oversight: str = ""
    independent: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One look at a risk. The first stands for its being raised."""

    at: datetime
    day: date
    by: ObjectId
    name: str
    likelihood: int
    consequence: int
    rationale: str
    no_change: bool = False
    controls_changed: bool = False

    @property
    def score(self) -> int:
        """What it scored from then on."""
        return self.likelihood * self.consequence


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That somebody accepted the risk as it stood, until a day. `void` says why it no longer holds."""

    by: ObjectId
    name: str
    at: datetime
    until: date
    reason: str
    likelihood: int
    consequence: int
    controls: tuple[str, ...]
    gaps: tuple[str, ...]
    void: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What another trust answered to `Seen elsewhere?`; with a score when it has one of its own."""

    trust: str
    seen: bool
    note: str
    by: ObjectId
    day: date
    likelihood: int = 0
    consequence: int = 0

    @property
    def words(self) -> str:
        """`NNUH: seen here too, 12 (possible 3 x major 4)`."""
        score = f", {Score(self.likelihood, self.consequence).words}" if self.likelihood else ""
        return f"{self.trust}: {'seen here too' if self.seen else 'not seen here'}{score}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the board said to an escalation."""

    escalation: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk of the register. `likelihood` and `consequence` are the current ones; `score` follows from them."""

    id: str
    title: str
    cause: str
    event: str
    effect: str
    trust: str
    likelihood: int
    consequence: int
    initial: Score
    target: Score
    theme: str = ""
    category: str = "safety"
    appetite: str = "cautious"
    controls: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    assurance: Lines = field(default_factory=Lines)
    strength: Strength = Strength.MEDIUM
    response: Response = Response.TREAT
    owner: ObjectId = ObjectId("")
    owner_name: str = ""
    held_at: str = ""
    status: Status = Status.OPEN
    acceptance: Acceptance | None = None
    reviews: tuple[Review, ...] = ()
    next_review: date | None = None
    elsewhere: tuple[Seen, ...] = ()
    escalation: str = ""
    board: tuple[Answer, ...] = ()
    merged_into: str = ""
    merged: tuple[str, ...] = ()
    """Risks that became part of this one."""
    created_at: datetime | None = None
    moved_at: datetime | None = None
    """When the score last changed."""
    closed_at: datetime | None = None
    closed_reason: str = ""
    score: int = 0
    version: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", self.current.product)

    @property
    def current(self) -> Score:
        """Likelihood and consequence with the controls in place."""
        return Score(self.likelihood, self.consequence)

    @property
    def live(self) -> bool:
        """Whether it is on the register."""
        return self.status != Status.CLOSED

    @property
    def sentence(self) -> str:
        """`If ..., then ..., leading to ...`."""
        return f"If {_run_on(self.cause)}, then {_run_on(self.event)}, leading to {_run_on(self.effect)}."


def may_reassign(member: Member, risk: Risk) -> bool:
    """Who may give a risk to somebody else: the chair, the office and its trust's leads; of a shared one any lead."""
    shared = risk.trust == ALL and Role.TRUST_LEAD in member.roles
    return member.is_any(OFFICE) or member.leads(risk.trust) or shared


def tolerance(risk: Risk, group: Group) -> int:
    """The highest score that the group tolerates for this risk's appetite; the strictest when the word is unknown."""
    return group.tolerance.get(risk.appetite, min(group.tolerance.values()))


def standing(risk: Risk, group: Group) -> str:
    """Score, band and both distances in words: `16 extreme, 10 over tolerance 6, 8 over target 8`."""
    band = group.band(risk.score).name
    to_target = distance(risk.score, risk.target.product, "target")
    return f"{risk.score} {band}, {distance(risk.score, tolerance(risk, group), 'tolerance')}, {to_target}"


def expired(risk: Risk, today: date) -> bool:
    """Whether the acceptance of the risk has run out."""
    return risk.status == Status.ACCEPTED and risk.acceptance is not None and risk.acceptance.until < today


def _run_on(text: str) -> str:
    """A part of the sentence: without its full stop, in small letters unless it begins with a short form."""
    tidy = text.strip().rstrip(".")
    first = tidy.split(" ", 1)[0]
    return tidy if len(first) > 1 and first.isupper() else tidy[:1].lower() + tidy[1:]
