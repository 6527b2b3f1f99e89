"""An entry under a theme that somebody writes by hand: a complaint, a PMRT grade, what families or staff said.

Owns: the sources with what each may grade, the record, its checks, and themes suggested by words. A suggestion is never
kept before a person confirms it. Must not: count anything (`domain/triangulation.py` does).
Source: domain guide 4.1 (harm levels), 4.4 (PMRT grades), 4.7 and 10 row 3a (sources); version 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from domain.catalogue import THEMES, Theme
from domain.people import Member, ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import month_name, period_of

VERSION = "2026-11"
SHARED = "ALL"
"""The trust of what is said about the whole system."""
MOST_CASES = 500
LONGEST = 600
NO_WORRY = frozenset({"good_practice"})
"""Themes that say something good: never a pattern, never suggested."""
SUGGESTED = 4
"""Themes suggested from one text at most. Source: ours, what a person looks through at a glance."""


class Source(StrEnum):
    """Where something comes from."""

    INCIDENTS = "incidents"
    PMRT = "pmrt"
    MNSI = "mnsi"
    COMPLAINTS = "complaints"
    CLAIMS = "claims"
    MNVP = "mnvp"
    STAFF = "staff"
    AUDIT = "audit"
    MEASURE = "measure"
    SIGNAL = "signal"
    CONCERN = "concern"

    @property
    def words(self) -> str:
        """As members read it."""
        return SOURCE_WORDS[self]


SOURCE_WORDS: Mapping[Source, str] = {
    Source.INCIDENTS: "incidents",
    Source.PMRT: "PMRT reviews",
    Source.MNSI: "MNSI",
    Source.COMPLAINTS: "complaints",
    Source.CLAIMS: "claims",
    Source.MNVP: "women and families (MNVP)",
    Source.STAFF: "staff voice",
    Source.AUDIT: "audit",
    Source.MEASURE: "measures",
    Source.SIGNAL: "external signals",
    Source.CONCERN: "concerns",
}
VOICES = frozenset({Source.COMPLAINTS, Source.MNVP, Source.STAFF, Source.CONCERN})
"""Sources in which people speak for themselves. Source: domain guide 10 row 3a, "metric green but voices red"."""
BY_HAND = tuple(s for s in Source if s not in {Source.MEASURE, Source.CONCERN})
"""Measures and concerns come in by themselves, a concern once a reader has confirmed its theme."""

PHYSICAL = ("no", "low", "moderate", "severe", "fatal")
PSYCHOLOGICAL = ("no", "low", "moderate", "severe")
"""Levels of harm. Source: LFPSE (domain guide 4.1)."""
GRADES: Mapping[str, str] = {
    "A": "no issues",
    "B": "issues that would have made no difference",
    "C": "issues that may have made a difference",
    "D": "issues that were likely to have made a difference",
}
"""Source: PMRT (domain guide 4.4)."""


@dataclass(frozen=True, slots=True)
class ThemeNote:
    """One entry by hand. `month` is the month it happened or came in, `count` how many cases it stands for."""

    id: str
    themes: tuple[str, ...]
    source: Source
    trust: str
    month: str
    count: int = 1
    physical: str = ""
    psychological: str = ""
    grade: str = ""
    text: str = ""
    about: str = ""
    """Id of the record it is about, if any: `SIG-26-001`."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    made_on: date | None = None
    withdrawn: str = ""
    """Why it does not count any more."""
    version: int = 0

    @property
    def level(self) -> str:
        """Harm or grade in words, empty when neither was given."""
        said = [
            f"physical harm: {self.physical}" if self.physical else "",
            f"psychological harm: {self.psychological}" if self.psychological else "",
            f"grade {self.grade}: {GRADES[self.grade]}" if self.grade else "",
        ]
        return "; ".join(s for s in said if s)


def checked(note: ThemeNote, today: date) -> ThemeNote:
    """The entry, fit to be kept. Raises `Invalid` for what does not go together."""
    if not note.themes or any(t not in THEMES for t in note.themes):
        raise Invalid("Themes", "please choose at least one of the list.")
    if note.month > period_of(today):
        raise Invalid("Month", f"{month_name(note.month)} is still to come.")
    if note.grade and note.source != Source.PMRT:
        raise Invalid("PMRT grade", "only PMRT reviews have a grade; please leave it empty.")
    if (note.physical or note.psychological) and note.source not in {Source.INCIDENTS, Source.MNSI}:
        raise Invalid("Level of harm", "only incidents have a level of harm; please leave it empty.")
    return replace(note, made_on=today)


def takes_back(member: Member, note: ThemeNote) -> bool:
    """Whether the member may say that it does not count: who wrote it, or the lead of its trust."""
    return note.by == member.object_id or member.leads(note.trust)


def withdrawn(note: ThemeNote, why: str) -> ThemeNote:
    """The entry, not counted any more; it stays readable. Raises `Invalid` without a reason, `NotAllowed` if it was."""
    if note.withdrawn:
        raise NotAllowed(f"{note.id} does not count any more already.")
    if not why.strip():
        raise Invalid("Why it does not count", "please say it in a few words.")
    return replace(note, withdrawn=why.strip())


def suggested(text: str) -> tuple[str, ...]:
    """Themes that the words of a text speak of, in the order in which they come; for a person to confirm.

    >>> suggested("The interpreter was not booked and blood loss was not weighed.")
    ('interpreting', 'pph')
    """
    phrases, keys = _spoken(tuple(THEMES.values()))
    hits: dict[str, int] = {}
    for found in phrases.finditer(text.lower()):
        hits.setdefault(keys[found.group()], found.start())
    return tuple(hits)[:SUGGESTED]


@lru_cache(maxsize=8)
def _spoken(themes: tuple[Theme, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What the themes in use are called, and by which words each is meant."""
    known = [t for t in themes if t.key not in NO_WORRY and not t.retired]
    keys = {
        # A sub-theme of one word (`delay`, `age`) is too common to mean its theme; a name goes before an alias.
        **{sub.lower(): t.key for t in known for sub in t.sub_themes if " " in sub},
        **{alias: t.key for t in known for alias in t.aliases},
        **{t.name.lower(): t.key for t in known},
    }
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in longest_first) + r")\b"), keys
