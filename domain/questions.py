"""What each step of a return asks, as data: from the catalogue's measures and a short list of narrative questions.

Owns: keys, labels, limits and order of the questions; how answers become observations.
Must not: know how a question is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain import catalogue
from domain.definitions import Measure
from domain.refusals import Invalid
from domain.returns import Entry, Section, SectionKey, Value
from domain.surprise import implausible, surprise

VERSION = "2026-11"
"""Version of the questions below. Source: PQSM 2020 appendix 2 rows M1 to M8 (domain guide 1.2), in our own words."""

COUNT_HIGH, PERCENT_HIGH = 100_000, 1_000
"""The most that a form takes: beyond it a number is no figure of a maternity unit. Source: ours."""
KEPT, WHY = "queried", "queried_why"
"""Answers beside the figures: that figures which cannot be right are kept as they are, which ones, and why."""
TEXT_LIMIT, SHORT_LIMIT = 2_000, 1_000
"""Longest answers in words, characters. Source: ours, so that a step fits one card in any script."""

MONTHLY = (
    "births",
    "stillbirth",
    "nnd",
    "hie",
    "atain",
    "pph1500",
    "tear34",
    "satod",
    "one_to_one",
    "midwife_fill_night_pct",
    "rota_gaps",
    "train_fm",
)
"""Asked each month by a group that names no set of its own: sixteen boxes with their denominators, about one screen.
Source: PQSM 2020 appendix 2 rows M3b and M3c, and the key outcomes of domain guide 7.2; the other rows stand below."""


class Kind(StrEnum):
    """How an answer is given."""

    COUNT = "count"
    PERCENT = "percent"
    TEXT = "text"
    YES_NO = "yes_no"
    THEMES = "themes"


FIGURES = frozenset({Kind.COUNT, Kind.PERCENT})
"""Kinds that are new each month: never carried over, never filled in for anybody."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` names the answer in the section's values, `measure` the figure whose numerator it is."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    measure: str = ""
    low: float = 0
    high: float = COUNT_HIGH
    """The most that is plausible; above it somebody is asked."""
    longest: int = TEXT_LIMIT
    together: str = ""
    """Key of the total that heads its group on the form; the total has its own."""


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
    "staff": "Staff who need fetal monitoring training",
    "triage_att": "Triage attendances",
}
"""Labels of shared denominators where the catalogue's own name is too short on a form. Source: domain guide 7.2."""

HARM = ("moderate", "severe", "fatal")
"""Harm levels that make up `incidents_moderate_plus`. Source: LFPSE harm levels, domain guide 4.1."""

NARRATIVE: Mapping[SectionKey, tuple[Question, ...]] = {
    SectionKey.INCIDENTS: (
        Question("moderate", "Incidents with moderate harm", Kind.COUNT, high=500),
        Question("severe", "Incidents with severe harm", Kind.COUNT, high=500),
        Question("fatal", "Deaths where an incident may have contributed", Kind.COUNT, high=50),
        Question("mnsi_referrals", "Referrals to MNSI", Kind.COUNT, high=50, measure="mnsi_referrals"),
        Question("pmrt_eligible", "Deaths eligible for PMRT review", Kind.COUNT, high=50, measure="pmrt_eligible"),
        Question(
            "responses",
            "Learning responses begun",
            Kind.TEXT,
            hint="How many of each: PSII, after action review, MDT review, thematic review",
            longest=120,
        ),
        Question("themes", "Themes you see", Kind.THEMES),
        Question("story", "What you learned and what you are doing", Kind.TEXT),
    ),
    SectionKey.RISKS: (
        Question(
            "worry", "What worries you most this month", Kind.TEXT, required=True, hint="Staffing, estate, demand"
        ),
        Question("external", "Contact from CQC, MNSI, NHS Resolution or another body", Kind.YES_NO),
        Question("reg28", "A coroner's Regulation 28 report to the trust", Kind.YES_NO),
        Question(
            "external_story",
            "If yes to either: which body, what is asked, by when",
            Kind.TEXT,
            longest=SHORT_LIMIT,
        ),
        Question(
            "cnst",
            "Progress with the ten CNST safety actions",
            Kind.TEXT,
            hint="Which are on track, which are not",
            longest=SHORT_LIMIT,
        ),
        Question("asks", "What you ask of the other trusts or the group", Kind.TEXT, longest=SHORT_LIMIT),
    ),
    SectionKey.LEARNING: (
        Question("worked_well", "What worked well", Kind.TEXT, required=True, hint="Others may want to copy it"),
        Question("families", "What women and families told you", Kind.TEXT, longest=SHORT_LIMIT),
        Question("staff", "What staff told you", Kind.TEXT, longest=SHORT_LIMIT),
    ),
}


