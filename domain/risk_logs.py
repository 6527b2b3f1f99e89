"""Somebody's risk register in a workbook, read before anything is stored: which risks it gives, and what is in the way.

Owns: which headings mean what, how a row becomes a risk. Must not: store, guess an owner, a trust or the two parts of a
score, or take over what is closed. Source: columns of registers as NHS groups keep them (domain guide 5), 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import cells
from domain.imports import Found
from domain.organisations import trust_of
from domain.people import Trust
from domain.risks import ALL
from domain.scores import CONSEQUENCE, LIKELIHOOD, Level, Score
from domain.summaries import digest
from domain.tables import Cell, Column, Table

LONGEST, LONG = 200, 1_000
"""Characters of a title and of a longer text, as on the form."""


def _column(key: str, label: str, headings: str, *, needed: bool = False, marks: bool = False) -> Column:
    return Column(key, label, frozenset(headings.split(" | ")), needed=needed or marks, marks=marks)


COLUMNS: Sequence[Column] = (
    _column("ref", "Reference", "ref | reference | id | no | no. | risk id | risk ref | risk no | datix id"),
    _column("title", "Title", "risk | title | risk title | name | risk name", needed=True),
    _column("text", "Description", "description | risk description | description of risk | details"),
    _column("cause", "If (cause)", "cause | causes | if | source | hazard"),
    _column("event", "Then (event)", "event | then | risk event"),
    _column("effect", "Leading to (effect)", "effect | effects | leading to | impact description | consequences"),
    _column("trust", "Trust", "trust | organisation | org | site | provider"),
    _column(
        "likelihood",
        "Likelihood now",
        "likelihood | current likelihood | l | likelihood (current) | likelihood now | residual likelihood",
        marks=True,
    ),
    _column(
        "consequence",
        "Consequence now",
        "consequence | impact | severity | current consequence | current impact | c | i | residual consequence",
        marks=True,
    ),
    _column("target_likelihood", "Target likelihood", "target likelihood | likelihood (target)"),
    _column("target_consequence", "Target consequence", "target consequence | target impact"),
    _column("owner", "Owner", "owner | risk owner | lead | risk lead | who | responsible"),
    _column("controls", "Controls", "controls | control | existing controls | current controls | key controls"),
    _column("gaps", "Gaps in control", "gaps | gaps in control | gaps in controls"),
    _column("status", "Status", "status | state | open/closed"),
)
"""Headings by what they mean; a sheet with a likelihood and a consequence is a register."""
CLOSED = frozenset({"closed", "archived", "retired", "merged", "complete", "completed"})
EVERYBODY = frozenset({"all", "all trusts", "system", "lmns", "shared", "group"})
UNSAID = "what the imported register does not say"
"""In the place of a part of the sentence that no column gives; a review fills it in."""
_DIGIT = re.compile(r"[1-5]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as a risk. `owner` as it stands in the sheet; `key` is the same when the row comes again."""

    key: str
    title: str
    cause: str
    event: str
    effect: str
    trust: str
    likelihood: int
    consequence: int
    target_likelihood: int
    target_consequence: int
    owner: str
    cell: str
    ref: str = ""
    controls: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """In one line: `Rota gaps (JPUH): 16 (likely 4 x major 4)`."""
        whose = "all trusts" if self.trust == ALL else self.trust
        return f"{self.title} ({whose}): {Score(self.likelihood, self.consequence).words}"


@dataclass(frozen=True, slots=True)
class Register:
    """The dry run: its risks, and every cell that says something."""

    entries: tuple[Entry, ...] = ()
    found: tuple[Found, ...] = ()

    def of(self, kind: str) -> tuple[Found, ...]:
        """The findings of one kind."""
        return tuple(f for f in self.found if f.kind == kind)


def read(table: Table, places: Mapping[str, int], trusts: Sequence[Trust]) -> Register:
    """The risks of a list, its columns as chosen."""
    found: list[Found] = []
    entries: dict[str, Entry] = {}
    for row in table.filled():
        made = _Row(table, places, row, trusts).risk()
        if isinstance(made, Found):
            found.append(made)
        elif made.key in entries:
            found.append(table.say(row, places.get("title"), "note", "the same risk stands above; it is read once."))
        else:
            entries[made.key] = made
    return Register(tuple(entries.values()), (*found, *table.beyond()))


