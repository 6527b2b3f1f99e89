"""What each step of a return asks, as data: from the catalogue's measures and a short list of narrative questions.

Owns: keys, labels, limits and order of the questions; how answers become observations.
Must not: know how a question is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue import Measure
from domain.refusals import Invalid
from domain.returns import SectionKey, Value

VERSION = "2026-11"
"""Version of the narrative questions. Source: PQSM 2020 appendix 2 rows M1-M7 and the group's own wording."""

COUNT_HIGH = 100_000
TEXT_LIMIT = 4_000
"""Longest narrative, characters. Source: ours, so that four sections and last month's text fit one card."""


class Kind(StrEnum):
    """How an answer is given."""

    COUNT = "count"
    PERCENT = "percent"
    TEXT = "text"
    YES_NO = "yes_no"
    THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` names the answer in the section's values; `measure` is set where it is a figure's numerator."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    measure: str = ""
    low: float = 0
    high: float = COUNT_HIGH


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one trust and month. Both parts are as given; a missing part is None, never nought."""

    measure: str
    numerator: float | None
    denominator: float | None


DENOMINATORS: Mapping[str, str] = {
    "births": "All births",
    "live_births": "Live births",
    "term_births": "Births at term (37+0 weeks or more)",
    "vaginal_births": "Vaginal births",
    "maternities": "Women who gave birth",
    "bookings": "Bookings",
    "labours": "Women in active labour",
    "shifts": "Labour ward shifts",
    "decile1": "Women booked in the most deprived tenth",
    "staff": "Staff who need the training",
    "triage_att": "Triage attendances",
}
"""Labels of shared denominators. Source: domain guide 7.2; keys as in the group's sample data."""

NARRATIVE: Mapping[SectionKey, tuple[Question, ...]] = {
    SectionKey.INCIDENTS: (
        Question("moderate", "Incidents with moderate harm", Kind.COUNT, required=True, high=500),
        Question("severe", "Incidents with severe harm", Kind.COUNT, required=True, high=500),
        Question("fatal", "Deaths where an incident may have contributed", Kind.COUNT, required=True, high=50),
        Question("mnsi_referrals", "Referrals to MNSI", Kind.COUNT, high=50, measure="mnsi_referrals"),
        Question("pmrt_eligible", "Deaths eligible for PMRT review", Kind.COUNT, high=50, measure="pmrt_eligible"),
        Question("themes", "Themes you see", Kind.THEMES),
        Question("story", "What you learned and what you are doing", Kind.TEXT, hint="No names, no dates of birth, no NHS numbers."),
    ),
    SectionKey.RISKS: (
        Question("worry", "What worries you most this month", Kind.TEXT, required=True, hint="Also staffing, estate, capacity."),
        Question("external", "Contact from CQC, MNSI, NHS Resolution or a coroner", Kind.YES_NO),
        Question("external_story", "If yes: which body, what was asked, by when", Kind.TEXT),
        Question("asks", "What you ask of the other trusts or the group", Kind.TEXT),
    ),
    SectionKey.LEARNING: (
        Question("worked_well", "What worked well", Kind.TEXT, required=True, hint="Others may want to copy it."),
        Question("families", "What women and families told you", Kind.TEXT),
        Question("staff", "What staff told you", Kind.TEXT),
    ),
}


def questions(section: SectionKey, measures: Sequence[Measure]) -> tuple[Question, ...]:
    """The questions of a step, in order. `measures` are those the group has in use."""
    if section != SectionKey.MEASURES:
        return NARRATIVE[section]
    return tuple(_measure_questions(measures))


def _measure_questions(measures: Sequence[Measure]) -> Iterator[Question]:
    asked: set[str] = set()
    narrative = {q.key for qs in NARRATIVE.values() for q in qs}
    for m in measures:
        if m.key in narrative or m.key in asked:
            continue
        kind = Kind.PERCENT if _is_percent(m) else Kind.COUNT
        high = 100.0 if kind == Kind.PERCENT else COUNT_HIGH
        asked.add(m.key)
        yield Question(m.key, m.name, kind, required=m.required, measure=m.key, high=high, hint=_hint(m))
        if m.denominator and m.denominator not in asked:
            asked.add(m.denominator)
            yield Question(m.denominator, DENOMINATORS.get(m.denominator, m.denominator), Kind.COUNT, hint=f"Counts under {m.name}")


def _is_percent(m: Measure) -> bool:
    return not m.denominator and m.unit.startswith("%")


def _hint(m: Measure) -> str:
    if m.denominator and m.denominator != "births":
        return f"Number; {DENOMINATORS.get(m.denominator, m.denominator).lower()} is asked next"
    return ""


def check(values: Mapping[str, Value], measures: Sequence[Measure]) -> tuple[Invalid, ...]:
    """Faults between answers: a numerator above its denominator. One-field faults are the form's own."""
    faults: list[Invalid] = []
    for m in measures:
        top, bottom = _number(values.get(m.key)), _number(values.get(m.denominator or ""))
        if top is not None and bottom is not None and top > bottom:
            label = DENOMINATORS.get(m.denominator or "", m.denominator or "")
            faults.append(Invalid(m.name, f"{top:g} is more than {label.lower()} ({bottom:g}). Please check both."))
    return tuple(faults)


def observations(values: Mapping[str, Value], measures: Sequence[Measure]) -> tuple[Observation, ...]:
    """The figures of a submitted return. A question left blank gives no observation, so the figure stays missing."""
    found: list[Observation] = []
    for m in measures:
        top = _number(values.get(m.key))
        if top is not None:
            found.append(Observation(m.key, top, _number(values.get(m.denominator)) if m.denominator else None))
    harm = [_number(values.get(k)) for k in ("moderate", "severe", "fatal")]
    if all(h is not None for h in harm):
        found.append(Observation("incidents_moderate_plus", sum(h for h in harm if h is not None), None))
    return tuple(found)


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value
