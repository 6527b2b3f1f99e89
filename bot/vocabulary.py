"""Everything the parser knows of one group: its trusts, with the catalogue and the lexicon that all groups share.

Owns: names -> codes, built once for a group. Must not: read a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.words import shelf
from bot.words.meanings import Hit, Phrase, Table, catalogue, hits, meanings, said_as, table
from domain.definitions import Theme
from domain.people import Trust

SHORTEST, LONG = 5, 8
"""Words shorter than this are never mended; from `LONG` letters on, two slips are forgiven. Source: ours."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of one group and the words of all."""

    trusts: tuple[str, ...]
    """Codes in the group's order."""
    codes: Mapping[str, str]
    """What a trust may be called in an id -> its code."""
    tables: tuple[Table, ...]
    mended: Mapping[str, tuple[str, ...]] = field(repr=False)
    """First letter -> known words, for mending slips of the finger."""
    known: frozenset[str] = field(repr=False)

    __hash__ = object.__hash__
    """By identity: each group has its own, made once for each version of its data."""

    @classmethod
    def of(cls, trusts: tuple[Trust, ...], themes: tuple[Theme, ...] = ()) -> Vocabulary:
        """The vocabulary of a group with these trusts, and with what it has changed of the themes."""
        rows: list[tuple[Phrase, str, str]] = []
        codes: dict[str, str] = {}
        for trust in trusts:
            names = (trust.code, trust.ods, trust.name, *trust.aliases)
            spoken = {*names, *(name + "s" for name in names if " " not in name)}
            rows += [(said_as(name), "trust", trust.code) for name in sorted(spoken) if name]
            codes |= {alias.lower(): trust.code for alias in names if alias}
        for theme in themes:
            called = {theme.name.lower(), *theme.aliases}
            rows += [(said_as(name), "theme", theme.key) for name in sorted(called) if name and not theme.retired]
        tables = (meanings(), catalogue(), table(rows))
        words = {word for one in tables for first in one.values() for phrase, _, _ in first for word in phrase}
        return cls(tuple(t.code for t in trusts), codes, tables, _by_letter(words), frozenset(words | _EVERYDAY))

    def find(self, words: Phrase) -> list[Hit]:
        """Every name and meaning in the words."""
        return hits(words, self.tables)

    def mend(self, word: str) -> str:
        """A known word one or two slips away, or the word as it is.

        Words of everyday English are left alone, so that `chance` does not become `change`.
        """
        if word in self.known or word.removesuffix("s") in self.known or not word.isalpha():
            return word
        if len(word) <= SHORTEST and (slip := _SHORT_SLIPS.get(word)):
            return slip
        if len(word) < SHORTEST:
            return word
        return _mend(word, self.mended.get(word[0], ()))


def _mend(word: str, choices: tuple[str, ...]) -> str:
    most = 2 if len(word) >= LONG else 1
    nearest = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=most)
    return word if nearest is None else nearest[0]


def _by_letter(words: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words | _DATES):
        if len(word) >= SHORTEST and word.isalpha():
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(choices) for letter, choices in found.items()}


def _slips(word: str) -> set[str]:
    """The commonest slips in a short word: two letters swapped, the last one doubled, one inside left out."""
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    dropped = {word[:i] + word[i + 1 :] for i in range(1, len(word) - 1)} if len(word) > 3 else set[str]()
    return swapped | dropped | {word + word[-1]} - {word}


_SHORT_WORDS = shelf.words("everyday", "short")
_NOT_SLIPS = shelf.words("everyday", "words") | _SHORT_WORDS
_SHORT_SLIPS = {slip: word for word in sorted(_SHORT_WORDS) for slip in sorted(_slips(word)) if slip not in _NOT_SLIPS}
"""A slip in one of our short words -> that word; a slip that is a word of its own is left alone."""
_DATES = shelf.words("everyday", "dates")
_EVERYDAY = shelf.words("everyday", "everyday") | _DATES
