"""The kinds of external signals and their clocks, as data: what is due, within how long, by whose rule.

Owns: that list and the day that follows from it. Must not: know a signal's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkingCalendar

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `days` is None when each letter says its own date."""

    key: str
    name: str
    asks: str
    """What is due, as the subject of a sentence."""
    neutral: str
    """What a reader is told of such a signal, so that nobody takes it for a verdict."""
    source: str
    version: str
    days: int | None = None
    working: bool = False
    """Whether `days` are working days of England."""
    levels: Pairs = ()
    site: bool = False
    """Whether it is about one site rather than a whole trust."""
    urgent: bool = False
    """Whether those concerned hear of it outside office hours, too."""
    aliases: tuple[str, ...] = ()
    """How people say it, in lower case."""

    @property
    def clock(self) -> str:
        """`8 working days`, or where the date comes from."""
        if self.days is None:
            return "by the date in the letter"
        return f"within {self.days} {'working days' if self.working else 'days'}"


MOSS = Kind(
    "moss",
    "MOSS signal",
    "the critical safety check",
    "A signal is not proof of unsafe care. It asks the unit to look.",
    "NHS England, Maternity Outcomes Signal System standard operating procedures (domain guide 4.6)",
    "2025",
    days=8,
    working=True,
    levels=(("amber", "Amber: 95% confidence"), ("red", "Red: 99% confidence")),
    site=True,
    urgent=True,
    aliases=("moss", "maternity outcomes signal"),
)
CQC = Kind(
    "cqc",
    "CQC letter",
    "the answer to CQC",
    "A letter asks for an answer; what it means is for the trust and CQC to work out.",
    "PQSM 2020, Appendix 2, measure M6 (domain guide 1.2)",
    "2020",
    levels=(
        ("concern", "Concern or request for information"),
        ("action", "Request for action"),
        ("enforcement", "Enforcement action"),
    ),
    aliases=("cqc", "care quality commission"),
)
MNSI = Kind(
    "mnsi",
    "MNSI letter",
    "the answer to MNSI",
    "MNSI looks for learning, not for fault.",
    "PQSM 2020, Appendix 2, measure M6; MNSI (domain guide 1.2 and 4.3)",
    "2023",
    levels=(
        ("concern", "Letter of concern"),
        ("recommendation", "Safety recommendation"),
        ("maternal_death", "Investigation of a mother's death"),
        ("investigation", "Another investigation"),
    ),
    aliases=("mnsi", "hsib"),
)
REGULATION_28 = Kind(
    "regulation_28",
    "Regulation 28 report",
    "the answer to the coroner",
    "A coroner asks what is being done so that it does not happen again.",
    "Coroners (Investigations) Regulations 2013, regulation 29(4): 56 days of the report (domain guide 1.2)",
    "2013",
    days=56,
    aliases=("regulation 28", "reg 28", "reg28", "prevention of future deaths", "pfd", "coroner"),
)
NHS_RESOLUTION = Kind(
    "nhs_resolution",
    "NHS Resolution letter",
    "the answer to NHS Resolution",
    "A letter asks for an answer; it is not a finding.",
    "PQSM 2020, Appendix 2, measure M6 (domain guide 1.2)",
    "2020",
    aliases=("nhs resolution", "nhsr", "early notification"),
)
OTHER = Kind(
    "other",
    "Other external signal",
    "the answer",
    "It asks for a look; it is not a finding.",
    "PQSM 2020, Appendix 2, measure M6: any other organisation (domain guide 1.2)",
    "2020",
)
KINDS: Mapping[str, Kind] = {k.key: k for k in (MOSS, CQC, MNSI, REGULATION_28, NHS_RESOLUTION, OTHER)}


def kind_said(text: str) -> Kind | None:
    """The kind that a message names, if it names one.

    >>> kind_said("MOSS amber came through").key
    'moss'
    """
    low = text.lower()
    return next((k for k in KINDS.values() if any(alias in low for alias in k.aliases)), None)


def due_of(kind: Kind, start: date, asked: date | None, days: WorkingCalendar) -> date | None:
    """By when a signal of this kind from this day asks; `asked` only where the kind has no clock of its own."""
    if kind.days is None:
        return asked
    return days.add_working_days(start, kind.days) if kind.working else start + timedelta(kind.days)
