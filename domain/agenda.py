"""The agenda of a meeting: the standing items as data, ordered by how much there is to decide.

Owns: the items and the order. Must not: know a record but by its id.
Source: domain guide 6.2, standing agenda; product.md "Meeting pack + agenda" (ordered by decisions needed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.summaries import Line

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Item:
    """A standing item. `kinds`: beginnings of the ids whose decisions belong to it; `fixed`: it keeps its place."""

    title: str
    kinds: tuple[str, ...] = ()
    fixed: bool = False


OPENING = (
    Item("Welcome, apologies, quorum and declarations of interest", fixed=True),
    Item("A family's or staff story", fixed=True),
    Item("Minutes, matters arising and action log", ("ACT-",), fixed=True),
)
MIDDLE = (
    Item("Matters escalated from the incident meeting", ("EVT-",)),
    Item("Trust submissions by exception", ("RET-",)),
    Item("Dashboard and inequalities", ("measure:",)),
    Item("MOSS, MNSI, PMRT and claims", ("SIG-",)),
    Item("CNST and Saving Babies' Lives", ("EVD-",)),
    Item("Workforce"),
    Item("Voices of women and families"),
    Item("Risks", ("RSK-", "ESC-")),
    Item("Policy and regulation", ("POL-",)),
    Item("Learning and celebration", ("LRN-",)),
)
CLOSING = (
    Item("Items to escalate: alert, advise, assure", ("REP-",), fixed=True),
    Item("Any other business", fixed=True),
    Item("How did this meeting go?", fixed=True),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place with what it has to decide."""

    number: int
    title: str
    decisions: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """`7. Risks: 2 to decide`."""
        if not self.decisions:
            return f"{self.number}. {self.title}"
        return f"{self.number}. {self.title}: {len(self.decisions)} to decide"


def agenda(decisions: Sequence[Line]) -> tuple[Placed, ...]:
    """The items in order: opening, then those with most to decide, then closing.

    A decision of a kind that no item knows goes to any other business, so that none is lost.
    """
    by_item: dict[str, list[Line]] = {}
    for line in decisions:
        by_item.setdefault(_item_of(line).title, []).append(line)
    middle = sorted(MIDDLE, key=lambda item: -len(by_item.get(item.title, ())))
    ordered = (*OPENING, *middle, *CLOSING)
    return tuple(Placed(n, item.title, tuple(by_item.get(item.title, ()))) for n, item in enumerate(ordered, 1))


def _item_of(line: Line) -> Item:
    first = line.ids[0] if line.ids else ""
    known = (item for item in (*OPENING, *MIDDLE, *CLOSING) if any(first.startswith(kind) for kind in item.kinds))
    return next(known, CLOSING[1])
