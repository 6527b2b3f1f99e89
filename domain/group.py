"""The group as data: who it is, which trusts it oversees, its rhythm, its bands and choices.

Owns: reading a group file's tables into one frozen `Group`, and saying every fault of it at once.
Must not: open files or know where the data is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from domain import far_dates, ladders, taxonomy
from domain.catalogue import MEASURES, Theme
from domain.group_faults import Faults
from domain.people import Member, ObjectId, Role, Trust, TrustCode
from domain.quorum import Quorum
from domain.retention import Retention
from domain.rhythm import Rhythm
from domain.thresholds import TABLE, Thresholds

BAND_SOURCE = "NPSA, A risk matrix for risk managers, 2008; local policies may cut differently"


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of risk scores with a name and how often a risk in it is reviewed.

    Source: NPSA 2008 for the cuts; review rhythm is common NHS practice, set per group.
    """

    name: str
    low: int
    high: int
    colour: str
    review_months: int


DEFAULT_BANDS = (
    Band("low", 1, 3, "green", 6),
    Band("moderate", 4, 6, "yellow", 3),
    Band("high", 8, 12, "amber", 2),
    Band("extreme", 15, 25, "red", 1),
)

DEFAULT_TOLERANCE: Mapping[str, int] = {"none": 3, "minimal": 6, "cautious": 9, "open": 12, "seek": 16}
"""Highest tolerable score by appetite word. Source: domain guide section 5 (after the GGI matrix), set per group."""


@dataclass(frozen=True, slots=True)
class SummaryRule:
    """How the scheduled risk summary reaches the channel."""

    at_once: bool = False
    """False: the chair sees it first with `Post to channel`."""
    weekly: str = ""
    """Weekday name for a weekly summary, empty for none."""
    at: time = time(9, 30)


@dataclass(frozen=True, slots=True)
class Group:
    """One oversight group. `id` is the short name in lower case and names the group in the store."""

    id: str
    name: str
    short: str
    lmns: str
    timezone: str
    trusts: tuple[Trust, ...]
    tenant_id: str = ""
    team_id: str = ""
    channel_id: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
    measures: tuple[str, ...] = ()
    """Catalogue keys asked each month, in order; empty means the catalogue's own monthly set."""
    themes: tuple[Theme, ...] = ()
    """What the group has changed of the catalogue's themes, and its own."""
    bands: tuple[Band, ...] = DEFAULT_BANDS
    tolerance: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_TOLERANCE))
    appetite: str = "cautious"
    summary: SummaryRule = field(default_factory=SummaryRule)
    reminders: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The `[reminders]` table as written; `domain.ladders` reads it."""
    quorum: Quorum = field(default_factory=Quorum)
    retention: Retention = field(default_factory=Retention)
    escalation: Thresholds = field(default_factory=Thresholds)
    on_time_days: int = 30
    """An action is green only when it was updated within this many days. Source: domain guide 6.1."""
    far_years: int = far_dates.YEARS
    """A date more than so many years ahead is asked about before it is kept."""

    @property
    def zone(self) -> ZoneInfo:
        """The group's time zone."""
        return ZoneInfo(self.timezone)

    def trust(self, code: str) -> Trust | None:
        """The trust with this code, whether it still stands or not."""
        return next((t for t in self.trusts if t.code == code), None)

    def trusts_on(self, day: date) -> tuple[Trust, ...]:
        """The trusts that stand on this day, in the order of the group file."""
        return tuple(t for t in self.trusts if t.stands_on(day))

    def band(self, score: int) -> Band:
        """The band a score falls in. Scores are 1 to 25.

        >>> Group("g", "G", "G", "L", "Europe/London", ()).band(12).name
        'high'
        """
        return next(b for b in reversed(self.bands) if score >= b.low)


def read_group(data: Mapping[str, Any]) -> tuple[Group, tuple[Member, ...]]:
    """A group file's tables as domain objects.

    Raises `domain.group_faults.GroupFaults` that lists every fault in words.
    """
    faults = Faults()
    head = faults.table(data, "group")
    trusts = tuple(_trust(t, i, faults) for i, t in enumerate(faults.tables(data, "trusts"), 1))
    faults.unique("[[trusts]] code", [t.code for t in trusts])
    people = tuple(_person(p, i, trusts, faults) for i, p in enumerate(faults.tables(data, "people"), 1))
    faults.unique("[[people]] object_id", [p.object_id for p in people])
    short = faults.text(head, "short", "[group]")
    rhythm = Rhythm.read(faults.optional_table(data, "calendar"), faults)
    risk, action = faults.optional_table(data, "risks"), faults.optional_table(data, "actions")
    tolerance = _tolerance(risk, faults)
    group = Group(
        id=short.lower(),
        name=faults.text(head, "name", "[group]"),
        short=short,
        lmns=faults.text(head, "lmns", "[group]"),
        timezone=faults.zone(head, "timezone"),
        tenant_id=str(head.get("tenant_id", "")),
        team_id=str(head.get("team_id", "")),
        channel_id=str(head.get("channel_id", "")),
        trusts=trusts,
        rhythm=rhythm,
        measures=_measures(faults.optional_table(data, "measures"), faults),
        themes=_themes(data, faults),
        bands=_bands(risk, faults),
        tolerance=tolerance,
        appetite=_appetite(risk, tolerance, faults),
        summary=_summary(faults.optional_table(data, "summary"), faults),
        reminders=faults.optional_table(data, "reminders"),
        quorum=Quorum.read(faults.optional_table(data, "quorum"), faults),
        retention=Retention.read(faults.optional_table(data, "retention"), faults),
        escalation=Thresholds.read(faults.optional_table(data, TABLE), faults),
        on_time_days=faults.number(action, "on_time_days", "[actions]", 1, 365, 30),
        far_years=faults.number(action, "far_years", "[actions]", 1, 20, far_dates.YEARS),
    )
    ladders.read(group.reminders, faults)
    if not trusts:
        faults.add("[[trusts]]: at least one trust is needed")
    if not any(Role.CHAIR in p.roles for p in people):
        faults.add("[[people]]: somebody must have the role chair")
    faults.raise_any()
    return group, people


