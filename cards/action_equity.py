"""The form of an action's equity check.

Owns: its question and how the present check fills it. Must not: decide who may write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Field, Text
from cards.kit import Card, button, card, errors, quoted, subtle, words
from domain.action_equity import LONGEST
from domain.actions import Action
from domain.equity import NOT_EXAMINED
from domain.refusals import Invalid

FIELDS: tuple[Field, ...] = (
    Text("equity", "Who may benefit less, and how will you know?", required=True, longest=LONGEST, lines=True),
)


def ask(action: Action, typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """What was examined so far, to be written or changed; nothing is saved before `Save`."""
    return card(
        f"Equity check of {action.id}",
        errors([f.words for f in faults]),
        quoted(action.title),
        words("Think of ethnicity, deprivation, age, language and disability. That nobody does is an answer, too."),
        *forms.inputs(FIELDS, {"equity": action.equity, **typed}, revision),
        subtle(f"Until something is written here it counts as {NOT_EXAMINED}. The history keeps what stood before."),
        actions=[
            button("Save", "action.equity", style="positive", record=action.id, version=action.version),
            button("Leave it", "action.open", inputs=False, record=action.id),
        ],
    )