def in_use(measures: Sequence[str]) -> tuple[Measure, ...]:
    """The measures that a group's return asks for: its own choice in its order, else the monthly set."""
    return catalogue.in_use(measures or MONTHLY)


def questions(section: SectionKey, measures: Sequence[Measure]) -> tuple[Question, ...]:
    """The questions of a step, in order. `measures` are those the group has in use."""
    if section != SectionKey.MEASURES:
        return NARRATIVE[section]
    return tuple(_measure_questions(measures))


def _measure_questions(measures: Sequence[Measure]) -> Iterator[Question]:
    """Each measure once, in the group's order; a total stands once, and with it what is counted out of it."""
    asked = {q.measure for qs in NARRATIVE.values() for q in qs if q.measure} | {"incidents_moderate_plus"}
    names = {m.key: m for m in measures}
    totals = {m.denominator for m in measures if m.denominator}
    groups: dict[str, list[Question]] = {}
    for m in measures:
        if m.key in asked:
            continue
        total = m.denominator or (m.key if m.key in totals else "")
        group = groups.setdefault(total, [])
        if total and total not in asked:
            asked.add(total)
            own = names.get(total)
            head = _figure(own) if own else Question(total, denominator(m), Kind.COUNT)
            group.append(replace(head, together=total))
        if m.key not in asked:
            asked.add(m.key)
            headed = bool(group) and group[0].key == total
            group.append(replace(_figure(m), together=total if headed else ""))
    return (q for group in groups.values() for q in group)


def denominator(m: Measure) -> str:
    """What a measure is counted out of, in words; empty for a count."""
    if not m.denominator:
        return ""
    known = catalogue.MEASURES.get(m.denominator)
    return DENOMINATORS.get(m.denominator) or (known.name if known else m.denominator)


def name_of(key: str) -> str:
    """What members call a figure; the key itself when the catalogue does not know it."""
    measure = catalogue.MEASURES.get(key)
    return measure.name if measure else key


def _figure(m: Measure) -> Question:
    if m.is_percent and not m.is_rate:
        # A ready percentage may pass 100 only where the catalogue says so (staffing above plan).
        return Question(m.key, m.name, Kind.PERCENT, measure=m.key, high=m.most)
    hint = f"Of {_lower(denominator(m)).split(' (')[0]}" if m.is_rate else ""
    return Question(m.key, m.name, Kind.COUNT, hint=hint, measure=m.key)


