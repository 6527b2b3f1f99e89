"""A round and returns for tests of cards, invented: three trusts, October 2026, one of each kind of nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import questions
from domain.people import ObjectId
from domain.returns import Entry, Return, Section, SectionKey, return_id, save_section, submit
from domain.rhythm import RoundDates
from domain.rounds import Round, open_round

AT = datetime(2026, 12, 3, 10, 40, tzinfo=UTC)
DUE = date(2026, 12, 7)
TOM = ObjectId("00000000-0000-4000-8000-000000000003")
WHEN = "3 December 2026, 10:40"
SAVED = dict.fromkeys(SectionKey, f"By Tom Bailey, {WHEN}")

FIGURES = {
    "births": 142,
    "stillbirth": 0,
    "nnd": 0,
    "term_births": 130,
    "hie": 0,
    "atain": 4,
    "pph1500": 8,
    "vaginal_births": 80,
    "tear34": 2,
    "satod": 16,
    "labours": 110,
    "one_to_one": 110,
    "midwife_fill_night_pct": 95.6,
    "rota_gaps": 2,
}
WORRY = "Short notice sickness at night. Two shifts were covered by the matron."
STORY = "Three bleeds after instrumental birth; measured loss was started late in two. The trolley check is daily now."


def asked() -> dict[SectionKey, tuple[questions.Question, ...]]:
    """The questions of a group without a choice of its own."""
    return {key: questions.questions(key, questions.in_use(())) for key in SectionKey}


def a_round(*trusts: str) -> Round:
    """October's round of these trusts, or of three."""
    dates = RoundDates("2026-10", date(2026, 11, 23), DUE, date(2026, 12, 14), date(2026, 12, 21))
    return open_round(dates, trusts or ("NNUH", "JPUH", "QEHKL"), by="Ruth", at=AT)


def section(key: SectionKey, entry: Entry, **values: str | float) -> Section:
    """A section that Tom saved."""
    return Section(key, entry, values, TOM, AT)


def a_draft(trust: str = "JPUH", *, upto: int = 4) -> Return:
    """A draft with its first `upto` steps filled in: figures with two missing, incidents, risks unchanged, learning."""
    steps = (
        section(SectionKey.MEASURES, Entry.ENTERED, **FIGURES),
        section(
            SectionKey.INCIDENTS, Entry.ENTERED, moderate=3, severe=1, fatal=0, themes="pph,escalation", story=STORY
        ),
        section(SectionKey.RISKS, Entry.NO_CHANGE, worry=WORRY, external="no"),
        section(SectionKey.LEARNING, Entry.NIL),
    )
    ret = replace(Return(return_id("2026-10", trust), "2026-10", trust), version=upto)
    for step in steps[:upto]:
        ret = save_section(ret, step, step)
    return ret


def a_return(trust: str = "JPUH", *, today: date = DUE) -> Return:
    """The same, received."""
    return submit(a_draft(trust), by=TOM, name="Tom Bailey", at=AT, due=DUE, today=today, reason="")