@dataclass(frozen=True, slots=True)
class _Row:
    table: Table
    places: Mapping[str, int]
    row: int
    trusts: Sequence[Trust]

    def risk(self) -> Entry | Found:
        title = self._text("title") or self._text("text")
        if not title:
            return self._say("title", "note", "a row without a risk.")
        if cells.tidy(self._text("status")) in CLOSED:
            return self._say("status", "note", "closed already, so it stays in the old register.")
        trust = self._trust()
        if isinstance(trust, Found):
            return trust
        now = self._score("likelihood", "consequence")
        if isinstance(now, Found):
            return now
        aim = self._target(now)
        if isinstance(aim, Found):
            return aim
        ref = self._text("ref")
        text = self._text("text")
        return Entry(
            key=digest(f"{trust}|{ref}" if ref else f"{trust}|{cells.tidy(title)}")[:24],
            title=_short(title, LONGEST),
            cause=_short(self._text("cause") or text or title, LONG),
            event=_short(self._text("event") or UNSAID, LONG),
            effect=_short(self._text("effect") or UNSAID, LONG),
            trust=trust,
            likelihood=now.likelihood,
            consequence=now.consequence,
            target_likelihood=aim.likelihood,
            target_consequence=aim.consequence,
            owner=self._text("owner"),
            cell=self.table.address(self.row, self.places.get("title")),
            ref=ref,
            controls=self._lines("controls"),
            gaps=self._lines("gaps"),
        )

    def _target(self, now: Score) -> Score | Found:
        """Without a target the present score stands until a review sets one."""
        if not (self._text("target_likelihood") or self._text("target_consequence")):
            return now
        aim = self._score("target_likelihood", "target_consequence")
        if isinstance(aim, Score) and aim.product > now.product:
            return self._say("target_likelihood", "fault", "the target lies above the present score.")
        return aim

    def _score(self, one: str, other: str) -> Score | Found:
        likelihood = grade(self.table.cell(self.row, self.places.get(one)), LIKELIHOOD)
        consequence = grade(self.table.cell(self.row, self.places.get(other)), CONSEQUENCE)
        if not likelihood:
            return self._say(one, "fault", f"'{self._text(one)}' is no likelihood from 1 to 5.")
        if not consequence:
            return self._say(other, "fault", f"'{self._text(other)}' is no consequence from 1 to 5.")
        return Score(likelihood, consequence)

    def _trust(self) -> str | Found:
        said = self._text("trust")
        if cells.tidy(said) in EVERYBODY:
            return ALL
        trust = trust_of(said or self.table.shown, self.trusts)
        if trust:
            return trust
        return self._say("trust", "fault", f"'{said}' is no trust of the group." if said else "no trust is named.")

    def _lines(self, key: str) -> tuple[str, ...]:
        cell = self.table.cell(self.row, self.places.get(key))
        parts = re.split(r"[\n;\u2022]+", str(cell)) if cells.tidy(cell) else ()
        return tuple(_short(" ".join(p.split()), LONGEST) for p in parts if p.strip())[:3]

    def _text(self, key: str) -> str:
        return self.table.text(self.row, self.places.get(key))

    def _say(self, key: str, kind: str, words: str) -> Found:
        return self.table.say(self.row, self.places.get(key, self.places.get("title")), kind, words)


def grade(cell: Cell, levels: Mapping[int, Level]) -> int:
    """A likelihood or consequence as its number, 0 when it is none.

    >>> grade(4, LIKELIHOOD), grade("4 - likely", LIKELIHOOD), grade("Major", CONSEQUENCE), grade("high", CONSEQUENCE)
    (4, 4, 4, 0)
    """
    text = cells.tidy(cell)
    by_name = next((number for number, level in levels.items() if text == level.name), 0)
    found = _DIGIT.findall(text) if not re.search(r"[06-9]|\d\d|\d\.\d", text) else []
    return by_name or (int(found[0]) if len(found) == 1 else 0)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}\u2026"
