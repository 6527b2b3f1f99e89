"""Cards of handing over all that somebody owns: the form that reads it back, and what is asked when a name is unclear.

Owns: what each asks. Must not: decide who may hand over what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards import forms
from cards.action_forms import MOST_PEOPLE, REASON
from cards.actions import Coloured, short
from cards.forms import Choice, Day, Field, Text
from cards.kit import Card, button, card, errors, lines, notice, words
from domain.handovers import counted
from domain.people import Member
from domain.refusals import Invalid
from domain.risks import Risk

SHOWN = 12
"""Actions listed; the rest is counted. Source: ours, a phone's screen or two."""


def fields(people: Sequence[Member], was: str, today: date) -> tuple[Field, ...]:
    """To whom, from when, why."""
    choices = tuple((str(m.object_id), m.name) for m in people if m.object_id != was)
    to: Field = Choice("owner", "New owner", required=True, choices=choices)
    if len(people) > MOST_PEOPLE:
        to = Text("owner", "New owner", required=True, hint="The name as on the group's list", longest=100)
    return to, Day("on", "From which day", hint="Leave it empty for now", earliest=today), REASON


@dataclass(frozen=True, slots=True)
class Owned:
    """What somebody owns: the actions and risks that the reader may hand over, and how much else there is."""

    rows: Sequence[Coloured]
    risks: Sequence[Risk] = ()
    others: int = 0


def everything(
    was: Member,
    owned: Owned,
    asked: Sequence[Field],
    typed: Mapping[str, Any],
    *,
    understood: str = "",
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """All that somebody owns, before it changes hands."""
    rows, risks, others = owned.rows, owned.risks, owned.others
    left = "" if was.active else " They are not in the group any more."
    many = counted(len(rows), len(risks), "open ")
    every = [(a.id, f" {short(a.title)} ({b.words})") for a, b in rows]
    every += [(r.id, f" {short(r.title)} (stands at {r.score})") for r in risks]
    shown = [lines((record, True), (said, False)) for record, said in every[:SHOWN]]
    data: dict[str, Any] = {"was": str(was.object_id), **forms.sure(faults, typed, "on")}
    rest = "stays: it belongs" if others == 1 else "stay: they belong"
    return card(
        f"Hand over what {was.name} owns",
        errors([f.words for f in faults]),
        notice(understood, "plain") if understood else None,
        words(f"{was.name} owns {many}.{left} The dates stay as they are; both people get a card."),
        *shown,
        words(f"And {len(every) - SHOWN} more.") if len(every) > SHOWN else None,
        words(f"{others} more {rest} to another trust. The chair or the office can hand over all.") if others else None,
        *forms.inputs(asked, typed, revision),
        actions=[
            button("Hand over", "action.hand_over_all", style="positive", **data),
            button("Leave it", "say", inputs=False, say="actions"),
        ],
    )


def whose(found: Sequence[Member], data: Mapping[str, Any]) -> Card:
    """Several people have the name: each a button."""
    made = [button(m.name, "action.hand_over_all_open", was=str(m.object_id), **data) for m in found[:8]]
    return card("Whose actions and risks do you mean?", words("Several people fit the name."), actions=made)


def none_open(name: str) -> Card:
    """There is nothing to hand over."""
    return card(
        "Nothing to hand over",
        words(f"{name} has no open action or risk."),
        actions=[button("Actions", "say", say="actions")],
    )


def ordered(said: str) -> Card:
    """It waits for its day."""
    return card(
        "Noted, thank you",
        notice(said, "good"),
        words("Both will get a card on that day. What is added or done until then counts as it stands on the day."),
        words("Hand it over again to change it."),
        actions=[button("Actions", "say", say="actions")],
    )