def _lower(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def check(values: Mapping[str, Value], measures: Sequence[Measure]) -> tuple[Invalid, ...]:
    """Faults between answers: a numerator above its denominator that nobody stands by, a yes without its story.

    One-field faults are the form's own.
    """
    faults: list[Invalid] = []
    doubted = doubts(values, measures)
    if doubted and values.get(KEPT) != sign(doubted):
        faults += doubted.values()
        faults.append(Invalid("", STAND_BY))
    elif doubted and not values.get(WHY):
        faults.append(Invalid(WHY_LABEL, SAY_WHY))
    if "yes" in (values.get("external"), values.get("reg28")) and not values.get("external_story"):
        faults.append(Invalid("If yes to either", "please say which body, what is asked and by when."))
    return tuple(faults)


STAND_BY = (
    "Correct the figures, or, if they are what your system gives, choose below to keep them and say why. "
    "They are then shown as queried."
)
WHY_LABEL = "Why they stand so"
SAY_WHY = "please say in a few words why the figures stand so."


def doubts(values: Mapping[str, Value], measures: Sequence[Measure] = ()) -> dict[str, Invalid]:
    """Figures that cannot be right, by the key of their question, each with what is wrong with it.

    `measures`: those looked at; all that were answered when none are named.
    """
    found: dict[str, Invalid] = {}
    for m in measures or [catalogue.MEASURES[key] for key in values if key in catalogue.MEASURES]:
        top, bottom = number(values.get(m.key)), number(values.get(m.denominator)) if m.denominator else None
        if top is None or not m.queried(top, bottom):
            continue
        if m.is_rate and bottom is not None:
            wrong = f"{top:,.10g} is more than {_lower(denominator(m))} ({bottom:,.10g}). Please check both."
        else:
            wrong = f"{top:,.10g} is out of range: a number from 0 to {m.most:g} is expected. Please check it."
        found[m.key] = Invalid(m.name, wrong)
    return found


def sign(doubted: Mapping[str, Invalid]) -> str:
    """Names these very figures, so that standing by them is not taken for standing by others typed later."""
    return "; ".join(f"{key}: {fault.why.split('. ')[0]}" for key, fault in sorted(doubted.items()))


def observations(values: Mapping[str, Value], measures: Sequence[Measure]) -> tuple[Observation, ...]:
    """The figures of a submitted return. A question left blank gives no observation, so the figure stays missing."""
    found: list[Observation] = []
    asked = {m.key: m.denominator for m in measures}
    for section in NARRATIVE.values():
        asked |= {q.measure: "" for q in section if q.measure}
    asked.pop("incidents_moderate_plus", None)
    for key, below in asked.items():
        top = number(values.get(key))
        if top is not None:
            found.append(Observation(key, top, number(values.get(below)) if below else None))
    harm = [number(values.get(level)) for level in HARM]
    if all(count is not None for count in harm):
        found.append(Observation("incidents_moderate_plus", sum(count or 0 for count in harm), None))
    return tuple(found)


def known(figures: Mapping[str, Observation]) -> dict[str, float]:
    """A month's figures by the key of their question, denominators too."""
    found: dict[str, float] = {}
    for seen in figures.values():
        measure = catalogue.MEASURES.get(seen.measure)
        if measure is not None and measure.denominator and seen.denominator is not None:
            found.setdefault(measure.denominator, seen.denominator)
    found |= {key: seen.numerator for key, seen in figures.items() if seen.numerator is not None}
    return found


def unusual(
    values: Mapping[str, Value], measures: Sequence[Measure], history: Mapping[str, Sequence[float | None]]
) -> tuple[str, ...]:
    """Figures unlike those before them, each as a question to the person; it never bars a submission.

    `history`: each figure of the months before, oldest first, None where it was not received.
    """
    found = [
        f"{q.label}: {value:,.10g}, expected 0 to {q.high:,.10g}: correct?"
        for section in NARRATIVE.values()
        for q in section
        if (value := number(values.get(q.key))) is not None and value > q.high
    ]
    doubted = doubts(values)
    for seen in observations(values, measures):
        m = catalogue.MEASURES.get(seen.measure)
        if m is None or seen.numerator is None or m.key in doubted:
            continue  # a queried figure has been asked about already
        ready = m.is_percent and not m.is_rate
        unlike = surprise(history.get(m.key, ()), seen.numerator, whole=not ready)
        odd = implausible(m, _in_unit(m, seen))
        if unlike:
            found.append(f"{m.name}: {unlike}")
        elif odd:
            found.append(f"{m.name}{f', {m.unit}' if m.is_rate else ''}: {odd}")
    return tuple(found)


def _in_unit(m: Measure, seen: Observation) -> float | None:
    if not m.is_rate or seen.numerator is None:
        return seen.numerator
    return seen.numerator / seen.denominator * (m.multiplier or 1) if seen.denominator else None


def nothing_happened(section: SectionKey) -> dict[str, Value]:
    """What a nil return says in figures: nought incidents were counted. A nil of other sections says no figure."""
    asked = NARRATIVE.get(section, ())
    return {q.key: 0 for q in asked if q.kind == Kind.COUNT}


def answers(sections: Sequence[Section]) -> dict[str, Value]:
    """The answers of the steps that hold figures; a nil return says nought where nothing happened."""
    given: dict[str, Value] = {}
    for section in sections:
        if section.key in {SectionKey.MEASURES, SectionKey.INCIDENTS}:
            nil = section.entry == Entry.NIL
            given |= nothing_happened(section.key) if nil else section.values
    return given


def number(value: Value) -> float | None:
    """An answer as a number; None when it is none or is missing."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value
