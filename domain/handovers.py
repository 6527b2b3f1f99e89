"""A hand-over that takes effect on a day: one action, or all actions and risks that somebody owns.

For leavers, vacancies, new roles.
Owns: the record and when it is due. Must not: move an action or a risk (`domain.action_steps.reassign` and
`domain.risk_changes.reassigned` do, one by one).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.actions import may_own
from domain.calendar import as_long
from domain.people import Member, ObjectId
from domain.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Handover:
    """From one person to another, from a day on. `only` is an action's id, or empty for all that the person owns."""

    id: str
    was: ObjectId
    was_name: str
    to: ObjectId
    to_name: str
    on: date
    reason: str
    by: ObjectId
    only: str = ""
    done_at: datetime | None = None
    moved: tuple[str, ...] = ()
    """The actions and risks that were handed over."""
    version: int = 0


def handover(record: str, was: tuple[ObjectId, str], to: Member, on: date, reason: str, by: Member) -> Handover:
    """A hand-over as it was ordered. `was`: id and name of the one who owns it now.

    Raises `Invalid` to oneself, to somebody who left, or without a reason.
    """
    if to.object_id == was[0]:
        raise Invalid("New owner", f"{to.name} owns it already.")
    if not may_own(to):
        raise Invalid("New owner", "please choose somebody who is in the group now and is no observer.")
    if not reason.strip():
        raise Invalid("Reason", "please say in a few words why it is handed over.")
    return Handover(record, was[0], was[1], to.object_id, to.name, on, reason.strip(), by.object_id)


def ahead_in_words(ordered: Handover) -> str:
    """What waits, on the card of an action that it will move: `Goes to Sam Fielding from 1 December 2026 on: new post`.

    Said of all that somebody owns, it says so.
    """
    whole = "" if ordered.only else f" with all that {ordered.was_name} owns"
    return f"Goes to {ordered.to_name}{whole} from {as_long(ordered.on)} on: {ordered.reason}"


def in_words(ordered: Handover) -> str:
    """What was ordered: `All actions and risks of Tom Bailey go to Sam Fielding from 1 December 2026 on.`."""
    what = ordered.only or f"All actions and risks of {ordered.was_name}"
    goes = "goes" if ordered.only else "go"
    return f"{what} {goes} to {ordered.to_name} from {as_long(ordered.on)} on."


def counted(actions: int, risks: int, state: str = "") -> str:
    """How much it is. `state` stands before the actions.

    >>> counted(1, 0), counted(2, 1, "open "), counted(0, 3)
    ('1 action', '2 open actions and 1 risk', '3 risks')
    """
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((actions, f"{state}action"), (risks, "risk")) if n]
    return " and ".join(parts) or f"no {state}action or risk"
