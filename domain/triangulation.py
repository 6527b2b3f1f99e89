"""What several sources say together: theme by source by trust, and what stands out of it, by rules stated in words.

Owns: the grid, the patterns, "measures quiet, voices not", trusts that have gone quiet. Every finding carries the ids
it rests on. Must not: fetch anything, or rank trusts.
Source: domain guide 10 rows 3a and 7; product.md TRIANGULATE; version 2026-11.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.catalogue import THEMES
from domain.protected import Published
from domain.rhythm import month_name, previous
from domain.theme_notes import NO_WORRY, SHARED, VOICES, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention of a theme: a theme ticked in a return counts once a month, whatever the number of incidents."""

    theme: str
    source: Source
    trust: str
    month: str
    record: str = ""
    """Id of what it rests on; empty for concerns, of which only the number is known here."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class PatternRule:
    """When the same theme is more than chance."""

    trusts: int
    sources: int
    months: int
    source: str
    version: str

    @property
    def words(self) -> str:
        """The rule as members read it."""
        return (
            f"A pattern is the same theme in {self.trusts} trusts or more, or from {self.sources} kinds of source or "
            f"more, within {self.months} month{'' if self.months == 1 else 's'}."
        )


RULE = PatternRule(2, 3, 3, "Domain guide 10 row 3a: two trusts or three source types in three months", "2026-11")
VOICES_AT = 2
"""So many entries from people's own voices within the months of the rule set a quiet measure in doubt. Source: ours."""
QUIET_MONTHS = 3
"""Source: domain guide 10, "quiet trust alert (no good news and no concerns for 3 months)"."""


def name_of(theme: str) -> str:
    """What members call a theme; the key itself when the taxonomy does not know it any more."""
    return THEMES[theme].name if theme in THEMES else theme


# ---------------------------------------------------------------- the grid


@dataclass(frozen=True, slots=True)
class Row:
    """One theme: by trust, how many mentions from which source."""

    theme: str
    cells: Mapping[str, Mapping[Source, int]]

    def count(self, trust: str) -> int:
        """All mentions at a trust."""
        return sum(self.cells.get(trust, {}).values())

    @property
    def total(self) -> int:
        """All mentions."""
        return sum(self.count(trust) for trust in self.cells)

    def words(self, trust: str) -> str:
        """`incidents 2, complaints 1`, or a dash."""
        found = self.cells.get(trust, {})
        return ", ".join(f"{s.words} {found[s]}" for s in Source if s in found) or "-"


