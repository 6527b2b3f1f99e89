"""A concern: what worries somebody, who is to read it, and what became of it.

Owns: the record, who may read and answer it, and the steps from raised to closed. Must not: know how it looks or where
it is kept. An anonymous concern holds nothing of who raised it: there is no field for it to be forgotten in.
Source: product.md "Raise a concern between meetings"; domain guide 8.3; version 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.calendar import WorkingCalendar
from domain.people import CHAIRS, Member, ObjectId
from domain.refusals import Invalid, NotAllowed

NO_TRUST = "ALL"
"""The trust of a concern about no one trust: chair and deputy chair alone read it."""
ACKNOWLEDGED_WITHIN = 1
"""Working days within which somebody says that it was read. Source: product.md "Raise a concern between meetings"."""
LONGEST = 1_500
"""Characters of a concern. Source: ours, about a page of a small notebook."""
SPEAK_UP = (
    "You can also speak to your trust's Freedom to Speak Up Guardian, in confidence and at any time, "
    "whether or not you use this form."
)
"""Source: National Guardian's Office, Freedom to Speak Up policy for the NHS, 2022; domain guide 8.3."""
IN_DANGER = (
    "If somebody may be in danger now, use your trust's own escalation and incident reporting first: "
    "nobody watches this form around the clock."
)
"""Source: ours; the bot supports oversight and is not a clinical system (domain guide 8.3)."""
_RECORD = re.compile(r"\b(?:RSK|ACT|DEC|LRN|EVT|SIG)-\d{2}-\d{3,}\b")


class Status(StrEnum):
    """Where a concern stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    LOOKING = "looking"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """As members read it."""
        return STATUS_WORDS[self]


STATUS_WORDS: Mapping[Status, str] = {
    Status.RAISED: "raised, not yet acknowledged",
    Status.ACKNOWLEDGED: "acknowledged",
    Status.LOOKING: "being looked at",
    Status.CLOSED: "closed",
}
NEXT: Mapping[Status, frozenset[Status]] = {
    Status.RAISED: frozenset({Status.ACKNOWLEDGED, Status.LOOKING, Status.CLOSED}),
    Status.ACKNOWLEDGED: frozenset({Status.LOOKING, Status.CLOSED}),
    Status.LOOKING: frozenset({Status.LOOKING, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
"""From where one may go where. To look at it or to close it with words says that it was read, too."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Who does something, and the day on which they do it."""

    by: ObjectId
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern. `by` and `by_name` are empty for an anonymous one; of its time the day alone is known."""

    id: str
    text: str
    trust: str
    theme: str
    urgent: bool
    raised_on: date
    due: date
    """The last day on which somebody is to say that it was read."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    status: Status = Status.RAISED
    acknowledged_on: date | None = None
    acknowledged_by: ObjectId = ObjectId("")
    acknowledged_name: str = ""
    note: str = ""
    """What is being done, for its readers."""
    became: tuple[str, ...] = ()
    """Records that came of it."""
    counted: bool = False
    """Whether somebody confirmed the theme, so that it counts among the sources of that theme."""
    outcome: str = ""
    """The words for whoever raised it."""
    closed_on: date | None = None
    closed_name: str = ""
    version: int = 0

    @property
    def anonymous(self) -> bool:
        """Whether nobody knows who raised it."""
        return not self.by

    @property
    def live(self) -> bool:
        """Whether it is not closed."""
        return self.status != Status.CLOSED


def raised(concern: Concern, days: WorkingCalendar) -> Concern:
    """A new concern, ready to be kept, with the day by which it is acknowledged. Raises `Invalid` without a text."""
    text = concern.text.strip()
    if not text:
        raise Invalid("What worries you", "please say it in a few words.")
    if len(text) > LONGEST:
        raise Invalid("What worries you", f"please keep it under {LONGEST:,} characters; it has {len(text):,}.")
    due = days.add_working_days(concern.raised_on, ACKNOWLEDGED_WITHIN)
    return replace(concern, text=text, due=due, status=Status.RAISED)


def reads(member: Member, concern: Concern) -> bool:
    """Whether the member may read it: chair, deputy chair, and the leads of its trust."""
    return member.is_any(CHAIRS) or member.leads(concern.trust)


def acknowledges(member: Member, concern: Concern) -> bool:
    """Whether the member may say that it was read: a reader, but not whoever raised it."""
    return reads(member, concern) and concern.by != member.object_id


def closes(member: Member, concern: Concern) -> bool:
    """Whether the member may close it. A concern may be about a lead, so the chair or deputy chair does."""
    return reads(member, concern) and member.is_any(CHAIRS)


def acknowledged(concern: Concern, sign: Sign) -> Concern:
    """The concern, read by somebody. Raises `NotAllowed` when that was said already."""
    return _read(_to(concern, Status.ACKNOWLEDGED), sign)


def looked_at(concern: Concern, sign: Sign, note: str, became: str = "") -> Concern:
    """The concern, being looked at: what is done, and the ids of what came of it."""
    if not note.strip():
        raise Invalid("What is being done", "please say it in a few words.")
    after = replace(_to(concern, Status.LOOKING), note=note.strip(), became=_records(concern.became, became))
    return _read(after, sign)


def closed(concern: Concern, sign: Sign, words: str, became: str = "") -> Concern:
    """The concern, closed with words for whoever raised it."""
    if not words.strip():
        raise Invalid("What came of it", "please say it in words for the person who raised it.")
    after = replace(
        _to(concern, Status.CLOSED),
        outcome=words.strip(),
        became=_records(concern.became, became),
        closed_on=sign.day,
        closed_name=sign.name,
    )
    return _read(after, sign)


def themed(concern: Concern, theme: str) -> Concern:
    """The concern under a theme that somebody confirmed; it counts among that theme's sources from now on."""
    if not theme:
        raise Invalid("Theme", "please choose one of the list.")
    if not concern.live:
        raise NotAllowed(f"{concern.id} is closed.")
    return replace(concern, theme=theme, counted=True)


def overdue(concern: Concern, today: date) -> bool:
    """Whether it waits to be acknowledged for longer than it should."""
    return concern.status == Status.RAISED and concern.due < today


def _read(concern: Concern, sign: Sign) -> Concern:
    if concern.acknowledged_on is not None:
        return concern
    return replace(concern, acknowledged_on=sign.day, acknowledged_by=sign.by, acknowledged_name=sign.name)


def _to(concern: Concern, status: Status) -> Concern:
    if status not in NEXT[concern.status]:
        raise NotAllowed(f"{concern.id} is {concern.status.words} already.", "Open it to see where it stands.")
    return replace(concern, status=status)


def _records(before: tuple[str, ...], typed: str) -> tuple[str, ...]:
    """The ids known before and those in what was typed. Raises `Invalid` when it names none."""
    found = _RECORD.findall(typed.upper())
    if typed.strip() and not found:
        raise Invalid("What it became", "please give ids, such as RSK-26-003 or ACT-26-014.")
    return tuple(dict.fromkeys((*before, *found)))
