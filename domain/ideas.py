"""Ideas that a trust tries in small steps: plan, do, study, act.

Owns: the record and its steps. An idea that was adapted is tried again; nothing here is a verdict on who tried it.
Source: the PDSA cycle (NHS England, Model for improvement); domain guide 10 row 4 ("idea, test, result, adopt/adapt/
abandon"); version 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.people import OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed

SHARED = "ALL"


class Stage(StrEnum):
    """Where an idea stands."""

    IDEA = "idea"
    TESTING = "testing"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    ABANDONED = "abandoned"

    @property
    def words(self) -> str:
        """As members read it."""
        return STAGE_WORDS[self]


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.IDEA: "an idea, not tried yet",
    Stage.TESTING: "being tried",
    Stage.ADOPTED: "adopted",
    Stage.ADAPTED: "to be tried again, changed",
    Stage.ABANDONED: "not taken further",
}
VERDICTS = (Stage.ADOPTED, Stage.ADAPTED, Stage.ABANDONED)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One turn: what was tried, what came of it, what follows."""

    plan: str
    started: date
    result: str = ""
    verdict: str = ""
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea with its cycles, the newest last."""

    id: str
    title: str
    text: str
    trust: str
    theme: str = ""
    stage: Stage = Stage.IDEA
    cycles: tuple[Cycle, ...] = ()
    by: ObjectId = ObjectId("")
    by_name: str = ""
    made_on: date | None = None
    version: int = 0


def updates(member: Member, idea: Idea) -> bool:
    """Whether the member may say how it goes: who wrote it, its trust's leads, the office."""
    return idea.by == member.object_id or member.leads(idea.trust) or member.is_any(OFFICE)


def tried(idea: Idea, plan: str, today: date) -> Idea:
    """The idea, being tried: what, where, how small. Raises `NotAllowed` while it is, or once it was settled."""
    if idea.stage not in {Stage.IDEA, Stage.ADAPTED}:
        raise NotAllowed(f"{idea.id} is {idea.stage.words} already.")
    if not plan.strip():
        raise Invalid("What is tried", "please say it in a few words.")
    return replace(idea, stage=Stage.TESTING, cycles=(*idea.cycles, Cycle(plan.strip(), today)))


def judged(idea: Idea, verdict: Stage, result: str, today: date) -> Idea:
    """The idea with what came of this turn and what follows. Raises `NotAllowed` unless it is being tried."""
    if idea.stage != Stage.TESTING:
        raise NotAllowed(f"{idea.id} is {idea.stage.words}.")
    if verdict not in VERDICTS:
        raise Invalid("What follows", "please choose one of the list.")
    if not result.strip():
        raise Invalid("What came of it", "please say it in a few words; that it did not help is worth knowing, too.")
    last = replace(idea.cycles[-1], result=result.strip(), verdict=verdict.value, ended=today)
    return replace(idea, stage=verdict, cycles=(*idea.cycles[:-1], last))
