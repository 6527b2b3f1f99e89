"""What an action is tied to: why it is there, a risk, a theme, a return, a decision, frameworks; and changing that.

Owns: which id stands where, and the step with its words for the history. Must not: know whether a record is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from domain.action_steps import Act, live, noted
from domain.actions import Action, is_record, may_reassign, may_update
from domain.catalogue import FRAMEWORKS, REQUIREMENTS, THEMES
from domain.people import Member
from domain.refusals import Invalid, NotAllowed

MOST = 12
"""Records one action is tied to. Source: ours, within a line of its card."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What was asked for. `ids`: records besides the one in `why`, in the order given."""

    why: str
    ids: tuple[str, ...] = ()
    theme: str = ""
    frameworks: tuple[str, ...] = ()


def fields_of(ties: Ties) -> dict[str, Any]:
    """The fields of an action that say it: the first risk and decision have their own, the rest stands in `also`."""
    why = ties.why.strip()
    why = why.upper() if is_record(why.upper()) else why
    own: tuple[str, ...] = (why,) if is_record(why) else ()
    named = tuple(dict.fromkeys((*own, *ties.ids)))
    if len(named) > MOST:
        raise Invalid("Also tied to", f"please give at most {MOST} records.")
    risk = next((i for i in named if i.startswith("RSK-")), "")
    decision = next((i for i in named if i.startswith("DEC-")), "")
    return {
        "why": why,
        "risk": risk,
        "decision": decision,
        "also": tuple(i for i in named if i not in {why, risk, decision}),
        "theme": ties.theme,
        "frameworks": ties.frameworks,
    }


def records_of(action: Action) -> tuple[str, ...]:
    """The records it is tied to besides the one in `why`, as a form shows them."""
    return tuple(i for i in dict.fromkeys((action.risk, action.decision, *action.also)) if i and i != action.why)


def may_tie(member: Member, action: Action) -> bool:
    """Whoever updates an action, and the office."""
    return may_update(member, action) or may_reassign(member, action)


def who_ties(action: Action) -> str:
    """Who may change what an action is tied to, for those who may not."""
    return f"What {action.id} is tied to is changed by its owner, its trust's lead, the chair or the office."


def retied(action: Action, act: Act, ties: Ties) -> Action:
    """The action with other ties. Raises `Invalid` without a why or when nothing is different."""
    live(action)
    if not may_tie(act.by, action):
        raise NotAllowed(who_ties(action))
    if not ties.why.strip():
        raise Invalid("Why", "please say what it comes from: a record's id or a few words.")
    after = replace(action, **fields_of(ties))
    said = _difference(action, after)
    if not said:
        raise Invalid("", "nothing is different from what is kept.")
    return noted(after, act, "ties changed", said)


def frameworks_of(said: Iterable[str]) -> tuple[str, ...]:
    """Frameworks and requirements by their keys, as they were typed. Raises `Invalid` for what is none.

    >>> frameworks_of(["cnst sa6", "PQSM"])
    ('CNST:SA6', 'PQSM')
    """
    known = {key.lower(): key for key in (*FRAMEWORKS, *REQUIREMENTS)}
    found: list[str] = []
    for part in said:
        key = known.get(part.strip().lower()) or known.get(":".join(part.lower().split()))
        if key is None:
            raise Invalid("Frameworks", f"I do not know '{part.strip()[:40]}'. Say frameworks for what there is.")
        found.append(key)
    return tuple(dict.fromkeys(found))


def _difference(before: Action, after: Action) -> str:
    """What came and what went, in words."""
    parts: list[str] = []
    if before.why != after.why:
        parts.append(f"why is {_name(after.why)}, was {_name(before.why)}")
    old, new = before.links, after.links
    come = [_name(link) for link in new if link not in old and link != after.why]
    gone = [_name(link) for link in old if link not in new and link != before.why]
    parts += [f"tied to {', '.join(come)}"] if come else []
    parts += [f"no longer to {', '.join(gone)}"] if gone else []
    return "; ".join(parts)


def _name(link: str) -> str:
    theme = THEMES.get(link.removeprefix("theme:")) if link.startswith("theme:") else None
    return f"theme {theme.name}" if theme else link
