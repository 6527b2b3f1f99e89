"""The form of what an action is tied to: why it is there, a risk, a return, a decision, a theme, frameworks.

Owns: its questions and how the present ties fill them. Must not: decide who may change them, or look records up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.actions import link_words
from cards.forms import Choice, Field, Text
from cards.kit import Card, button, card, errors, notice, quoted, subtle, words
from domain.action_ties import records_of
from domain.actions import Action
from domain.catalogue import THEME_CHOICES
from domain.refusals import Invalid

FIELDS: tuple[Field, ...] = (
    Text("why", "Why: a record's id, or what it comes from", required=True, longest=200),
    Text("ties", "Also tied to", hint="Ids of risks, returns or decisions, such as RSK-26-003", longest=200),
    Choice("theme", "Theme", choices=THEME_CHOICES),
    Text("frameworks", "Frameworks", hint="Such as CNST:SA6 or PQSM; a comma between two", longest=200),
)


def typed(action: Action) -> dict[str, Any]:
    """The form's answers as the action stands."""
    return {
        "why": action.why,
        "ties": ", ".join(records_of(action)),
        "theme": action.theme,
        "frameworks": ", ".join(action.frameworks),
    }


def ask(
    action: Action,
    given: Mapping[str, Any],
    *,
    understood: str = "",
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """What it is tied to now, to be changed; nothing is saved before `Save`."""
    now = ", ".join(link_words(link) for link in action.links if link != action.why)
    return card(
        f"What {action.id} is tied to",
        errors([f.words for f in faults]),
        notice(understood, "plain") if understood else None,
        quoted(action.title),
        words(f"Now: because of {action.why}; tied to {now or 'nothing else'}."),
        *forms.inputs(FIELDS, given, revision),
        subtle("What you take out of a box is tied no longer. The history keeps it."),
        actions=[
            button("Save", "action.ties", style="positive", record=action.id, version=action.version),
            button("Leave it", "action.open", inputs=False, record=action.id),
        ],
    )
