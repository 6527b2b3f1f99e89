"""How long records are kept: the rules as data, a group's own periods, and the legal hold that stops all of them.

Owns: the rules and the day up to which a class is due. Must not: count, delete, or decide: this is a proposal that a
records manager confirms. Source: NHS Records Management Code of Practice 2021, appendix II; UK GDPR article 5(1)(e).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.group_faults import Faults

VERSION = "2026-11, proposal to confirm"
LONGEST_YEARS = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """One class: its tables with the column from which the years count, and what is proposed then."""

    key: str
    words: str
    years: int
    then: str
    tables: tuple[tuple[str, str], ...]
    source: str


SENIOR = "papers of a senior committee: 20 years, then review for the archive"
CLOSED = "corporate record: 6 years after it was closed"
RULES: tuple[Rule, ...] = (
    Rule(
        "papers",
        "returns, summaries, reports, packs, decisions",
        20,
        "offer to the archive, then delete",
        (
            ("rounds", "closed_at"),
            ("returns", "submitted_at"),
            ("bulletins", "posted_at"),
            ("reports", "approved_at"),
            ("packs", "made_at"),
            ("decisions", "decided_on"),
        ),
        SENIOR,
    ),
    Rule("risks", "risks that were closed", 6, "delete", (("risks", "closed_at"),), CLOSED),
    Rule("actions", "actions that were closed", 6, "delete", (("actions", "closed_at"),), CLOSED),
    Rule(
        "signals",
        "signals, learning events, learning",
        10,
        "delete; 20 years where a serious incident followed",
        (("signals", "closed_on"), ("learning_events", "on"), ("learning", "shared_on")),
        "incident records: 10 years, serious incidents 20",
    ),
    Rule("deliveries", "what was sent to whom", 1, "delete", (("outbox", "sent_at"),), "no record: a year, for faults"),
)
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Retention:
    """A group's own: periods that differ, and why nothing may go at all."""

    hold: str = ""
    years: tuple[tuple[str, int], ...] = ()

    @classmethod
    def read(cls, row: Mapping[str, Any], faults: Faults) -> Retention:
        """From the `[retention]` table of a group file: `hold` in words, and years by the key of a class."""
        known = {r.key for r in RULES}
        for key in row:
            if key != "hold" and key not in known:
                faults.add(f"[retention]: '{key}' is no class of records; known are {', '.join(sorted(known))}")
        own = tuple(
            (r.key, faults.number(row, r.key, "[retention]", 1, LONGEST_YEARS, r.years)) for r in RULES if r.key in row
        )
        return cls(str(row.get("hold", "")).strip(), own)

    def rules(self) -> tuple[Rule, ...]:
        """The rules with this group's periods."""
        own = dict(self.years)
        return tuple(replace(r, years=own.get(r.key, r.years)) for r in RULES)


def due_before(rule: Rule, today: date) -> date:
    """What ended before this day is beyond its period.

    >>> due_before(RULES[1], date(2028, 2, 29))
    datetime.date(2022, 2, 28)
    """
    try:
        return today.replace(year=today.year - rule.years)
    except ValueError:
        return date(today.year - rule.years, 2, 28)


def told(rule: Rule, count: int, before: date, hold: str) -> str:
    """One line of the dry run."""
    period = f"{rule.years} year{'' if rule.years == 1 else 's'}"
    there = f"{count:,} ended before {before.isoformat()}" if count else "none is beyond it"
    what = f"; kept: {hold}" if count and hold else f"; then: {rule.then}" if count else ""
    return f"{rule.key} ({rule.words}): {period}; {there}{what}. Source: {rule.source}"
