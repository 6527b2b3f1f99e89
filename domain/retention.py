"""How long records are kept: the rules as data, a group's own periods, and the legal hold that stops all of them.

Owns: the rules, the day up to which a class is due, and what must be said before a class is deleted. Must not: count
or delete. The rules are a proposal that a records manager confirms; nothing goes by itself.
Source: NHS Records Management Code of Practice 2021, appendix II; UK GDPR article 5(1)(e).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.refusals import NotAllowed

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
    archive: bool = False
    """Whether they are offered to an archive first; somebody has to say that they were."""
    kinds: frozenset[str] = frozenset()
    """Of signals, those of these kinds alone; empty: all that no other class has."""
    stays: bool = False
    """Counted, and never deleted by the bot."""


LEFT = "left"
"""Stands for the day somebody left: the last change of their entry."""
FORMER = "Former member"
"""What stands where the name of somebody stood who left long ago."""
SERIOUS = frozenset({"mnsi", "regulation_28"})
"""Kinds of signals that a serious incident lies behind. Source: PSIRF and the Code, appendix II."""
BACKUPS = (
    "backups: the nightly copies end after 12 months (docs/operations.md), and with them what was deleted; "
    "copies of your own are for you to delete"
)
SENIOR = "papers of a senior committee: 20 years, then review for the archive"
CLOSED = "corporate record: 6 years after it was closed"
RULES: tuple[Rule, ...] = (
    Rule(
        "papers",
        "returns, summaries, reports, packs, decisions, board answers, policies, attendance",
        20,
        "offer to the archive, then delete",
        (
            ("rounds", "closed_at"),
            ("returns", "submitted_at"),
            ("bulletins", "posted_at"),
            ("reports", "approved_at"),
            ("packs", "made_at"),
            ("decisions", "decided_on"),
            ("escalations", "answered_on"),
            ("policies", "closed_on"),
            ("attendances", "day"),
            ("acknowledgements", "at"),
        ),
        SENIOR,
        archive=True,
    ),
    Rule("risks", "risks that were closed", 6, "delete", (("risks", "closed_at"),), CLOSED),
    Rule("actions", "actions that were closed", 6, "delete", (("actions", "closed_at"),), CLOSED),
    Rule(
        "signals",
        "signals, learning events, learning",
        10,
        "delete",
        (("signals", "closed_on"), ("learning_events", "on"), ("learning", "shared_on")),
        "incident records: 10 years",
    ),
    Rule(
        "serious",
        "signals after a serious incident (MNSI, Regulation 28)",
        20,
        "delete",
        (("signals", "closed_on"),),
        "records of serious incidents: 20 years",
        kinds=SERIOUS,
    ),
    Rule("concerns", "concerns that were closed", 10, "delete", (("concerns", "closed_on"),), "as incident records"),
    Rule(
        "people",
        "people who left, absences, hand-overs",
        6,
        "take the name off, delete the rest",
        (("members", LEFT), ("absences", "until"), ("handovers", "done_at"), ("snoozes", "until")),
        "staff records of a group: 6 years after leaving",
    ),
    Rule(
        "deliveries",
        "what was sent to whom, and long work",
        1,
        "delete",
        (("outbox", "sent_at"), ("occurrences", "decided_at"), ("jobs", "ended_at")),
        "no record: a year, for faults",
    ),
    Rule(
        "journal",
        "lines of the journal: ids, verbs and hashes, no text",
        20,
        "nothing: the chain proves what is left, and what went",
        (("journal", "at"),),
        SENIOR,
        stays=True,
    ),
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
        known = {r.key for r in RULES if not r.stays}
        for key in row:
            if key != "hold" and key not in known:
                faults.add(f"[retention]: '{key}' is no class of records; known are {', '.join(sorted(known))}")
        mine = [r for r in RULES if r.key in known & row.keys()]
        own = tuple((r.key, faults.number(row, r.key, "[retention]", 1, LONGEST_YEARS, r.years)) for r in mine)
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


def may_delete(rule: Rule, hold: str, due: int, said: int, *, offered: bool) -> None:
    """Raise `NotAllowed` unless these records may go now. `said`: how many whoever asks expects to go.

    A number that is not the number due shows that the dry run was not read, or is old.
    """
    if hold:
        raise NotAllowed(f"A legal hold stands: {hold}.", "Nothing was deleted.")
    if rule.stays:
        raise NotAllowed(f"{rule.key} is never deleted: {rule.then}.", "Nothing was deleted.")
    if rule.archive and not offered:
        raise NotAllowed(f"{rule.key} are offered to the archive first.", "Say --offered once they were.")
    if due != said:
        raise NotAllowed(f"{due:,} of {rule.key} are beyond their period, not {said:,}.", "Look at the dry run again.")
