"""From when on a record is proposed for escalation, as the group has it.

Owns: the thresholds, their defaults with source, reading a group's own from `[escalation]`, and saying them in words.
Must not: look at a record (`domain/triggers.py` and what it names do).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain import signals
from domain.group_faults import Faults
from domain.triangulation import PatternRule

SOURCE = "Domain guide 1.4, default escalation triggers, and 10 row 3a, themes; version 2026-11"
OWN = "the group's own"
SIGNALS: Mapping[str, str] = {t.key: t.words for t in signals.TRIGGERS}
TABLE = "escalation"
WHERE = f"[{TABLE}]"
TIMES = {1: "once", 2: "twice running"}
MEETINGS = {1: "meeting", 2: "two meetings", 3: "three meetings"}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One group's. Defaults: `SOURCE`."""

    score: int = 15
    """Score from which a risk is proposed to the board."""
    rising: int = 3
    """Reviews running with a higher score."""
    meetings: int = 2
    """Meetings at which a risk was over its tolerance."""
    red_days: int = 60
    """Days past its day from which a red action is proposed."""
    not_assured: int = 2
    """Returns of a trust that could not be assured, one after the other."""
    signals: tuple[str, ...] = tuple(SIGNALS)
    """Keys of the rules for signals that are used."""
    theme_trusts: int = 2
    theme_sources: int = 3
    theme_months: int = 3
    """The same theme in so many trusts, or from so many kinds of source, within so many months."""
    own: tuple[str, ...] = ()
    """Names that the group file sets itself."""

    @classmethod
    def read(cls, row: Mapping[str, Any], faults: Faults) -> Thresholds:
        """The table of a group file; what it leaves out keeps its default."""
        plain = cls()
        given = {
            key: faults.number(row, name, WHERE, low, high, getattr(plain, key))
            for key, (name, low, high) in NUMBERS.items()
        }
        named = faults.texts(row, "signals", WHERE) if "signals" in row else plain.signals
        for key in named:
            if key not in SIGNALS:
                faults.add(f"{WHERE}: signals: '{key}' is not one of {', '.join(SIGNALS)}")
        own = tuple(name for name in (*(n for n, _, _ in NUMBERS.values()), "signals") if name in row)
        return cls(signals=tuple(k for k in SIGNALS if k in named), own=own, **given)

    @property
    def pattern(self) -> PatternRule:
        """When the same theme is more than chance."""
        themed = any(name.startswith("theme_") for name in self.own)
        source = OWN if themed else "Domain guide 10 row 3a: two trusts or three source types in three months"
        return PatternRule(self.theme_trusts, self.theme_sources, self.theme_months, source, "2026-11")

    @property
    def extreme(self) -> str:
        """The rule for a score."""
        return f"it scores {self.score} or more"

    @property
    def climbing(self) -> str:
        """The rule for a score that goes up."""
        times = "its last review" if self.rising == 1 else f"{self.rising} reviews running"
        return f"its score went up in {times}"

    @property
    def over(self) -> str:
        """The rule for a risk over its tolerance."""
        return f"it was over tolerance at the last {self.sittings}"

    @property
    def sittings(self) -> str:
        """`two meetings`."""
        return MEETINGS.get(self.meetings, f"{self.meetings} meetings")

    @property
    def stuck(self) -> str:
        """The rule for a red action."""
        return f"it is red and its day passed {self.red_days} days ago or more"

    @property
    def doubted(self) -> str:
        """The rule for returns."""
        times = TIMES.get(self.not_assured, f"{self.not_assured} times running")
        return f"the trust's return could not be assured {times}"

    @property
    def same_theme(self) -> str:
        """The rule for a theme of several trusts."""
        return (
            f"the same theme in {self.theme_trusts} trusts or more within {self.theme_months} months: "
            "for learning, not for escalation"
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Every rule in use, in the order in which findings are shown."""
        told = tuple(SIGNALS[key] for key in self.signals)
        return (self.extreme, self.climbing, self.over, self.stuck, self.doubted, *told, self.same_theme)

    @property
    def whence(self) -> str:
        """Where the numbers come from: the source, and what the group has set itself."""
        return f"{SOURCE}. {OWN[:1].upper()}{OWN[1:]}: {', '.join(self.own)}" if self.own else SOURCE


NUMBERS: Mapping[str, tuple[str, int, int]] = {
    "score": ("score_from", 1, 25),
    "rising": ("rising_reviews", 1, 12),
    "meetings": ("meetings_over_tolerance", 1, 6),
    "red_days": ("red_action_days", 1, 365),
    "not_assured": ("not_assured_running", 1, 6),
    "theme_trusts": ("theme_trusts", 2, 20),
    "theme_sources": ("theme_sources", 2, 12),
    "theme_months": ("theme_months", 1, 12),
}
"""The name of each in the group file and its bounds. Source of the bounds: ours."""
