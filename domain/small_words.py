"""Small numbers of people or events that somebody wrote into a text: `three women`, `one baby`, `2 stillbirths`.

Owns: the one rule that takes them out of a text for readers outside the group. Must not: know for whom a text is, or
touch a count in a table (`domain/protected.py`) or of a record (`domain/suppression.py`).
Source: the rule of fewer than 5 (domain guide 8.2) read into sentences; the nouns are ours, version 2026-11.
"""

from __future__ import annotations

import re

VERSION = "2026-11"
NUMBERS = ("1", "2", "3", "4", "one", "two", "three", "four", "both", "a single", "a couple of", "a pair of")
"""Ways to write a count of 1 to 4."""
PLURALS = {
    "woman": "women",
    "mother": "mothers",
    "mum": "mums",
    "parent": "parents",
    "father": "fathers",
    "partner": "partners",
    "baby": "babies",
    "infant": "infants",
    "newborn": "newborns",
    "neonate": "neonates",
    "child": "children",
    "twin": "twins",
    "family": "families",
    "patient": "patients",
    "person": "people",
    "service user": "service users",
    "birth": "births",
    "stillbirth": "stillbirths",
    "miscarriage": "miscarriages",
    "pregnancy": "pregnancies",
    "labour": "labours",
    "death": "deaths",
    "loss": "losses",
    "case": "cases",
    "incident": "incidents",
    "event": "events",
    "haemorrhage": "haemorrhages",
    "tear": "tears",
    "admission": "admissions",
    "readmission": "readmissions",
    "transfer": "transfers",
    "injury": "injuries",
    "complaint": "complaints",
    "claim": "claims",
}
"""What is counted so that the count could point at somebody: one and many."""
LABELS = frozenset(
    {"action", "category", "element", "grade", "group", "level", "page", "phase", "point", "robson", "stage", "step"}
    | {"tier", "type", "year", "annex", "appendix", "chapter", "table"}
)
"""Words after which a number is a name and counts nothing: `category 1 births`."""
FEW = "a small number of"
"""What stands in the number's place; it holds no figure, so that none is invented."""

_NOUNS = "|".join(sorted({re.escape(w) for pair in PLURALS.items() for w in pair}, key=len, reverse=True))
_COUNT = "|".join(sorted((re.escape(n) for n in NUMBERS), key=len, reverse=True))
_THINGS = (
    "pools?|rooms?|centres?|suites?|units?|plans?|partners?|rates?|reviews?|groups?|teams?|forms?|reports?|notes|records"
    "|meetings?|leaflets?|pathways?|surveys?|managers?|leads?|workshops?|champions?|helplines?|hubs?"
)
"""What a noun may belong to, and then it is not what is counted: `two birth pools`, `one incident review`."""
_BETWEEN = (
    r"(?:(?:of the|of our|more|further|other|new|late|early|preterm|term|neonatal|maternal|perinatal|intrapartum"
    r"|antenatal|postnatal|unexpected|avoidable|serious|severe|moderate|young|black|asian|pregnant|bereaved"
    r"|never|learning from|[a-z]+(?:ed|ing|al|th|rd|st)?-[a-z]+)[ ]){0,3}"
)
_PLACE = re.compile(
    rf"(?<![\w.,/%:-])(?P<first>{_COUNT})(?:[ ](?:or|to|and)[ ](?:{_COUNT})|-(?:{_COUNT}))?"
    rf"[ ](?P<between>{_BETWEEN})(?P<noun>{_NOUNS})\b(?!-)(?! were there)(?! (?:{_THINGS})\b)",
    re.IGNORECASE,
)


def small_in(*texts: str) -> str:
    """The first small number of people or events in these texts, as it was written; empty when there is none.

    >>> small_in("12 births", "After the two deaths in May we met")
    'two deaths'
    """
    found = (m.group() for text in texts for m in _PLACE.finditer(text) if not _named(m))
    return next(found, "")


def without_small(text: str) -> str:
    """The text with small numbers of people and events in words or digits made `a small number of`.

    >>> without_small("Three women and one baby were harmed; 12 women were not")
    'A small number of women and a small number of babies were harmed; 12 women were not'
    """
    return _PLACE.sub(_few, text)


def _named(found: re.Match[str]) -> bool:
    """Whether the number is a name: `category 1 births`."""
    before = found.string[: found.start()].split()
    return bool(before) and before[-1].lower() in LABELS


def _few(found: re.Match[str]) -> str:
    if _named(found):
        return found.group()
    noun, between = found["noun"], found["between"].removeprefix("of ")
    many = PLURALS.get(noun.lower(), noun)
    words = f"{FEW} {between}{many}"
    return words[:1].upper() + words[1:] if found["first"][:1].isupper() else words
