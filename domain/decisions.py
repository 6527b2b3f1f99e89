"""A decision of the group: what was decided, why, and the three safety questions answered before it is kept.

Owns: the record, the questions as data, what may happen to it. Must not: know where it is kept or how it looks.
Source of the questions: domain guide 10, row 1; product.md "Decision log".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.people import ObjectId
from domain.refusals import Invalid, InvalidForm, NotAllowed

QUESTIONS: Mapping[str, str] = {
    "harmed": "Who could be harmed",
    "asked": "Who was asked",
    "know": "How will we know",
}
"""The three safety questions, in their order. Source: domain guide 10, version 2026-11."""
NO_ANSWERS = frozenset(
    {"n/a", "na", "none", "nil", "tbc", "tba", "tbd", "dont know", "not known", "unknown", "yes", "no"}
)
"""What is typed to get past a question. `Nobody, because ...` is an answer. Source: ours, version 2026-11."""
_PLAIN = re.compile(r"[^a-z/ ]")
_RECORD = re.compile(r"\b(?:RSK|ACT)-\d{2}-\d{3}\b")


class Status(StrEnum):
    """Whether a decision stands."""

    STANDING = "standing"
    SET_ASIDE = "set_aside"

    @property
    def words(self) -> str:
        """As members read it."""
        return {"standing": "stands", "set_aside": "set aside"}[self]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `links` are the risks and actions it is about; `look_on` the day on which it is looked at again."""

    id: str
    title: str
    rationale: str
    decided_on: date
    harmed: str
    asked: str
    know: str
    links: tuple[str, ...] = ()
    look_on: date | None = None
    by: ObjectId = ObjectId("")
    by_name: str = ""
    """Who wrote it down; the group decided it."""
    created_at: datetime | None = None
    status: Status = Status.STANDING
    reason: str = ""
    """Why it was set aside."""
    ended_on: date | None = None
    version: int = 0

    @property
    def stands(self) -> bool:
        """Whether it holds."""
        return self.status == Status.STANDING

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The safety questions with their answers."""
        return tuple((label, str(getattr(self, key))) for key, label in QUESTIONS.items())

    def to_look_at(self, today: date) -> bool:
        """Whether the day has come on which it is looked at again."""
        return self.stands and self.look_on is not None and self.look_on <= today


def checked(decision: Decision, today: date) -> Decision:
    """The decision, tidied, when nothing is missing. Raises `InvalidForm` with everything that is."""
    faults: list[Invalid] = []
    for label, text in (("What was decided", decision.title), ("Why", decision.rationale)):
        if not text.strip():
            faults.append(Invalid(label, "please fill this in."))
    for label, text in decision.answers:
        if not answered(text):
            faults.append(Invalid(label, "a decision needs an answer in words. 'Nobody, because ...' is one."))
    if decision.decided_on > today:
        faults.append(Invalid("Decided on", "that day is still to come."))
    if decision.look_on is not None and decision.look_on <= decision.decided_on:
        faults.append(Invalid("Look at it again on", "please give a day after the decision."))
    if faults:
        raise InvalidForm(tuple(faults))
    said = {key: str(getattr(decision, key)).strip() for key in ("title", "rationale", *QUESTIONS)}
    return replace(decision, **said)


def answered(text: str) -> bool:
    """Whether a safety question was answered rather than passed over.

    >>> answered("N/A."), answered("-"), answered("Nobody, because both lists stay open")
    (False, False, True)
    """
    plain = " ".join(_PLAIN.sub("", text.lower().replace("'", "")).split())
    return bool(plain.strip("/ ")) and plain not in NO_ANSWERS and len(plain) > 1


def links_in(typed: str) -> tuple[str, ...]:
    """The ids of risks and actions in what was typed, once each. Raises `Invalid` when words are there but no id.

    >>> links_in("rsk-26-003 and ACT-26-014")
    ('RSK-26-003', 'ACT-26-014')
    """
    found = tuple(dict.fromkeys(_RECORD.findall(typed.upper())))
    if typed.strip() and not found:
        raise Invalid("Risks and actions it is about", "please give ids, such as RSK-26-003 or ACT-26-014.")
    return found


def set_aside(decision: Decision, reason: str, today: date) -> Decision:
    """The decision, no longer holding, with why. Raises `NotAllowed` when that was done before."""
    if not decision.stands:
        raise NotAllowed(f"{decision.id} was set aside already.", "Log a new decision if the group decided again.")
    if not reason.strip():
        raise Invalid("Why it is set aside", "please say it in a few words.")
    return replace(decision, status=Status.SET_ASIDE, reason=reason.strip(), ended_on=today)
