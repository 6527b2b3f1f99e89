"""A piece of evidence or a key document: what it is, how good, whether it still holds, and what it supports.

Owns: the record and what may happen to it. Must not: know where it is kept or open what it points to.
Source: domain guide 10 (last row) and 11; product.md "Framework evidence tags".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.catalogue import FRAMEWORKS, REQUIREMENTS, THEMES
from domain.people import OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed

EVERY = "ALL"
"""The trust of evidence that holds for the whole system."""
ANY_RISK = "RSK-"
"""Stands for every risk where a record's id could stand."""
MOST_TAGS = 20
"""Requirements that one item supports at most: more says nothing. Source: ours."""
_RECORD = re.compile(r"\b(?:RSK|ACT|DEC|POL)-\d{2}-\d{3}\b|\bRET-\d{4}-\d{2}-[A-Z0-9]{2,16}\b")


class Status(StrEnum):
    """Whether it holds. Only current evidence counts for a requirement."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REFERENCE = "reference"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """As members read it."""
        return "superseded" if self == Status.SUPERSEDED else self.value


class Strength(StrEnum):
    """How far it shows that something is so. Source: domain guide 10: document, audit, outcome, observed."""

    DOCUMENT = "document"
    AUDIT = "audit"
    OUTCOME = "outcome"
    OBSERVED = "observed"

    @property
    def words(self) -> str:
        """As members read it."""
        return {
            "document": "document: says what is meant to happen",
            "audit": "audit: shows that it does happen",
            "outcome": "outcome: shows that it makes a difference",
            "observed": "observed: seen and heard where it happens",
        }[self]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the register. `supports` are requirements, frameworks and themes, `records` ids of ours."""

    id: str
    title: str
    publisher: str = ""
    dated: str = ""
    """Its date as far as it is known (`domain.partial_dates`)."""
    edition: str = ""
    status: Status = Status.CURRENT
    superseded_by: str = ""
    """An id of ours, or words."""
    strength: Strength = Strength.DOCUMENT
    trust: str = EVERY
    owner: ObjectId = ObjectId("")
    owner_name: str = ""
    next_review: date | None = None
    link: str = ""
    """Where it is kept, as typed: shown as text, never followed."""
    supports: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    note: str = ""
    document: str = ""
    """Key of the starter list, when it came from there."""
    added_by: ObjectId = ObjectId("")
    added_name: str = ""
    added_at: datetime | None = None
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether it counts as evidence today."""
        return self.status == Status.CURRENT

    @property
    def targets(self) -> tuple[str, ...]:
        """Everything it is tied to, once."""
        return tuple(dict.fromkeys((*self.supports, *self.records)))

    def stale(self, today: date) -> bool:
        """Whether its review day has passed while it is in use."""
        in_use = self.status in {Status.CURRENT, Status.REFERENCE}
        return in_use and self.next_review is not None and self.next_review < today


def checked(item: Item) -> Item:
    """The item, ready to be kept. Raises `Invalid` when something does not fit."""
    if not item.title.strip():
        raise Invalid("Title", "please fill this in.")
    if item.status == Status.SUPERSEDED and not item.superseded_by.strip():
        raise Invalid("Superseded by", "please say what took its place.")
    if item.superseded_by.strip() and item.status != Status.SUPERSEDED:
        raise Invalid("Superseded by", "please choose the status superseded, or leave this blank.")
    if len(item.supports) > MOST_TAGS:
        raise Invalid("Supports", f"please name at most {MOST_TAGS}; one item cannot stand for everything.")
    return replace(item, title=item.title.strip(), superseded_by=item.superseded_by.strip())


def changes(member: Member, item: Item) -> bool:
    """Who may change it: its owner, whoever added it, its trust's lead, the office and the chairs."""
    own = member.object_id in {item.owner, item.added_by}
    return own or member.is_any(OFFICE) or member.leads(item.trust)


def withdrawn(item: Item, reason: str) -> Item:
    """The item off the register, with the reason as its note."""
    if item.status == Status.WITHDRAWN:
        raise NotAllowed(f"{item.id} was withdrawn already.")
    if not reason.strip():
        raise Invalid("Why it is withdrawn", "please say it in a few words.")
    return replace(item, status=Status.WITHDRAWN, superseded_by="", note=reason.strip())


def tags_in(typed: str) -> tuple[str, ...]:
    """Keys of requirements and frameworks in what was typed, once each, in order. Raises `Invalid` for one unknown.

    >>> tags_in("SA6, cnst:sa9; 3YDP:T3")
    ('CNST:SA6', 'CNST:SA9', '3YDP:T3')
    """
    parts = [p.strip() for p in re.split(r"[,;\n]", typed) if p.strip()]
    found: dict[str, None] = {}
    for part in parts:
        key = _key(part)
        if key is None:
            raise Invalid("Supports", f"I do not know '{part[:40]}'. Please give keys such as SA6, SBLCB:E1 or PQOM.")
        found[key] = None
    return tuple(found)


def records_in(typed: str) -> tuple[str, ...]:
    """Ids of our own records in what was typed. Raises `Invalid` when words are there but no id."""
    found = tuple(dict.fromkeys(_RECORD.findall(typed.upper())))
    if typed.strip() and not found:
        raise Invalid("Records", "please give ids, such as RSK-26-003 or ACT-26-014.")
    return found


def named(key: str) -> str:
    """What an item supports, in words.

    >>> named("PQOM"), named("theme:pph"), named("RSK-26-003"), named(ANY_RISK)
    ('PQOM: Perinatal Quality Oversight Model', 'theme: Postpartum haemorrhage', 'RSK-26-003', 'any risk')
    """
    if key == ANY_RISK:
        return "any risk"
    if key.startswith("theme:"):
        theme = THEMES.get(key.removeprefix("theme:"))
        return f"theme: {theme.name if theme else key}"
    entry = REQUIREMENTS[key].title if key in REQUIREMENTS else FRAMEWORKS[key].name if key in FRAMEWORKS else ""
    return f"{key}: {entry}" if entry else key


def _key(part: str) -> str | None:
    said = part.lower()
    for key, entry in (*FRAMEWORKS.items(), *REQUIREMENTS.items()):
        if said == key.lower() or said in entry.aliases:
            return key
    return None
