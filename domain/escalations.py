"""Taking a risk to the Programme Board: a draft, the chair's word, the frozen text, the board's answer.

Owns: the states of an escalation. Must not: know how a board card looks. Source: product.md "Escalate to board card".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import as_at, as_long
from domain.papers import Heading, Paper, Para
from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import Signed
from domain.risks import Answer, Risk
from domain.small_words import without_small

BOARD = "LMNS Programme Board"
"""Where risks go when the group cannot settle them. Source: domain guide 5, Escalation."""


class Stage(StrEnum):
    """Where an escalation stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the board is asked about one risk. `text` and `digest` are set on approval and never change again."""

    id: str
    risk: str
    title: str
    standing: str
    """The risk's sentence, score and movement when the draft was made."""
    rules: tuple[str, ...]
    """Words of the triggers that fired; empty when a person simply asked."""
    ask: str
    options: str
    done: str
    needed_by: date
    to: str = BOARD
    stage: Stage = Stage.DRAFT
    drafted_by: str = ""
    drafted_at: datetime | None = None
    text: str = ""
    digest: str = ""
    approved_by: str = ""
    approved_name: str = ""
    approved_at: datetime | None = None
    answer: str = ""
    answered_on: date | None = None
    recorded_by: str = ""
    posted_at: datetime | None = None
    """When the chair had the approved text posted to the channel."""
    version: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the board's answer is still to come."""
        return self.stage == Stage.APPROVED

    @property
    def intact(self) -> bool:
        """Whether its text was approved and is still that text."""
        return self.stage != Stage.DRAFT and digest(self.text) == self.digest


def board_text(esc: Escalation) -> str:
    """The text for the board, the same for the same draft; without blank lines, so that every form shows it alike."""
    why = "; ".join(esc.rules) or "the group asks for it"
    parts = (
        f"{esc.risk}: {esc.title}",
        esc.standing,
        f"Why now: {why}.",
        f"What is asked: {esc.ask}",
        f"Options: {esc.options.strip() or 'none named'}",
        f"What was done so far: {esc.done}",
        f"Decision needed by {as_long(esc.needed_by)}.",
    )
    lines = (line.rstrip() for part in parts for line in part.splitlines())
    return "\n".join(line for line in lines if line.strip())


def edited(esc: Escalation, *, ask: str, options: str, done: str, needed_by: date) -> Escalation:
    """The draft with the chair's words. Raises `NotAllowed` once it was approved, `Invalid` without an ask."""
    _draft(esc)
    if not ask.strip():
        raise Invalid("What is asked", "please say what the board is asked to do or decide.")
    return replace(esc, ask=ask.strip(), options=options.strip(), done=done.strip(), needed_by=needed_by)


def approved(esc: Escalation, sign: Signed) -> Escalation:
    """The draft approved: its text is frozen with its hash."""
    _draft(esc)
    if esc.needed_by < sign.today:
        raise Invalid("Decision needed by", "please give a day to come.")
    text = board_text(esc)
    return replace(
        esc,
        stage=Stage.APPROVED,
        text=text,
        digest=digest(text),
        approved_by=sign.by,
        approved_name=sign.name,
        approved_at=sign.at,
    )


def answered(esc: Escalation, risk: Risk, sign: Signed, answer: str, on: date) -> tuple[Escalation, Risk]:
    """The escalation and its risk with the board's answer. Raises `NotAllowed` before approval or a second time."""
    if esc.stage != Stage.APPROVED:
        raise NotAllowed(f"{esc.id} is not waiting for an answer.")
    if not answer.strip():
        raise Invalid("The board's answer", "please say what the board decided.")
    if on > sign.today:
        raise Invalid("Day of the answer", "please give a day that has been.")
    done = replace(esc, stage=Stage.ANSWERED, answer=answer.strip(), answered_on=on, recorded_by=sign.by)
    return done, replace(risk, board=(*risk.board, Answer(esc.id, on, answer.strip()))[-10:])


def posted(esc: Escalation, at: datetime) -> Escalation:
    """The escalation, posted to the channel. Raises `NotAllowed` for what is no approved text, or is there already.

    The channel is read by whoever joins, and the text goes out as it was approved: one that names small numbers of
    people or events goes to the board only.
    """
    if without_small(frozen(esc)) != esc.text:
        raise NotAllowed(
            f"The text of {esc.id} names a small number of people or events, which stays inside the group.",
            "The Word file is for the board.",
        )
    if esc.posted_at is not None:
        raise NotAllowed(f"{esc.id} is in the channel already.")
    return replace(esc, posted_at=at)


def frozen(esc: Escalation) -> str:
    """The approved text. Raises `NotAllowed` for a draft, and for a text that is not the approved one any more."""
    if not esc.intact:
        raise NotAllowed(f"{esc.id} has no approved text.", "The chair or the deputy chair approves it first.")
    return esc.text


def paper(esc: Escalation, group: str, approved_at: datetime) -> Paper:
    """The approved text as a document, line by line and unchanged, and below it who approved it and its hash."""
    below = (
        Heading("About this document"),
        Para(
            f"{esc.id}, approved by {esc.approved_name} on {as_at(approved_at)}. The text above is what was approved."
        ),
        Para(f"Hash of the text: {esc.digest}."),
    )
    text = tuple(Para(line) for line in frozen(esc).split("\n"))
    if without_small(esc.text) != esc.text:
        below = (
            *below,
            Para("It names small numbers: for the members of the board, not to be passed on or published."),
        )
    return Paper(f"For the {esc.to}: {esc.risk}", group, approved_at, (*text, *below))


def digest(text: str) -> str:
    """The hash that shows whether a text is still the approved one."""
    return hashlib.sha256(text.encode()).hexdigest()


def _draft(esc: Escalation) -> None:
    if esc.stage != Stage.DRAFT:
        raise NotAllowed(f"{esc.id} was approved already, and approved text does not change.", "Draft a new one.")
