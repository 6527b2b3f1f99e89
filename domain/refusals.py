"""Expected answers to a member who asked for something that cannot be done.

A refusal is raised anywhere below `bot/turn.py` and becomes words there, once.
Anything else that is raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Refusal(Exception):
    """An expected answer: the member reads `words`, nothing was stored."""

    @property
    def words(self) -> str:
        """What the member is told, one or two plain sentences."""
        return "That cannot be done."

    def __reduce__(self) -> tuple[object, ...]:
        # Work in a process of its own refuses, too. An exception's own way loses what was given by name.
        return _as_it_was, (type(self), vars(self))


def _as_it_was(kind: type[Refusal], state: dict[str, Any]) -> Refusal:
    """A refusal that came from another process."""
    found = kind.__new__(kind)
    vars(found).update(state)
    return found


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The member's role may not do this. `instead` is the next step open to them."""

    what: str
    instead: str = ""

    @property
    def words(self) -> str:
        return f"{self.what} {self.instead}".strip()


@dataclass(eq=False)
class NotFound(Refusal):
    """Absent and forbidden records get this same answer, so that neither is revealed."""

    what: str

    @property
    def words(self) -> str:
        return f"I cannot find {self.what}. Check the id, or ask for the list."


@dataclass(eq=False)
class Invalid(Refusal):
    """A value that cannot be kept: `field` is the label the member saw, `why` says how to mend it."""

    field: str
    why: str

    @property
    def words(self) -> str:
        return f"{self.field}: {self.why}" if self.field else self.why


class InvalidForm(Refusal):
    """Several faults of one form, shown together above the typed values."""

    def __init__(self, faults: tuple[Invalid, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    @property
    def words(self) -> str:
        return "\n".join(f.words for f in self.faults)


@dataclass(eq=False)
class Stale(Refusal):
    """The record changed since the card was drawn."""

    record: str
    by: str
    when: datetime

    @property
    def words(self) -> str:
        return f"{self.record}. This changed while you were editing: {self.by} updated it at {self.when:%H:%M}."


@dataclass(eq=False)
class Identifiable(Refusal):
    """Text that could identify a patient: nothing was stored. Says the kind and the place, never the text."""

    kind: str
    where: str
    fields: tuple[str, ...] = ()
    """The inputs of a form that are meant, by their ids."""

    @property
    def words(self) -> str:
        holds = "look as if they hold" if len(self.fields) > 1 else "looks as if it holds"
        return (
            f"I have not kept this: {self.where} {holds} {self.kind}. "
            "Please take it out and send it again. Oversight never needs details of a person."
        )