def _trust(row: Mapping[str, Any], number: int, faults: Faults) -> Trust:
    where = f"[[trusts]] number {number}"
    first, last = faults.day(row, "valid_from", where), faults.day(row, "valid_to", where)
    if first and last and last < first:
        faults.add(f"{where}: valid_to lies before valid_from")
    return Trust(
        code=TrustCode(faults.text(row, "code", where)),
        ods=str(row.get("ods", "")),
        name=faults.text(row, "name", where),
        aliases=faults.texts(row, "aliases", where),
        valid_from=first,
        valid_to=last,
    )


def _person(row: Mapping[str, Any], number: int, trusts: tuple[Trust, ...], faults: Faults) -> Member:
    where = f"[[people]] number {number}"
    roles: set[Role] = set()
    for word in faults.texts(row, "roles", where):
        if word in set(Role):
            roles.add(Role(word))
        else:
            faults.add(f"{where}: the role '{word}' is not one of {', '.join(Role)}")
    known = {t.code for t in trusts}
    own = tuple(TrustCode(t) for t in faults.texts(row, "trusts", where))
    for code in own:
        if code not in known:
            faults.add(f"{where}: the trust '{code}' is not in [[trusts]]")
    if Role.TRUST_LEAD in roles and not own:
        faults.add(f"{where}: a trust_lead needs at least one trust")
    if not roles:
        faults.add(f"{where}: at least one role is needed")
    return Member(
        object_id=ObjectId(faults.text(row, "object_id", where).lower()),
        name=faults.text(row, "name", where),
        roles=frozenset(roles),
        trusts=own,
    )


def _tolerance(risk: Mapping[str, Any], faults: Faults) -> Mapping[str, int]:
    given = faults.optional_table(risk, "tolerance")
    return {**DEFAULT_TOLERANCE, **{word: faults.number(given, word, "[risks.tolerance]", 1, 25) for word in given}}


def _appetite(risk: Mapping[str, Any], tolerance: Mapping[str, int], faults: Faults) -> str:
    found = str(risk.get("appetite", "cautious"))
    if found not in tolerance:
        faults.add(f"[risks]: appetite must be one of {', '.join(tolerance)}")
    return found


def _bands(risk: Mapping[str, Any], faults: Faults) -> tuple[Band, ...]:
    rows = faults.tables(risk, "bands")
    if not rows:
        return DEFAULT_BANDS
    bands: list[Band] = []
    for i, row in enumerate(rows, 1):
        where = f"[[risks.bands]] number {i}"
        bands.append(
            Band(
                faults.text(row, "name", where),
                faults.number(row, "from", where, 1, 25),
                faults.number(row, "to", where, 1, 25),
                faults.text(row, "colour", where),
                faults.number(row, "review_months", where, 1, 24),
            )
        )
    bands.sort(key=lambda b: b.low)
    if bands[0].low != 1 or bands[-1].high != 25:
        faults.add("[[risks.bands]]: the bands must run from 1 to 25")
    return tuple(bands)


def _measures(row: Mapping[str, Any], faults: Faults) -> tuple[str, ...]:
    asked = faults.texts(row, "in_use", "[measures]")
    for key in asked:
        if key not in MEASURES:
            faults.add(f"[measures]: '{key}' is not in the catalogue")
    return asked


def _themes(data: Mapping[str, Any], faults: Faults) -> tuple[Theme, ...]:
    found: list[Theme] = []
    for i, row in enumerate(faults.tables(data, "themes") if "themes" in data else (), 1):
        where = f"[[themes]] number {i}"
        key = faults.text(row, "key", where)
        if key and not taxonomy.KEY.fullmatch(key):
            faults.add(f"{where}: the key '{key}' may have small letters, digits and _ only")
        subs, words = (faults.texts(row, part, where) for part in ("sub_themes", "aliases"))
        retired = faults.flag(row, "retired", where, False)
        since = str(row.get("retired_in", ""))
        theme = Theme(key, faults.text(row, "name", where), subs, words, taxonomy.OWN, retired=retired)
        found.append(replace(theme, retired_in=since if retired else ""))
    faults.unique("[[themes]] key", [t.key for t in found])
    return tuple(found)


def _summary(row: Mapping[str, Any], faults: Faults) -> SummaryRule:
    return SummaryRule(
        at_once=faults.flag(row, "post_at_once", "[summary]", False),
        weekly=faults.weekday(row, "weekly", "[summary]"),
        at=faults.clock_time(row, "at", "[summary]", time(9, 30)),
    )
