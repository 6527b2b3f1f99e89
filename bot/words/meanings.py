"""Opens the lexicon into plain phrases, beside the names of measures, themes and frameworks of the catalogue.

Owns: phrase tables that are the same for every group, built once. Must not: know a trust or a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.words import shelf
from bot.words.clean import read
from domain.catalogue import FRAMEWORKS, MEASURES, REQUIREMENTS
from domain.glossary import TERMS
from domain.taxonomy import edition

Phrase = tuple[str, ...]
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: what kind of thing, which one, and the words from `start` up to but without `end`."""

    kind: str
    value: str
    start: int
    end: int


Table = Mapping[str, tuple[tuple[Phrase, str, str], ...]]
"""First word -> phrases that begin with it, the longest first, each with kind and value."""


def forms(word: str) -> Iterator[str]:
    """A word with its usual endings.

    >>> sorted(forms("chase"))
    ['chase', 'chased', 'chases', 'chasing']
    """
    stem = word.removesuffix("e")
    yield word
    yield word + "es" if word.endswith(("sh", "ch", "s", "x")) else word + "s"
    if word.endswith("y") and word[-2] not in VOWELS:
        yield from (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
        return
    doubled = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in VOWELS and word[-3] not in VOWELS
    if doubled:
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
    if not doubled or sum(letter in VOWELS for letter in word) > 1:
        yield from (stem + "ed", stem + "ing")


def phrases(lines: tuple[str, ...]) -> Iterator[tuple[str, Phrase]]:
    """Meaning and phrase, line by line of a lexicon."""
    for name, said in shelf.named(lines):
        for raw in said.split(" | "):
            words = raw.split()
            if words[0].endswith("~"):
                yield from ((name, (form, *words[1:])) for form in forms(words[0][:-1]))
            else:
                yield name, tuple(words)


def table(rows: Iterable[tuple[Phrase, str, str]]) -> Table:
    """Rows of (phrase, kind, value) by first word."""
    by_first: dict[str, dict[tuple[Phrase, str, str], None]] = {}
    for phrase, kind, value in rows:
        if phrase:
            by_first.setdefault(phrase[0], {})[phrase, kind, value] = None
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}


def said_as(text: str) -> Phrase:
    """A name of the catalogue in the words that a message is read into."""
    return read(text).forms()


@cache
def meanings() -> Table:
    """The lexicon."""
    return table((phrase, "meaning", name) for name, phrase in phrases(shelf.sections("lexicon")[""]))


_NOTE = re.compile(r"\s*\([^)]*\)")


@cache
def catalogue() -> Table:
    """Measures, themes, frameworks and requirements by key, name, alias and the names of `data/spoken.txt`."""
    rows: list[tuple[Phrase, str, str]] = []
    for kind, parts in (
        ("measure", MEASURES),
        ("theme", edition(())),
        ("framework", FRAMEWORKS),
        ("framework", REQUIREMENTS),
    ):
        for key, part in parts.items():
            name = _NOTE.sub("", getattr(part, "name", ""))
            spoken = {key.lower(), key.replace("_", " ").lower(), name.lower(), *part.aliases}
            spoken |= {text + "s" for text in spoken if text and not text.endswith("s")}
            rows += [(said_as(text), kind, key) for text in sorted(spoken) if text]
    rows += [
        (said_as(text), "meaning", "GLOSSARY") for term in TERMS for text in (term.name, term.name + "s", *term.aliases)
    ]
    for kind, lines in shelf.sections("spoken").items():
        rows += [(said_as(text), kind, key) for key, names in shelf.named(lines) for text in names.split(" | ")]
    return table(rows)


def hits(words: Phrase, tables: Iterable[Table]) -> list[Hit]:
    """Every phrase of the tables in the words."""
    found: list[Hit] = []
    for one in tables:
        for at, word in enumerate(words):
            for phrase, kind, value in one.get(word, ()):
                size = len(phrase)
                if size == 1 or words[at : at + size] == phrase:
                    found.append(Hit(kind, value, at, at + size))
    return found


def longest(found: Iterable[Hit], kind: str) -> list[Hit]:
    """Hits of one kind, without those that lie inside or across a longer one, in order."""
    best: list[Hit] = []
    for hit in sorted((h for h in found if h.kind == kind), key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= b.start or b.end <= hit.start for b in best):
            best.append(hit)
    return sorted(best, key=lambda h: h.start)
