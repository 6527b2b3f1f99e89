"""The chair's report to the Programme Board: alert, advise, assure, applaud, decisions, not received.

Owns: its lines, each with the records and the rule it rests on; what the chair may do to a line; the approved text and
its hash; the version for each audience. Must not: know the rules (`domain/report_rules.py`) or how it looks.
Source: domain guide 6.3; conversation.md "Summaries".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.calendar import as_at
from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.small_words import without_small
from domain.summaries import digest
from domain.suppression import Audience, hides

TO = "LMNS Programme Board"
"""Source: domain guide 6.3."""
OWN = "own"
"""In place of a rule's key: the chair wrote the line."""
COUNTED = frozenset({"theme"})
"""Rules whose lines cite a record for each mention."""
OFFICE_ONLY = frozenset({"signal", "signal_late", "signal_rule"})
"""Rules whose lines the board reads, but not the whole group: a signal is for the office and its trust's leads."""
MOST_LINES = 60
"""Source: ours; a report is one or two pages."""


class Part(StrEnum):
    """The parts of the report, in their order. Source: domain guide 6.3."""

    ALERT = "alert"
    ADVISE = "advise"
    ASSURE = "assure"
    APPLAUD = "applaud"
    DECISIONS = "decisions"
    MISSING = "missing"

    @property
    def words(self) -> str:
        """Its heading."""
        return TITLES[self]


TITLES = {
    Part.ALERT: "Alert",
    Part.ADVISE: "Advise",
    Part.ASSURE: "Assure",
    Part.APPLAUD: "Applaud",
    Part.DECISIONS: "Decisions",
    Part.MISSING: "Not received",
}
EMPTY = {
    Part.ALERT: "Nothing needs the board's action now.",
    Part.ADVISE: "Nothing further to watch.",
    Part.ASSURE: "Nothing was assured with evidence in this time.",
    Part.APPLAUD: "Nothing was named in this time.",
    Part.DECISIONS: "No decision was taken in this time.",
    Part.MISSING: "Everything that was asked for was received.",
}
"""What a part without a line says."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. `small`: what stands here where small numbers are hidden; `typed`: people's own words."""

    text: str
    small: str = ""
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One statement, the records it rests on, and the rule that drafted it."""

    key: str
    part: Part
    pieces: tuple[Piece, ...]
    ids: tuple[str, ...] = ()
    rule: str = OWN
    evidence: tuple[str, ...] = ()
    """Which of the records are evidence of assurance: only with one may it stand under Assure."""
    edited: bool = False
    open: bool = True
    """Whether it stands in the public version, too."""

    def words(self, audience: Audience) -> str:
        """The line for these readers, with its ids."""
        text = "".join(said(p, audience) for p in self.pieces).strip()
        text = without_small(text) if hides(audience) else text
        ids = _uncounted(self.ids) if self.rule in COUNTED and hides(audience) else self.ids
        return f"{text} ({', '.join(ids)})" if ids else text

    @property
    def text(self) -> str:
        """The whole line as the chair edits it."""
        return "".join(p.text for p in self.pieces).strip()


def _uncounted(ids: Sequence[str]) -> tuple[str, ...]:
    """One return of each trust, no single entry: as many ids as mentions would tell a number that is not shown."""
    returns: dict[str, str] = {}
    for record in ids:
        if record.startswith("RET-"):
            returns[record.rpartition("-")[2]] = record
    return tuple(i for i in ids if i in returns.values() or not i.startswith(("RET-", "THM-")))


def _reads(line: ReportLine, audience: Audience) -> bool:
    if audience == Audience.GROUP:
        return line.rule not in OFFICE_ONLY
    return line.open or audience != Audience.PUBLIC


def said(piece: Piece, audience: Audience) -> str:
    """A stretch for these readers: typed words stay out of what is public, small numbers where they are hidden."""
    if piece.typed and audience == Audience.PUBLIC:
        return ""
    return piece.small if piece.small and hides(audience) else piece.text


class Stage(StrEnum):
    """A report is a draft until the chair approves it."""

    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Report:
    """One edition. Once approved its lines never change; a new edition `follows` it."""

    id: str
    group_name: str
    as_at: datetime
    completeness: str
    lines: tuple[ReportLine, ...]
    period: str = ""
    edition: int = 1
    follows: str = ""
    stage: Stage = Stage.DRAFT
    made_by: ObjectId = ObjectId("")
    made_at: datetime | None = None
    approved_by: ObjectId = ObjectId("")
    approved_name: str = ""
    approved_at: datetime | None = None
    digest: str = ""
    posted_at: datetime | None = None
    version: int = 0

    @property
    def title(self) -> str:
        """`Alert, advise, assure: Safety and Quality Oversight Group`."""
        return f"Alert, advise, assure: {self.group_name}"

    @property
    def ids(self) -> tuple[str, ...]:
        """Every record it names, once, in order."""
        return tuple(dict.fromkeys(i for line in self.lines for i in line.ids))

    def of(self, part: Part, audience: Audience) -> tuple[ReportLine, ...]:
        """The lines of a part that these readers see."""
        return tuple(x for x in self.lines if x.part == part and _reads(x, audience))

    def line(self, key: str) -> ReportLine:
        """One line. Raises `NotFound`."""
        found = next((x for x in self.lines if x.key == key), None)
        if found is None:
            raise NotFound("that line")
        return found

    @property
    def header(self) -> tuple[str, ...]:
        """What stands above the parts."""
        state = f"Version {self.edition}, draft, not approved."
        if self.approved_at is not None:
            state = f"Version {self.edition}, approved by {self.approved_name} on {as_at(self.approved_at)}."
        return (f"To: {TO}.", f"As at {as_at(self.as_at)}. {self.completeness}.", state)

    def text(self, audience: Audience) -> str:
        """The whole as plain text for these readers: the same report gives the same bytes."""
        rows = [self.title, *self.header]
        for part in Part:
            found = self.of(part, audience)
            rows += [part.words, *(f"- {x.words(audience)}" for x in found)]
            rows += [] if found else [EMPTY[part]]
        return "\n".join(rows)

    @property
    def sum(self) -> str:
        """The hash of all its versions together."""
        return digest("\f".join(self.text(a) for a in Audience))

    @property
    def intact(self) -> bool:
        """Whether it is what was approved."""
        return self.stage == Stage.APPROVED and self.digest == self.sum


@dataclass(frozen=True, slots=True)
class Wording:
    """What the chair made of a line. `evidence`: which of the ids are evidence, as the records say."""

    text: str
    part: Part
    ids: tuple[str, ...]
    evidence: tuple[str, ...]
    open: bool


def changed(report: Report, key: str, new: Wording) -> Report:
    """The report with this line as the chair wants it; a text that was changed is the chair's own from then on."""
    before = report.line(key)
    edited = new.text != before.text
    line = replace(
        before,
        part=new.part,
        pieces=(Piece(new.text),) if edited else before.pieces,
        ids=new.ids,
        evidence=new.evidence,
        edited=before.edited or edited,
        open=new.open,
    )
    return _with(report, tuple(line if x.key == key else x for x in report.lines), line)


