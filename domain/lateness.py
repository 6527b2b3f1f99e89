"""What is late, why, and what was agreed: the facts of one action past its date, for whoever has to decide.

Owns: which of an action's words say why, and in which order. Must not: blame; it repeats what its owner said.
Source: product.md "Track actions", "Reminders".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.actions import BARRIERS, Action, Request, Slip
from domain.calendar import as_long

SILENT = "nobody has said yet what stands in the way"
_OWN_STEPS = ("created", "opened again", "handed over", "due date moved", "more time")
"""Steps whose words are not about what stands in the way."""


@dataclass(frozen=True, slots=True)
class Late:
    """One action past a date of its."""

    action: Action
    days: int
    """Days since the date now, or since the first one when a later date was agreed."""
    why: str
    """What stands in the way, as its owner said last."""
    said: str
    """By whom and when; empty when nothing was said."""
    agreed: Slip | None
    """The last change of date, with who agreed it."""
    asked: Request | None
    """More time that was asked for and that nobody has answered."""

    @property
    def known(self) -> bool:
        """Whether its owner has said what stands in the way."""
        return bool(self.said)


def late(action: Action, today: date) -> Late:
    """The facts of one action."""
    from_ = action.due if action.due < today else action.original_due
    why, said = _why(action)
    agreed = action.changes[-1] if action.changes else None
    return Late(action, (today - from_).days, why, said, agreed, action.request)


def in_short(found: Iterable[Late]) -> str:
    """How they stand together, in a sentence.

    >>> in_short(())
    'Nothing is past its date.'
    """
    rows = list(found)
    if not rows:
        return "Nothing is past its date."
    asked = sum(r.asked is not None for r in rows)
    told = sum(r.known for r in rows)
    known = "all" if told == len(rows) else str(told) if told else "none"
    waiting = {0: "nobody waits", 1: "1 waits"}.get(asked, f"{asked} wait")
    parts = [f"what stands in the way is known of {known}", f"{waiting} for an answer about more time"]
    one = "1 action is past its date" if len(rows) == 1 else f"{len(rows)} actions are past their date"
    return f"{one}: {'; '.join(parts)}."


def _why(action: Action) -> tuple[str, str]:
    barrier = BARRIERS.get(action.barrier, "")
    words = next((u for u in action.updates if u.text and not u.what.startswith(_OWN_STEPS)), None)
    if words is not None:
        return (f"{barrier}: {words.text}" if barrier else words.text), f"{words.name}, {as_long(words.at.date())}"
    if barrier:
        last = action.updates[0] if action.updates else None
        return barrier, f"{last.name}, {as_long(last.at.date())}" if last else "its owner"
    return SILENT, ""
