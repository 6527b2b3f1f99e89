"""How the sending goes: a card for the office that says in words whether messages arrive, and what to do when not.

Owns: that card. Must not: show what a message says; it may be private to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.kit import JSON, Card, button, card, facts, heading, status, subtle, words

DOUBT = "Whoever looks after each of them was asked. Nothing is posted twice by itself."
DEAD = "Mostly somebody left, or took the app away. Add it for them again, or hand on what they own."
SLOW = "If they still wait in an hour, tell your IT: is the bot's connection to Teams up?"
MOST = 10
"""Lines of each list; the sheet `outbox` of an export has all."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that did not arrive, or may not have: what kind, for whom, when it was made, why."""

    kind: str
    whom: str
    day: str
    why: str


def health(
    numbers: tuple[int, int, int], doubtful: Sequence[Missed], dead: Sequence[Missed], hidden: int, as_at: str
) -> Card:
    """`numbers`: sent in seven days, waiting, of those overdue. `hidden`: private ones that are only counted."""
    sent, waiting, late = numbers
    well = not late and not doubtful and not dead and not hidden
    pairs = [("Sent in the last seven days", str(sent)), ("Waiting for their time", str(waiting - late))]
    pairs += [("Should have gone by now", str(late))]
    pairs += [("May not have arrived", str(len(doubtful))), ("Did not arrive", str(len(dead)))]
    return card(
        "Deliveries",
        status("Messages arrive." if well else "Please look at this.", "good" if well else "watch"),
        facts(pairs),
        *_listed("May not have arrived", doubtful, DOUBT),
        *_listed("Did not arrive", dead, DEAD),
        words(SLOW) if late else None,
        words(f"Not listed, since they are private: {hidden}.") if hidden else None,
        actions=[button("Members", "say", say="members")],
        as_at=f"As at {as_at}.",
    )


def _listed(title: str, missed: Sequence[Missed], then: str) -> list[JSON]:
    if not missed:
        return []
    lines = [f"{m.kind} for {m.whom}, {m.day}: {m.why or 'no reason was given'}" for m in missed[:MOST]]
    more = [subtle(f"and {len(missed) - MOST} more; say export for all")] if len(missed) > MOST else []
    return [heading(title), *(words(f"- {line}") for line in lines), *more, words(then)]