def added(report: Report, new: Wording) -> Report:
    """The report with a line of the chair's own at the end of its part."""
    if len(report.lines) >= MOST_LINES:
        raise Invalid("Line", f"a report has {MOST_LINES} lines at most. Drop one first.")
    number = 1 + max((int(x.key[1:]) for x in report.lines), default=0)
    line = ReportLine(f"L{number}", new.part, (Piece(new.text),), new.ids, OWN, new.evidence, open=new.open)
    return _with(report, (*report.lines, line), line)


def dropped(report: Report, key: str) -> Report:
    """The report without a line."""
    gone = report.line(key)
    return _with(report, tuple(x for x in report.lines if x is not gone), None)


def _with(report: Report, lines: Sequence[ReportLine], line: ReportLine | None) -> Report:
    _draft(report)
    if line is not None and line.part == Part.ASSURE and not line.evidence:
        raise Invalid(
            "Records it rests on",
            "under Assure a line needs evidence: an action that was assured with evidence, or a return that was "
            "assured. Name one, or put the line under Advise.",
        )
    return replace(report, lines=tuple(lines))


def approved(report: Report, by: ObjectId, name: str, at: datetime) -> Report:
    """The report approved and frozen with its hash; `at` is local."""
    _draft(report)
    fresh = replace(report, stage=Stage.APPROVED, approved_by=by, approved_name=name, approved_at=at)
    return replace(fresh, digest=fresh.sum)


def next_edition(report: Report, record: str, by: ObjectId, at: datetime) -> Report:
    """A new draft with the lines of an approved edition."""
    return replace(
        report,
        id=record,
        edition=report.edition + 1,
        follows=report.id,
        stage=Stage.DRAFT,
        made_by=by,
        made_at=at,
        approved_by=ObjectId(""),
        approved_name="",
        approved_at=None,
        digest="",
        posted_at=None,
        version=0,
    )


def _draft(report: Report) -> None:
    if report.stage != Stage.DRAFT:
        raise NotAllowed(f"{report.id} was approved, and approved text does not change.", "Make a new version of it.")
