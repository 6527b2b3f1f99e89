"""Just-culture wording: neutral words for blaming ones, as proposals that nobody has to take.

Owns: the list of phrases with what may be said instead, and the shapes of a colleague's name beside what happened.
Must not: refuse, change or keep a text. Identifiable patients are `domain/privacy.py`'s business.
Source: the group's own list, after the NHS just culture guide (NHS England, 2018) and domain guide 10, seed bullet 4;
version 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.names import FAMILY, GIVEN, ORDINARY

VERSION = "2026-11"
MOST = 5
"""Hints shown at once; more would read as a telling-off. Source: ours."""


class Sort(StrEnum):
    """What a hint is about."""

    NEUTRAL = "neutral"
    """There is a neutral way to say it."""
    BLAME = "blame"
    """It says who is at fault rather than what happened."""
    NAME = "name"
    """It seems to name a colleague."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One place in a text. `instead` is a proposal, or how to put it."""

    sort: Sort
    found: str
    instead: str

    @property
    def words(self) -> str:
        """The phrase and the proposal, as members read them."""
        if self.sort is Sort.NEUTRAL:
            return f'"{self.found}": perhaps "{self.instead}".'
        return f'"{self.found}": {self.instead}'


class Phrase(NamedTuple):
    """A pattern and what may be said instead."""

    pattern: str
    instead: str


NEUTRAL: tuple[Phrase, ...] = (
    Phrase(r"fail(?:ed|s|ing|ure)? to\b", "did not happen because"),
    Phrase(r"neglect(?:ed|s|ing)? to\b", "did not happen because"),
    Phrase(r"(?:did not|didn't) bother to\b", "did not happen because"),
    Phrase(r"forgot(?:ten)? to\b", "was not prompted to"),
    Phrase(r"refus(?:ed|es|ing) to\b", "did not feel able to"),
    Phrase(r"should have\b", "it would have helped to"),
    Phrase(r"(?:was|were|been) non-?complian(?:t|ce)\b", "the guideline could not be followed because"),
    Phrase(r"violat(?:ed|ion of)\b", "worked differently from"),
    Phrase(r"human error\b", "how the work was set up"),
    Phrase(r"bad practice\b", "practice that differed from the guideline"),
    Phrase(r"poor practice\b", "practice that differed from the guideline"),
    Phrase(r"root cause\b", "what contributed"),
    Phrase(r"never events? caused by\b", "a never event; what contributed was"),
    Phrase(r"failed (?:pregnancy|induction)\b", "the words that the family would use"),
)
"""Words with a neutral way to say the same."""

BLAME: tuple[Phrase, ...] = (
    Phrase(r"(?:at|to be at) fault\b", "what made it likely to happen?"),
    Phrase(r"(?:is|are|was|were|be) to blame\b", "what made it likely to happen?"),
    Phrase(r"blam(?:ed|ing) (?:on )?(?:him|her|them|staff|the \w+)\b", "what made it likely to happen?"),
    Phrase(r"careless(?:ness|ly)?\b", "what was going on around it?"),
    Phrase(r"negligen(?:t|ce|tly)\b", "that is for others to judge; what was seen?"),
    Phrase(r"incompeten(?:t|ce)\b", "what support or training was there?"),
    Phrase(r"la(?:zy|ziness)\b", "what was the workload?"),
    Phrase(r"reckless(?:ly|ness)?\b", "that is for others to judge; what was seen?"),
    Phrase(r"(?:his|her|their) own fault\b", "what made it likely to happen?"),
    Phrase(r"culprits?\b", "who was involved can stay unsaid here."),
    Phrase(r"disciplin(?:e|ed|ary)\b", "that belongs with your own trust, not here."),
    Phrase(r"couldn't care less\b", "what was seen or heard?"),
    Phrase(r"useless\b", "what was needed and not there?"),
)
"""Words that judge a person; the hint asks what lay behind it."""

_TITLES = (
    r"(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Matron|Midwife|Nurse|Consultant|Registrar|Anaesthetist"
    r"|Obstetrician|Paediatrician|Neonatologist|Coordinator|Ward Manager)"
)
_WORD = r"[A-Z][^\W\d_]*(?:['\-][^\W\d_]+)?"
_TITLED = re.compile(rf"\b(?i:({_TITLES}))\.?[ ]({_WORD})(?:[ ]({_WORD}))?")
_PAIR = re.compile(rf"(?=\b({_WORD})[ ]({_WORD})\b)")
_NAMED = "what happened can be said without a colleague's name."
_AFTER_ROLES = """
led manager on in at of unit lead team midwife registrar consultant nurse sister matron safety staffing ward rota cover
gaps numbers review report
"""
"""Words that follow a role without naming anybody: `Midwife Staffing`, `Consultant Cover`."""
_ROLES = frozenset(_AFTER_ROLES.split())


def look(text: str) -> tuple[Hint, ...]:
    """Hints for a text, in reading order, each phrase once; at most `MOST`.

    >>> [h.words for h in look("The team failed to escalate")]
    ['"failed to": perhaps "did not happen because".']
    """
    found: dict[str, tuple[int, Hint]] = {}
    for start, hint in sorted(_all(text), key=lambda pair: pair[0]):
        found.setdefault(hint.found.lower(), (start, hint))
    return tuple(hint for _, hint in found.values())[:MOST]


def _all(text: str) -> Iterator[tuple[int, Hint]]:
    for sort, phrases in ((Sort.NEUTRAL, NEUTRAL), (Sort.BLAME, BLAME)):
        for phrase in phrases:
            for match in re.finditer(rf"\b{phrase.pattern}", text, re.IGNORECASE):
                yield match.start(), Hint(sort, match.group(), phrase.instead)
    yield from _names(text)


def _names(text: str) -> Iterator[tuple[int, Hint]]:
    taken: list[range] = []
    for match in _TITLED.finditer(text):
        if match.group(2).lower() not in _ROLES:
            taken.append(range(match.start(), match.end()))
            yield match.start(), Hint(Sort.NAME, match.group(), _NAMED)
    for match in _PAIR.finditer(text):
        first, second = match.groups()
        inside = any(match.start() in span for span in taken)
        if not inside and first.lower() in GIVEN - ORDINARY and second.lower() in FAMILY:
            yield match.start(), Hint(Sort.NAME, f"{first} {second}", _NAMED)


def in_words(*texts: str) -> str:
    """The hints for these texts, line by line under a soft heading; empty without any."""
    lines = list(dict.fromkeys(hint.words for text in texts for hint in look(text)))[:MOST]
    if not lines:
        return ""
    return "\n".join(("Only a thought about the words; you can leave them as they are.", *lines))
