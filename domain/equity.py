"""Equity: a measure looked at by ethnicity, deprivation or age, where somebody has the figures; and where nobody has.

Owns: the groups by which a measure is cut, the record of one cut over twelve months, the gap of each group to all who
are known, what has not been examined, which numbers of a cut may leave the group. Must not: rank trusts or groups, or
fill in what was not given.
Source: domain guide 7.3 (ONS five groups, IMD quintiles, age under 20; rolling twelve months; gap, not rank; count of
unknowns), 8.2 (small numbers); version 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.catalogue import MEASURES
from domain.definitions import Measure
from domain.people import ObjectId
from domain.protected import TOTAL, Counts, Published, nothing, protect
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import month_name, period_of, previous

VERSION = "2026-11"
MONTHS = 12
"""Months that a cut covers, because numbers are small. Source: domain guide 7.3."""
UNKNOWN = "unknown"
NOT_EXAMINED = "not examined"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to look: its name as measures know it, and the groups of women in it, `unknown` last."""

    key: str
    name: str
    groups: tuple[tuple[str, str], ...]
    source: str


DIMENSIONS: Mapping[str, Dimension] = {
    d.key: d
    for d in (
        Dimension(
            "ethnicity",
            "ethnicity",
            (
                ("asian", "Asian or Asian British"),
                ("black", "Black, Black British, Caribbean or African"),
                ("mixed", "Mixed or multiple ethnic groups"),
                ("white", "White"),
                ("other", "Other ethnic group"),
                (UNKNOWN, "Not known"),
            ),
            "ONS, five ethnic groups (Census 2021)",
        ),
        Dimension(
            "deprivation",
            "deprivation",
            (
                ("q1", "Fifth 1, most deprived"),
                ("q2", "Fifth 2"),
                ("q3", "Fifth 3"),
                ("q4", "Fifth 4"),
                ("q5", "Fifth 5, least deprived"),
                (UNKNOWN, "Not known"),
            ),
            "English Indices of Deprivation, fifths of areas; 1 is the most deprived",
        ),
        Dimension(
            "age under 20",
            "age",
            (("under20", "Under 20"), ("over20", "20 or over"), (UNKNOWN, "Not known")),
            "Domain guide 7.3",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One group: to how many it happened, of how many."""

    group: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A measure of a trust by one dimension, over the twelve months up to `last`."""

    id: str
    measure: str
    trust: str
    dimension: str
    last: str
    cells: tuple[Cell, ...] = ()
    note: str = ""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    made_on: date | None = None
    withdrawn: str = ""
    version: int = 0

    @property
    def first(self) -> str:
        """Its first month."""
        return previous(self.last, MONTHS - 1)

    @property
    def known(self) -> Cell:
        """Everybody whose group is known."""
        mine = [c for c in self.cells if c.group != UNKNOWN]
        return Cell("known", sum(c.count for c in mine), sum(c.of for c in mine))

    @property
    def unknown(self) -> Cell:
        """Those whose group is not known; none when that was not given."""
        return next((c for c in self.cells if c.group == UNKNOWN), Cell(UNKNOWN, 0, 0))


@dataclass(frozen=True, slots=True)
class Gap:
    """One group beside all who are known: both rates, their difference and their ratio; None where there is no rate."""

    cell: Cell
    name: str
    rate: float | None
    difference: float | None
    ratio: float | None


def examined_measures(in_use: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures that can be looked at this way: rates for which the catalogue names a dimension."""
    return tuple(m for m in in_use if m.is_rate and dimensions_of(m))


def dimensions_of(measure: Measure) -> tuple[Dimension, ...]:
    """The dimensions that the catalogue names for a measure."""
    return tuple(DIMENSIONS[key] for key in measure.breakdowns if key in DIMENSIONS)


def checked(cut: Cut, today: date) -> Cut:
    """The cut, ready to be kept. Raises `Invalid` for what cannot be."""
    if cut.last > period_of(today):
        raise Invalid("Twelve months up to", f"{month_name(cut.last)} is still to come.")
    names = dict(DIMENSIONS[cut.dimension].groups)
    for cell in cut.cells:
        if cell.count > cell.of:
            raise Invalid(names[cell.group], f"{cell.count} of {cell.of} cannot be.")
    if not any(c.of for c in cut.cells if c.group != UNKNOWN):
        raise Invalid("Groups", "please give at least one group with somebody in it.")
    return replace(cut, made_on=today)


def withdrawn(cut: Cut, why: str) -> Cut:
    """The cut, not shown any more. Raises `Invalid` without a reason, `NotAllowed` if it was."""
    if cut.withdrawn:
        raise NotAllowed(f"{cut.id} was taken out already.")
    if not why.strip():
        raise Invalid("Why", "please say in a few words why it is taken out.")
    return replace(cut, withdrawn=why.strip())


def value(measure: Measure, cell: Cell) -> float | None:
    """The rate of a group in the measure's unit; None without anybody in it."""
    return cell.count / cell.of * (measure.multiplier or 1) if cell.of else None


def gaps(cut: Cut) -> tuple[Gap, ...]:
    """Each known group in the dimension's own order, beside all who are known. Never sorted by how it does."""
    measure, names = MEASURES[cut.measure], dict(DIMENSIONS[cut.dimension].groups)
    whole = value(measure, cut.known) or 0.0
    given = {c.group: c for c in cut.cells}
    found: list[Gap] = []
    for key, name in names.items():
        if key == UNKNOWN or key not in given:
            continue
        own = value(measure, given[key])
        difference = None if own is None else own - whole
        found.append(Gap(given[key], name, own, difference, own / whole if own is not None and whole else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cut is or would be."""

    measure: str
    trust: str
    dimension: str


def places(measures: Sequence[Measure], trusts: Sequence[str]) -> Iterator[Place]:
    """Every measure, trust and dimension that can be looked at, in the catalogue's and the group's order."""
    for m in measures:
        for trust in trusts:
            for d in dimensions_of(m):
                yield Place(m.key, trust, d.key)


def standing(cuts: Iterable[Cut], wanted: Sequence[Place], today: date) -> dict[Place, Cut | None]:
    """For each place its newest cut of the last twelve months; None where it has not been examined."""
    oldest = previous(period_of(today), MONTHS)
    found: dict[Place, Cut | None] = dict.fromkeys(wanted)
    for cut in sorted(cuts, key=lambda c: (c.last, c.id)):
        place = Place(cut.measure, cut.trust, cut.dimension)
        if place in found and not cut.withdrawn and cut.last >= oldest:
            found[place] = cut
    return found


COUNT, OTHERS = "count", "others"
"""The two rows of a cut for readers outside: to how many it happened and to how many not, so that neither tells."""


def counted(cut: Cut) -> Counts:
    """A cut as a table with totals."""
    cells = {(COUNT, c.group): c.count for c in cut.cells} | {(OTHERS, c.group): c.of - c.count for c in cut.cells}
    return Counts((COUNT, OTHERS), tuple(c.group for c in cut.cells), cells)


def published(cut: Cut, before: Published | None = None) -> Published:
    """Which numbers of a cut may stand behind a rate outside; `before`: what was shown of the last one like it.

    The sums are taken to be known, since the months and the other cuts of the same year may tell them. Where hiding a
    sum is what it takes, nothing is shown.
    """
    counts = counted(cut)
    alone = protect(counts)
    if any(alone.hidden((row, TOTAL)) for row in (COUNT, OTHERS, TOTAL)):
        return nothing(counts)
    return protect(counts, before)
