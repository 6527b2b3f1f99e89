"""Every measure, theme and framework, gathered from the rooms that declare them. Nothing is registered by hand.

Owns: the three mappings. Must not: know an entry by name.
A module of `domain/measures/` states `MEASURES`, one of `domain/frameworks/` states `FRAMEWORKS`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import domain.frameworks
import domain.measures
from domain.definitions import Direction, Edition, Framework, Measure, Requirement, Theme
from domain.taxonomy import THEME_CHOICES, THEMES

__all__ = [
    "FRAMEWORKS",
    "MEASURES",
    "REQUIREMENTS",
    "THEMES",
    "THEME_CHOICES",
    "Direction",
    "Edition",
    "Framework",
    "Measure",
    "Requirement",
    "Theme",
    "core",
    "in_use",
    "keyed",
]


def declared(package: ModuleType, name: str) -> Iterator[Any]:
    """What the modules of a room state under this name, in the order of the files."""
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        yield from getattr(importlib.import_module(f"{package.__name__}.{module}"), name, ())


def keyed(parts: Iterable[Any]) -> dict[str, Any]:
    """Parts by their key. A key stated twice is a bug and raises `ValueError`."""
    found: dict[str, Any] = {}
    for part in parts:
        if part.key in found:
            raise ValueError(f"{part.key} is declared twice")
        found[part.key] = part
    return found


MEASURES: Mapping[str, Measure] = keyed(declared(domain.measures, "MEASURES"))
FRAMEWORKS: Mapping[str, Framework] = keyed(declared(domain.frameworks, "FRAMEWORKS"))
REQUIREMENTS: Mapping[str, Requirement] = keyed(r for f in FRAMEWORKS.values() for r in f.requirements)


def core() -> tuple[Measure, ...]:
    """The catalogue's own monthly set, for a group that names none."""
    return tuple(m for m in MEASURES.values() if m.core)


def queried(measure: str, numerator: float | None, denominator: float | None) -> bool:
    """Whether a figure of this measure cannot be right (`Measure.queried`); of one that is not here nobody can say."""
    found = MEASURES.get(measure)
    return found is not None and found.queried(numerator, denominator)


def in_use(keys: Sequence[str]) -> tuple[Measure, ...]:
    """The measures a group has chosen, in its order; unknown keys are left out, an empty choice is the core set."""
    return tuple(MEASURES[k] for k in keys if k in MEASURES) if keys else core()
