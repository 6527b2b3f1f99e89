"""Everything the parser knows of one group: its trusts, and with them the catalogue and the lexicon that all groups share.

Owns: names -> codes, built once for a group. Must not: read a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.words.meanings import Hit, Phrase, Table, catalogue, hits, meanings, said_as, table
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

    @classmethod
    def of(cls, trusts: tuple[Trust, ...]) -> Vocabulary:
        """The vocabulary of a group with these trusts."""
        rows: list[tuple[Phrase, str, str]] = []
        codes: dict[str, str] = {}
        for trust in trusts:
            names = (trust.code, trust.ods, trust.name, *trust.aliases)
            rows += [(said_as(name), "trust", trust.code) for name in names if name]
            codes |= {alias.lower(): trust.code for alias in names if alias}
        tables = (meanings(), catalogue(), table(rows))
        words = {word for one in tables for first in one.values() for phrase, _, _ in first for word in phrase}
        return cls(tuple(t.code for t in trusts), codes, tables, _by_letter(words), frozenset(words | _plain_words()))

    def find(self, words: Phrase) -> list[Hit]:
        """Every name and meaning in the words."""
        return hits(words, self.tables)

    def mend(self, word: str) -> str:
        """A known word one or two slips away, or the word as it is.

        Words of everyday English are left alone, so that `chance` does not become `change`.
        """
        if len(word) < SHORTEST or word in self.known or not word.isalpha():
            return word
        return _mend(word, self.mended.get(word[0], ()))


def _mend(word: str, choices: tuple[str, ...]) -> str:
    most = 2 if len(word) >= LONG else 1
    nearest = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=most)
    return word if nearest is None else nearest[0]


def _by_letter(words: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words | _MONTHS):
        if len(word) >= SHORTEST and word.isalpha():
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(choices) for letter, choices in found.items()}


_MONTHS = frozenset("january february march april august september october november december monday tuesday wednesday thursday friday saturday sunday christmas".split())


@cache
def _plain_words() -> frozenset[str]:
    """Everyday words that look like a slip of one of ours and are not; source: ours, version 2026-11."""
    return _MONTHS | frozenset(
        """
        about above accident actual actually adopt adult after again against agree aisle allow alone along already although always angry
        another answer appear apply argue arrive aside aware basic basis beach became because become before began being below bench between birth
        black block blood boots bored borne bound brain brave bread break breast breath brief broke brown build built burst buyer
        cable carer carers carry catch caught cause causes chair chance chances change charge chart cheap check chest chief child choice chose civil claim class
        clean clear clerk click climb clinic clock closer clothes cloud coach coast colour comes common corner could count couple course court cover
        crash cream crew crime cross crowd crown daily dance dated death deaths depth doing doubt dozen draft drama drank drawn dream dress drink
        drive driver drove dying eager early earth eight elect empty enemy enjoy enough enter entry equal error event every exact exist extra
        faced faces facts faith false fancy fatal fault favour fault fewer field fifth fifty fight final finds first fixed flash fleet floor fluid
        focus force forms forth forty forum found frame fraud fresh front fruit fully funny given gives giver glass globe going grace grade grand grant
        grass great green group grown guard guess guest guide happy harsh heart heavy hello hence horse hotel hours house human ideal image
        index inner input issue issued issues items joint judge known knows labour large later laugh layer learn lease least leave leaving legal lemon
        level lever light limit lived lives local logic loose lords lower lucky lunch magic major maker march match maybe mayor means meant media
        metal might minor minus mixed model money moral motor mount mouse mouth moved movie music needs never night noise north noted notes novel
        nurse nurses occur ocean offer often order other ought outer owned owner paint panel paper parent parents party patch pause peace pense people phase phone photo piece
        pilot pitch place plain plane plant plate point pound power press price pride prime print prior prize proof proud prove quick quiet quite
        radio raise range rapid ratio reach reached react ready realm rebel refer refers relax rely reply retire retires right rival river rough round route royal rural
        sales scale scene scope sense serve serves seven shall shape sharp sheet shelf shell shift shifts shire shock shoot shops short shown sight since sixth
        sixty skill skills sleep slide small smart smile smith smoke solid solve sorry sound south space spare speak speed spend spent split spoke
        sport staff stage stake stand start state steam steel stick still stock stone stood store storm story strip stuck study stuff style sugar
        suite super sweet table taken takes taste taxes teach teeth terms thank their there these thick thing things think third those three threw throw
        tight timer times tired title today total touch tough tower track trade train treat trend trial tribe tried trust truth twice under union
        unity until upper upset urban usage usual valid value video visit vital voice waste watch water wheel where which while white whole whose
        woman women world worry worse worst worth would wound write wrong wrote young youth
        brought bought thought though through thorough sister minister ministers mother father winter matter matters better letter center centre
        plans plane planet planned planning reading reader leading dealing healing hearing meaning nothing something anything everything
        morning evening during around ground second seconds section sections session sessions person persons reason reasons season
        return returned returning remain remains require requires required receive deceive relieve believe believes belief
        expert experts export import important support supports supported reported reporter chased chaser closed closet cross
        review reviews renew renewed reduce produce producer provide provider decide decides divide excited exciting existing
        collect correct connect contact contract content contents contest context continue contain containing
        wanting waiting writing driving arriving serving saving having giving living loving moving
        patient patients outpatient inpatient doctor doctors matron matrons midwife midwives ward wards bleep bleeps shared sharing sounds
        """.split()
    )
