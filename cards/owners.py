"""Whom a name in somebody's workbook means: one question for each name, all of them small enough for one card.

Owns: those questions. Must not: guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.forms import Choice
from domain.people import OFFICE, Member, Role

ASKED = 8
"""Names asked about one by one; more are asked about together. Source: ours, one screen."""
ROOM, EACH = 12_000, 90
"""Bytes of a card that all lists of people may take, and of one person in one list, about."""
MOST = 60
"""People in one list; of a larger group the office and the trusts' leads, who can hand over."""
REST = "rest"
"""Key of the question about all other names."""


def questions(unknown: Sequence[str], people: Sequence[Member]) -> tuple[Choice, ...]:
    """Who is meant by each name that is nobody's on the list; of a large group fewer one by one."""
    offered = people if len(people) <= MOST else [m for m in people if m.is_any(OFFICE | {Role.TRUST_LEAD})][:MOST]
    choices = tuple((str(m.object_id), m.name) for m in offered)
    most = max(1, min(ASKED, ROOM // (EACH * len(offered) or 1)))
    asked = [Choice(f"owner{n}", said(name), required=True, choices=choices) for n, name in enumerate(unknown[:most])]
    if len(unknown) > most:
        rest = f"Who owns those of the other {len(unknown) - most} names"
        asked.append(Choice(REST, rest, required=True, choices=choices))
    return tuple(asked)


def said(name: str) -> str:
    """The question about one name."""
    return f"Who is '{name[:40]}'" if name else "Who owns those without an owner"
