"""Finds text that could identify a patient, so that it is refused before anything is stored, shown or logged.

Owns: the `guard` in front of everything typed, and the plain form in which text is searched.
Must not: keep, quote or log what it found. It cannot find every name; forms say so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from domain import identifiers, patient_names, patient_particulars
from domain.identifiers import Finding, is_nhs_number
from domain.refusals import Identifiable

__all__ = ["Finding", "find", "guard", "in_a_row", "is_nhs_number", "kinds_in", "plain"]


def plain(text: str) -> str:
    """The text with full-width and other digits as 0-9 and without invisible marks, so that nothing hides by spelling.

    >>> plain("９９９ ٠٠٠")
    '999 000'
    """
    if text.isascii():
        return text
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in {"Cf", "Mn"})
    return "".join(_digit(c) for c in kept).translate(_PUNCTUATION)


FIGURE = 4
"""Digits of a number by itself that point to nobody, as most boxes of a return hold; a test asks for each of them."""
_PUNCTUATION = str.maketrans({**dict.fromkeys("’‘", "'"), **dict.fromkeys("–—−‐‑", "-")})


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def find(text: str) -> tuple[Finding, ...]:
    """Everything in the text that could identify a patient, in the order of the text."""
    if len(text) <= FIGURE and text.isascii() and (text.isdecimal() or not text):
        return ()
    clean = plain(text)
    lowered = clean.lower()
    if len(lowered) != len(clean):  # a few capitals grow when lowered (İ); offsets must agree
        clean = lowered
    found = {one for detector in _DETECTORS for one in detector(clean, lowered)}
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))


def guard(texts: Mapping[str, str]) -> None:
    """Raise `Identifiable` when texts could identify a patient: every kind and every field, so that one go mends it."""
    found = {where: kinds for where, text in texts.items() if (kinds := kinds_in(text))}
    if found:
        kinds = dict.fromkeys(kind for several in found.values() for kind in several)
        raise Identifiable(in_a_row(kinds), in_a_row(w.replace("_", " ") for w in found), tuple(found))


def kinds_in(text: str) -> tuple[str, ...]:
    """What kinds of detail a text seems to hold, each once.

    >>> kinds_in("Agree the swab count audit")
    ()
    """
    return tuple(dict.fromkeys(one.kind for one in find(text)))


def in_a_row(several: Iterable[str]) -> str:
    """Several things as they are said.

    >>> in_a_row(("a postcode", "an address", "a person's name"))
    "a postcode, an address and a person's name"
    """
    *first, last = several
    return f"{', '.join(first)} and {last}" if first else last


_DETECTORS: tuple[Callable[[str, str], Iterator[Finding]], ...] = (
    identifiers.nhs_numbers,
    identifiers.case_numbers,
    identifiers.places,
    identifiers.births,
    patient_names.names,
    patient_names.names_with_dates,
    patient_names.initials,
    patient_particulars.people,
    identifiers.contacts,
)
