"""England's bank holidays, from the maintained `holidays` package, offline.

Owns: the one door to that package. Must not: decide what a working day is.
"""

from __future__ import annotations

import importlib.util
from datetime import date
from functools import cache
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, cast

SOURCE = (
    "PyPI `holidays`, United Kingdom, subdivision England; checked against gov.uk's list of 2026 and 2027 in the tests"
)


@cache
def england(first: int, last: int) -> frozenset[date]:
    """The bank holidays of these years, both included; with the substitute days."""
    return frozenset(_country()(subdiv="ENG", years=range(first, last + 1)))


def _country() -> Any:
    """The package's class of the United Kingdom, from its own file.

    By the package's front door all 250 countries are loaded with it: 8 MB that a bot would keep, and 60 ms.
    """
    import holidays  # noqa: PLC0415 only working days need it

    file = Path(holidays.__file__).parent / "countries" / "united_kingdom.py"
    found = importlib.util.spec_from_file_location("storage_holidays_united_kingdom", file)
    module = importlib.util.module_from_spec(cast("ModuleSpec", found))
    cast("Loader", cast("ModuleSpec", found).loader).exec_module(module)
    return module.UnitedKingdom
