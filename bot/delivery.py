"""What became of a message that was handed to Teams, in six words.

Owns: the outcomes that the Teams room gives and the outbox acts on. Must not: send, wait or decide.
Source: reliability.md 2.2, "Answers".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted. `activity_id` is empty when the service gave none: it cannot be edited later."""

    activity_id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The bot may not write there any more, or what was to be edited is not there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """It was surely not posted and never will be: a fault of ours, or too big."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """It was surely not posted; try again after so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may or may not have been posted: bytes were written and no clear answer came."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """It was not begun: whoever asked for it said at the last moment that it is not theirs any more."""

    reason: str = "withheld"


Outcome = Sent | Gone | Rejected | RetryAfter | Uncertain | Withheld

Begin = Callable[[], Awaitable[bool]]
"""Called when a message is about to go to the wire and nothing of it has; False keeps it back."""


async def at_once() -> bool:
    """Nobody has to be asked."""
    return True
