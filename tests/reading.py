"""The reading age of what members are shown, by Flesch and Kincaid: a measure of sentence and word length.

age = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (the American grade) + 5 (children begin at five).
Source: Kincaid et al., Derivation of new readability formulas, 1975; NHS digital service manual, "Content": a reading
age of 9 to 11. Syllables are counted by rule (groups of vowels, silent e), and `tests/unit/cards/test_reading_age.py`
holds the rule to words counted by hand. Figures, dates and ids are read as one plain word; our own words count in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ENDS = re.compile(r"(?<=[.!?:])\s+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,./:%-]*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouyl]e|[^aeiouytd]ed)$")
"""Endings that are written and not said: `takes`, `take`, `agreed`; not `table` or `started`."""
HIATUS = re.compile(r"i[ao](?![nu])|eo(?!pl)|ua|ia[nl]|[aeiouy]ing|creat|real")
"""Two vowels that are two syllables: `ri-ot`, `vide-o`, `be-ing`."""
SHORTEST = 4
"""Words of the shortest line that counts as a sentence; below it is a label or a button."""


def syllables(word: str) -> int:
    """How many, at least one.

    >>> [syllables(w) for w in ("return", "saved", "started", "table", "measures", "being")]
    [2, 1, 2, 2, 2, 2]
    """
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain or word.isupper():
        return 1
    found = len(VOWELS.findall(plain)) + len(HIATUS.findall(plain))
    return max(found - (1 if SILENT.search(plain) and found > 1 else 0), 1)


def sentences(lines: Iterable[str]) -> list[list[str]]:
    """Whole sentences of prose; labels, rows of tables and titles are left out."""
    found: list[list[str]] = []
    for line in lines:
        if "|" in line or not line.rstrip().endswith((".", "?", "!")):
            continue
        found += [words for part in ENDS.split(line) if len(words := WORD.findall(part)) >= SHORTEST]
    return found


def age(found: list[list[str]]) -> float:
    """The reading age of these sentences in years."""
    words = [word for sentence in found for word in sentence]
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(found) + 11.8 * per_word - 15.59 + 5
