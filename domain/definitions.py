"""The shapes of what the group measures, sorts by and answers to: measure, theme, framework, requirement.

Owns: those frozen types and nothing else; the entries stand in `measures/`, `themes.py` and `frameworks/`.
Must not: list an entry or import one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that trusts report. A rate has `denominator` and `multiplier`; a count or a ready percentage neither.

    `low` and `high` are the plausible range of the value in its unit: outside it the member is asked, never blocked.
    """

    key: str
    name: str
    unit: str
    direction: Direction
    denominator: str = ""
    multiplier: float | None = None
    target: float | None = None
    target_source: str = ""
    source: str = ""
    version: str = ""
    cadence: str = "monthly"
    rare: bool = False
    """Nought or one a month in a small unit: shown as a rolling twelve months, never as a monthly rate."""
    low: float | None = None
    high: float | None = None
    breakdowns: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """How people say it, lower case; the key and the name need no alias."""
    required: bool = False
    core: bool = False
    """Asked each month unless the group file names its own set."""
    charted: bool = True
    """False: always told, never drawn as a chart (deaths of mothers)."""
    note: str = ""
    """What a reader must know beside the figure."""
    screen_outliers: bool = False
    fix_after: int | None = None

    @property
    def is_rate(self) -> bool:
        """Whether a value is a numerator over a denominator."""
        return bool(self.denominator)

    @property
    def is_percent(self) -> bool:
        """Whether a value is read as a percentage."""
        return self.unit.startswith("%")

    @property
    def most(self) -> float:
        """The most that a ready percentage can be: 100 but where the catalogue says more (staffing above plan)."""
        return max(100.0, self.high or 0.0)

    def queried(self, numerator: float | None, denominator: float | None) -> bool:
        """Whether a figure cannot be right: more was counted than there was to count out of, or more than the whole.

        It is kept when a person says so, shown as queried, and no limit is worked out of it.
        """
        if numerator is None:
            return False
        if self.is_rate:
            return denominator is not None and numerator > denominator
        return self.is_percent and numerator > self.most


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of incidents, voices and risks, with its usual sub-themes."""

    key: str
    name: str
    sub_themes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""
    version: str = ""
    retired: bool = False
    """Whether it is no longer offered; what was filed under it keeps its name."""
    retired_in: str = ""
    """The version of the group's data in which it was retired in chat."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a framework asks: `CNST:SA6`. `part_of` is the requirement above it, if any."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    expected: str = ""
    """What is expected, in short."""
    shared_with: str = ""
    """Where the LMNS or the ICB takes part."""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One year or release of a framework; a status is always kept with the edition it was given under."""

    version: str
    published: str
    source: str
    evidence_until: date | None = None
    declared_by: str = ""
    """When and how it is declared, as published."""


@dataclass(frozen=True, slots=True)
class Framework:
    """One national list that the group answers to, in one version."""

    key: str
    name: str
    version: str
    source: str
    requirements: tuple[Requirement, ...]
    aliases: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    status: str = "current"
    """`current`, `superseded`, `reference`, or words of that kind."""
    gap: str = ""
    """What is not known or not loaded, said to whoever asks."""

    def requirement(self, key: str) -> Requirement | None:
        """The requirement with this key."""
        return next((r for r in self.requirements if r.key == key), None)
