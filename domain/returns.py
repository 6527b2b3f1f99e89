"""A trust's monthly return: four sections, what was entered, and the three kinds of nothing.

Owns: states of a section and of a return, completeness, what a submission makes of them.
Must not: know how a form looks or where a return is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed

Value = str | int | float | None


class SectionKey(StrEnum):
    """The four steps of a return, in order."""

    MEASURES = "measures"
    INCIDENTS = "incidents"
    RISKS = "risks"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class SectionKind:
    """What a step is called and whether it may be unchanged. A nil return is possible in each."""

    key: SectionKey
    title: str
    no_change: bool

    @property
    def number(self) -> int:
        """1 to 4."""
        return list(SectionKey).index(self.key) + 1

    @property
    def step(self) -> str:
        """The heading of the step, as in the contract: `1 of 4 Measures`."""
        return f"{self.number} of {len(SectionKey)} {self.title}"


SECTIONS: Mapping[SectionKey, SectionKind] = {
    kind.key: kind
    for kind in (
        SectionKind(SectionKey.MEASURES, "Measures", no_change=False),
        SectionKind(SectionKey.INCIDENTS, "Incidents and themes", no_change=False),
        SectionKind(SectionKey.RISKS, "Risks and concerns", no_change=True),
        SectionKind(SectionKey.LEARNING, "Learning and good practice", no_change=True),
    )
}
"""Counts are never carried over, so only narrative sections allow `No change`. Nil under Measures says that there was
nothing to count and makes no figure: each stays missing. Source: product.md COLLECT; conversation.md "The return"."""


class Entry(StrEnum):
    """What a section holds. Nil, no change and not received are three different facts."""

    EMPTY = "empty"
    ENTERED = "entered"
    NIL = "nil"
    NO_CHANGE = "no_change"

    @property
    def words(self) -> str:
        """As members read it."""
        return {"empty": "not yet filled", "entered": "received", "nil": "nil return", "no_change": "no change"}[self]


@dataclass(frozen=True, slots=True)
class Section:
    """One step of a return as it was saved, by whom and when."""

    key: SectionKey
    entry: Entry = Entry.EMPTY
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    saved_by: str = ""
    saved_at: datetime | None = None


EMPTY_SECTIONS = tuple(Section(key) for key in SectionKey)


class Assurance(StrEnum):
    """What the chair says of a return. Source: domain guide 6.2."""

    NOT_REVIEWED = "not_reviewed"
    ASSURED = "assured"
    PARTIALLY = "partially_assured"
    NOT_ASSURED = "not_assured"

    @property
    def words(self) -> str:
        """As members read it."""
        return {
            "not_reviewed": "not reviewed yet",
            "assured": "assured",
            "partially_assured": "partially assured",
            "not_assured": "not assured",
        }[self]


@dataclass(frozen=True, slots=True)
class Return:
    """One trust's return for one month. `submission` counts what was sent: 0 is a draft, 2 and more are corrections."""

    id: str
    period: str
    trust: str
    draft: tuple[Section, ...] = EMPTY_SECTIONS
    sent: tuple[Section, ...] = ()
    submission: int = 0
    submitted_at: datetime | None = None
    submitted_by: ObjectId = ObjectId("")
    submitted_name: str = ""
    late: bool = False
    correction_reason: str = ""
    assurance: Assurance = Assurance.NOT_REVIEWED
    assurance_reason: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    version: int = 0

    @property
    def received(self) -> bool:
        """Whether anything was submitted."""
        return self.submission > 0

    def section(self, key: SectionKey) -> Section:
        """The section as it stands in the draft."""
        return next(s for s in self.draft if s.key == key)

    def sent_section(self, key: SectionKey) -> Section | None:
        """The section as submitted, or None when nothing was."""
        return next((s for s in self.sent if s.key == key), None)

    @property
    def missing(self) -> tuple[SectionKind, ...]:
        """Sections of the draft that are still empty."""
        return tuple(SECTIONS[s.key] for s in self.draft if s.entry == Entry.EMPTY)

    @property
    def unchanged(self) -> bool:
        """Whether the draft says just what was sent."""
        return [(s.entry, s.values) for s in self.draft] == [(s.entry, s.values) for s in self.sent]

    @property
    def next_step(self) -> SectionKey | None:
        """Where the member left off; None when every section has something."""
        return next((s.key for s in self.draft if s.entry == Entry.EMPTY), None)


def return_id(period: str, trust: str) -> str:
    """The id people say.

    >>> return_id("2026-10", "JPUH")
    'RET-2026-10-JPUH'
    """
    return f"RET-{period}-{trust}"


def save_section(ret: Return, section: Section, previous: Section | None) -> Return:
    """The return with this section of its draft replaced.

    `previous` is the same section of last month's submission. Raises `Invalid` when `No change` is not allowed here, or
    when there was nothing last month that could be unchanged.
    """
    kind = SECTIONS[section.key]
    if section.entry == Entry.NO_CHANGE:
        if not kind.no_change:
            raise Invalid(kind.title, "figures are new every month, so 'No change' is not possible here.")
        if previous is None or previous.entry == Entry.EMPTY:
            raise Invalid(kind.title, "nothing was received last month that could be unchanged.")
    draft = tuple(section if s.key == section.key else s for s in ret.draft)
    return replace(ret, draft=draft)


def submit(ret: Return, *, by: ObjectId, name: str, at: datetime, due: date, today: date, reason: str) -> Return:
    """The return as submitted now. A second submission is a correction and needs a reason; it is reviewed afresh.

    Raises `NotAllowed` while sections are empty or when nothing differs from what was sent, `Invalid` when a correction
    has no reason.
    """
    if ret.missing:
        names = ", ".join(k.title for k in ret.missing)
        raise NotAllowed(
            f"These sections are still empty: {names}.", "Fill them, or press Nil return where that is true."
        )
    if ret.received and ret.unchanged:
        raise NotAllowed("Nothing has changed since you sent it.", "Correct a step first, then submit.")
    if ret.received and not reason.strip():
        raise Invalid("Reason for the correction", "please say in a few words why the return changes.")
    first = not ret.received
    return replace(
        ret,
        sent=ret.draft,
        submission=ret.submission + 1,
        submitted_at=at,
        submitted_by=by,
        submitted_name=name,
        late=today > due if first else ret.late,
        correction_reason=reason.strip(),
        assurance=Assurance.NOT_REVIEWED,
        assurance_reason="",
        reviewed_by="",
        reviewed_at=None,
    )


def review(ret: Return, verdict: Assurance, *, reason: str, by: str, at: datetime) -> Return:
    """The return with the chair's word on it.

    Raises `NotAllowed` for a return that was not received, `Invalid` when a doubt has no reason.
    """
    if not ret.received:
        raise NotAllowed(f"{ret.id} was not received, so there is nothing to review.")
    if verdict in {Assurance.PARTIALLY, Assurance.NOT_ASSURED} and not reason.strip():
        raise Invalid("Reason", "please say what would be needed for full assurance.")
    return replace(ret, assurance=verdict, assurance_reason=reason.strip(), reviewed_by=by, reviewed_at=at)
