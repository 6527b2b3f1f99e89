"""The categories of the national data file (`msds-mmmyyyy-exp-data.csv`) that make a measure of the catalogue.

Owns: which categories of a dimension are counted, which they are out of, and the sum over them. Must not: read a cell.
Source: NHS England, published notebooks of the maternity statistics team (NHS Digital, "maternity_monthly_csv_sql":
base tables and the loop that counts them), read November 2026. A category that nobody is in has no row there.
Left out on purpose: `GenitalTractTraumaticLesion` (a woman stands there with the first lesion of a list, so that
third and fourth degree tears are too few: CQIMTears has them), smoking at booking (the catalogue has it at delivery),
skin to skin, birth weight, place of birth, previous births, ethnicity and deprivation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

VERSION = "MSDS v2, as published from April 2019; read November 2026"
UNKNOWN = "missing value / value outside reporting parameters"
"""Neither counted nor counted out of, as in the national rates."""


@dataclass(frozen=True, slots=True)
class Categories:
    """What of one dimension a measure is made of; `out_of` is empty for a count."""

    measure: str
    counted: frozenset[str]
    out_of: frozenset[str] = frozenset()
    note: str = ""


_WEEKS = tuple(f"{week} weeks" for week in range(37, 43))
_BEFORE_34 = ("27 weeks and under", "28 to 31 weeks", "32 to 33 weeks")
_GESTATION = frozenset({*_BEFORE_34, "34 to 36 weeks", *_WEEKS, "43 weeks and over"})
_BOOKED = frozenset({"0 to 70 days", "71 to 90 days", "91 to 140 days", "141+ days"})
_ALL = frozenset({""})
"""A total has no categories: its rows are blank there, or repeat the name of the dimension."""

DIMENSIONS: dict[str, tuple[Categories, ...]] = {
    "apgarscore5termgroup7": (Categories("apgar", frozenset({"0 to 6"}), frozenset({"0 to 6", "7 to 10"})),),
    "babyfirstfeedbreastmilkstatus": (
        Categories(
            "bf_first",
            frozenset({"maternal or donor breast milk"}),
            frozenset({"maternal or donor breast milk", "not breast milk"}),
        ),
    ),
    "gestationlengthbirthgroup37": (
        Categories("preterm", frozenset({"<37 weeks"}), frozenset({"<37 weeks", ">=37 weeks"})),
        Categories("term_births", frozenset({">=37 weeks"})),
    ),
    "gestationlengthbirth": (Categories("preterm34", frozenset(_BEFORE_34), _GESTATION),),
    "gestageformalantenatalbookinggroup": (
        Categories(
            "early_booking",
            frozenset({"0 to 70 days"}),
            _BOOKED,
            "early booking counts up to 70 days (10+0) in the national file, a day more than the catalogue's 9+6",
        ),
    ),
    "deliverymethodbabygroup": (Categories("vaginal_births", frozenset({"spontaneous", "instrumental"})),),
    "totaldeliveries": (Categories("maternities", _ALL),),
    "totalbookings": (Categories("bookings", _ALL),),
}
"""By dimension, lower case."""

Key = tuple[str, str, str]
"""Measure, trust, month."""


@dataclass(slots=True)
class Sums:
    """The categories of a file, added up as its rows come."""

    found: defaultdict[Key, dict[str, tuple[float, str]]] = field(default_factory=lambda: defaultdict(dict))
    hidden: set[tuple[Key, str]] = field(default_factory=set[tuple[Key, str]])
    seen: set[tuple[str, str, str, str]] = field(default_factory=set[tuple[str, str, str, str]])
    """Rows added: the same category twice is one."""

    def add(self, row: tuple[str, str, str, str], value: float | None, where: str) -> bool:
        """Add one row (dimension, category, trust, month); whether a measure is made of it. None: suppressed."""
        dimension, category, trust, period = row
        plain = "" if category.replace(" ", "") == dimension else category
        took = plain == UNKNOWN and dimension in DIMENSIONS
        for one in DIMENSIONS.get(dimension, ()):
            for part, names in (("numerator", one.counted), ("denominator", one.out_of)):
                if plain in names:
                    took = True
                    self._put((one.measure, trust, period), part, value, where, fresh=row not in self.seen)
        self.seen.add(row)
        return took

    def _put(self, key: Key, part: str, value: float | None, where: str, *, fresh: bool) -> None:
        if value is None:
            self.hidden.add((key, part))
        elif fresh:
            before, first = self.found[key].get(part, (0.0, where))
            self.found[key][part] = (before + value, first)

    def parts(self) -> Iterator[tuple[Key, str, tuple[float, str]]]:
        """What was added up; nothing that a suppressed category is part of."""
        for key, own in self.found.items():
            for part, total in own.items():
                if (key, part) not in self.hidden:
                    yield key, part, total

    def notes(self) -> list[str]:
        """What must be said of measures that are counted a little otherwise there."""
        made = {key[0] for key in self.found}
        return [one.note for own in DIMENSIONS.values() for one in own if one.note and one.measure in made]