def grid(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Themes with their counts, the most mentioned first."""
    cells: defaultdict[str, defaultdict[str, defaultdict[Source, int]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(int))
    )
    for e in entries:
        cells[e.theme][e.trust][e.source] += e.count
    rows = [Row(theme, {t: dict(found) for t, found in trusts.items()}) for theme, trusts in cells.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total, name_of(row.theme))))


# ---------------------------------------------------------------- patterns


@dataclass(frozen=True, slots=True)
class Pattern:
    """A theme that meets the rule within the months `first` to `last`."""

    theme: str
    trusts: tuple[str, ...]
    sources: tuple[Source, ...]
    first: str
    last: str
    ids: tuple[str, ...]
    by_trusts: bool
    by_sources: bool

    @property
    def words(self) -> str:
        """Where it was seen, from which sources, when; and which part of the rule it meets."""
        where = _listed(self.trusts) or "no one trust"
        met = [
            f"{len(self.trusts)} trusts" if self.by_trusts else "",
            f"{len(self.sources)} kinds of source" if self.by_sources else "",
        ]
        return (
            f"{name_of(self.theme)}: in {where}, from {_listed([s.words for s in self.sources])}, "
            f"{months_in_words(self.first, self.last)} ({' and '.join(m for m in met if m)})."
        )

    @property
    def outside(self) -> str:
        """The same without kinds of source: their number beside a table of `<5` could tell how many there were."""
        return f"{name_of(self.theme)}: in {_listed(self.trusts)}, {months_in_words(self.first, self.last)}."


def several(table: Published) -> tuple[str, ...]:
    """The themes that a shown table has in more than one trust: read from it, so that no more is said than it shows."""
    trusts = [c for c in table.columns if c != SHARED]
    return tuple(r for r in table.rows if sum(table.at((r, t)) != "0" for t in trusts) > 1)


def patterns(entries: Iterable[Entry], rule: PatternRule = RULE) -> tuple[Pattern, ...]:
    """Each theme that meets the rule in some stretch of months, the latest such stretch, with all that lies in it."""
    by_theme: defaultdict[str, list[Entry]] = defaultdict(list)
    for e in entries:
        if e.theme not in NO_WORRY:
            by_theme[e.theme].append(e)
    found: list[Pattern] = []
    for theme, own in by_theme.items():
        for last in sorted({e.month for e in own}, reverse=True):
            first = previous(last, rule.months - 1)
            met = _met(theme, [e for e in own if first <= e.month <= last], rule)
            if met is not None:
                found.append(met)
                break
    return tuple(sorted(found, key=lambda p: (-len(p.trusts), -len(p.sources), name_of(p.theme))))


def _met(theme: str, within: Sequence[Entry], rule: PatternRule) -> Pattern | None:
    trusts = tuple(sorted({e.trust for e in within if e.trust != SHARED}))
    sources = tuple(s for s in Source if any(e.source == s for e in within))
    by_trusts, by_sources = len(trusts) >= rule.trusts, len(sources) >= rule.sources
    if not (by_trusts or by_sources):
        return None
    months = [e.month for e in within]
    ids = tuple(dict.fromkeys(e.record for e in sorted(within, key=lambda e: (e.month, e.record)) if e.record))
    return Pattern(theme, trusts, sources, min(months), max(months), ids, by_trusts, by_sources)


# ---------------------------------------------------------------- measures quiet, voices not


@dataclass(frozen=True, slots=True)
class Disagreement:
    """At this trust people speak of a theme whose measures show nothing."""

    theme: str
    trust: str
    sources: tuple[Source, ...]
    measures: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """Both sides, and what is not said by it."""
        return (
            f"{name_of(self.theme)} at {self.trust}: {_listed(self.measures)} "
            f"{'shows' if len(self.measures) == 1 else 'show'} nothing unusual, while it comes up in "
            f"{_listed([s.words for s in self.sources])}."
        )


def disagreements(
    entries: Iterable[Entry], quiet_measures: Mapping[tuple[str, str], tuple[str, ...]], last: str
) -> tuple[Disagreement, ...]:
    """Where voices of the rule's months up to `last` and the measures of a theme and trust do not say the same.

    `quiet_measures`: by theme and trust the names of its measures, where every one of them has data and none a signal.
    """
    first = previous(last, RULE.months - 1)
    voices: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for e in entries:
        if e.source in VOICES and first <= e.month <= last:
            voices[e.theme, e.trust].append(e)
    return tuple(
        Disagreement(
            theme,
            trust,
            tuple(s for s in Source if any(e.source == s for e in said)),
            quiet_measures[theme, trust],
            tuple(dict.fromkeys(e.record for e in said if e.record)),
        )
        for (theme, trust), said in sorted(voices.items())
        if (theme, trust) in quiet_measures and sum(e.count for e in said) >= VOICES_AT
    )


# ---------------------------------------------------------------- quiet trusts


@dataclass(frozen=True, slots=True)
class Quiet:
    """A trust that said neither good news nor a concern for the months of the rule; `months` says what came instead."""

    trust: str
    months: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What came instead, month by month, and a suggestion."""
        said = "; ".join(f"{month_name(month)}: {state}" for month, state in self.months)
        return f"{self.trust}: no good news and no concern for {len(self.months)} months ({said}). A call may help."


def quiet_trusts(
    trusts: Iterable[str],
    months: Sequence[str],
    said: Collection[tuple[str, str]],
    states: Mapping[tuple[str, str], str],
) -> tuple[Quiet, ...]:
    """Trusts that said nothing new in the last months reported on.

    `months`: those with a round, oldest first; `said`: trust and month with good news, a concern, a risk, learning;
    `states`: what the return of that trust and month was: `no change`, `nil return`, `not received`. Without enough
    months nothing is said of anybody.
    """
    last = tuple(months[-QUIET_MONTHS:])
    if len(last) < QUIET_MONTHS:
        return ()
    return tuple(
        Quiet(trust, tuple((m, states[trust, m]) for m in last))
        for trust in trusts
        if all((trust, m) in states and (trust, m) not in said for m in last)
    )


def months_in_words(first: str, last: str) -> str:
    """`October 2026`, or `August to October 2026`.

    >>> months_in_words("2026-11", "2027-01")
    'November 2026 to January 2027'
    """
    if first == last:
        return month_name(last)
    begin = month_name(first) if first[:4] != last[:4] else month_name(first).split()[0]
    return f"{begin} to {month_name(last)}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)
