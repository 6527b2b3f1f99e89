"""What the rules of the report to the board are given, and what they give: records in, drafts of lines out.

Owns: those types. Must not: know a rule or query. Source of the limit: one or two pages, domain guide 6.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.actions import Action
from domain.attendance import Attendance
from domain.control import ControlChart
from domain.decisions import Decision
from domain.escalations import Escalation
from domain.group import Group
from domain.learning import Learning
from domain.policies import Policy
from domain.reports import Part, Piece
from domain.returns import Return
from domain.risks import Risk
from domain.rounds import Grid
from domain.signals import Signal
from domain.summary_rules import Some
from domain.triangulation import Pattern

LONGEST = 240
"""Characters of somebody's own words in a line; longer text is cut with an ellipsis. Source: the same."""
NONE = Some()


@dataclass(frozen=True, slots=True)
class Material:
    """The records a report is made of."""

    group: Group
    at: datetime
    """Local to the group."""
    since: datetime
    """The beginning of the meeting that the report looks back to."""
    grid: Grid | None = None
    risks: tuple[Risk, ...] = ()
    """Live ones, the highest score first."""
    over: tuple[Risk, ...] = ()
    """Over tolerance now and at both of `meetings`."""
    meetings: tuple[date, ...] = ()
    ran_out: tuple[Risk, ...] = ()
    accepted: tuple[Risk, ...] = ()
    waiting: tuple[Escalation, ...] = ()
    answered: tuple[Escalation, ...] = ()
    late: Some = NONE
    third: tuple[Action, ...] = ()
    touched: tuple[Action, ...] = ()
    """Actions that were written since."""
    returns: tuple[Return, ...] = ()
    """Those received for the round's month."""
    charts: tuple[ControlChart, ...] = ()
    decisions: tuple[Decision, ...] = ()
    learning: tuple[Learning, ...] = ()
    """Shared since."""
    signals: tuple[Signal, ...] = ()
    """Open ones."""
    patterns: tuple[Pattern, ...] = ()
    """Themes that meet the rule."""
    learned: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By theme the ids of what was shared and of events that were held."""
    policies: tuple[Policy, ...] = ()
    """Changes of which something is still expected."""
    meeting: Attendance | None = None
    """The last meeting, when somebody wrote down who was there."""

    @property
    def today(self) -> date:
        """The day it is made."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before it has its key. `evidence` as in `ReportLine`."""

    pieces: tuple[Piece, ...]
    ids: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where its lines stand and what it looks for, in words for the chair."""

    key: str
    part: Part
    words: str
    finds: Callable[[Material], Iterator[Draft]]
    rest: str
    """What the lines beyond `EACH` are called."""
    several: bool = False
    """A line rests on several records, so that it stands even when one of them is told of above."""


def short(text: str) -> str:
    """Somebody's own words, tidy and not too long."""
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= LONGEST else f"{tidy[:LONGEST].rstrip()}\u2026"
