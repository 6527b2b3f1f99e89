"""England's bank holidays, from the maintained `holidays` package, offline.

Owns: the one door to that package. Must not: decide what a working day is.
"""

from __future__ import annotations

from datetime import date
from functools import cache

SOURCE = "PyPI `holidays`, United Kingdom, subdivision England; checked against gov.uk's list of 2026 and 2027 in the tests"


@cache
def england(first: int, last: int) -> frozenset[date]:
    """The bank holidays of these years, both included; with the substitute days."""
    import holidays  # noqa: PLC0415 it takes a tenth of a second and only working days need it

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(first, last + 1)))
