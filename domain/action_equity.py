"""The equity check of an action: who may benefit less, and how that will be known; written later or changed.

Owns: the step with its words for the history. Must not: judge what is written, or make it a condition of anything.
Source: domain guide 7.3, "ask whether ethnicity, language or deprivation was considered".
"""

from __future__ import annotations

from dataclasses import replace

from domain.action_steps import Act, live, noted
from domain.action_ties import may_tie
from domain.actions import Action
from domain.refusals import Invalid, NotAllowed

LONGEST = 300
"""Characters, as on the form of a new action."""


def who_examines(action: Action) -> str:
    """Who may write it, for those who may not."""
    return f"The equity check of {action.id} is written by its owner, its trust's lead, the chair or the office."


def examined(action: Action, act: Act, text: str) -> Action:
    """The action with its equity check. Raises `Invalid` without words or when nothing is different."""
    live(action)
    if not may_tie(act.by, action):
        raise NotAllowed(who_examines(action))
    said = text.strip()
    if not said:
        raise Invalid("Equity check", "please say in a few words who may benefit less, or that nobody does.")
    if said == action.equity:
        raise Invalid("", "nothing is different from what is kept.")
    what = "equity check changed" if action.equity else "equity check added"
    return noted(replace(action, equity=said), act, what, said)
