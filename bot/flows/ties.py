"""Records and themes named in a sentence about an action: what it comes from, and what else it is tied to.

Owns: finding them in words and in a field, taking them out of a title, and the form that changes them, filled.
Must not: keep anything; the form reads them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.contracts import Context
from bot.flows import actions as flow
from bot.flows.action_steps import by_hand, must
from cards import action_ties as cards
from cards.actions import faults_first, show
from cards.kit import Card
from domain.action_ties import may_tie, who_ties
from domain.actions import Action
from domain.calendar import as_at
from domain.catalogue import THEMES
from domain.refusals import Invalid
from storage import history
from storage.session import Session

_ID = r"(?:RSK|DEC|RET|EVD|SIG|EVT|LRN|POL)-\d{2,4}-[0-9A-Z]{2,3}(?:-[A-Z]{2,6})?"
IDS = re.compile(rf"\b{_ID}\b", re.IGNORECASE)
_LEAD = r"(?:because of|due to|arising from|coming from|from|for|under|re|linked to|tied to|as in)"
_CLAUSE = re.compile(rf"[ ,;]*(?:\b{_LEAD} +)?{_ID}(?:(?: *, *| +and +| *& *){_ID})*[ ,;:]*", re.IGNORECASE)
_THEME = re.compile(r"[ ,;]*\b(?:under (?:the )?)?theme:? +(?P<said>[\w /\'-]+?)(?=$|[,;:.])", re.IGNORECASE)


_TIES = re.compile(r"\b(?:tie[sd]?|tying|link(?:s|ed|ing)?|connect(?:s|ed|ing)?|belongs|because of)\b", re.IGNORECASE)
_KNOWN = ("ACT-", "RSK-", "RET-", "DEC-")
"""Ids of records that every member may read; whether others are there is not said."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What a sentence ties an action to, and what is left of the sentence."""

    title: str
    ids: tuple[str, ...] = ()
    theme: str = ""


def ties(text: str) -> Ties:
    """The ids in order, a theme that was called so, and the words without them.

    >>> ties("because of RSK-26-003 and DEC-26-001: audit swabs, theme bereavement")
    Ties(title='audit swabs', ids=('RSK-26-003', 'DEC-26-001'), theme='bereavement')
    """
    ids = tuple(dict.fromkeys(m[0].upper() for m in IDS.finditer(text)))
    theme, left = _theme(text)
    left = _CLAUSE.sub(" ", left).strip(" ,;:")
    return Ties(left if len(left.split()) > 1 else text.strip(), ids, theme)


def _theme(text: str) -> tuple[str, str]:
    found = _THEME.search(text)
    if found is None:
        return "", text
    said = found["said"].lower().strip()
    for theme in THEMES.values():
        if said in {theme.key, theme.name.lower(), *(a.lower() for a in theme.aliases)}:
            return theme.key, text[: found.start()] + text[found.end() :]
    return "", text


def ids_typed(said: str) -> tuple[str, ...]:
    """The ids of a field, once each. Raises `Invalid` for words that are none."""
    found = tuple(dict.fromkeys(m[0].upper() for m in IDS.finditer(said)))
    if said and (not found or IDS.sub("", said).strip(" ,;&and")):
        raise Invalid("Also tied to", "please give ids only, such as RSK-26-003 or DEC-26-002.")
    return found


def unknown(session: Session, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that no record has, of the kinds that every member may read."""
    return tuple(i for i in dict.fromkeys(ids) if i.startswith(_KNOWN) and history.last(session, i) is None)


def must_tie(ctx: Context, action: Action) -> None:
    """Raises `NotAllowed` for who may not change the ties; to who may not read the action it is not there."""
    must(ctx, action, may_tie, who_ties(action))


def ties_form(ctx: Context, action: Action, given: Mapping[str, Any] | None = None, **more: Any) -> Card:
    """The form of an action's ties; of one that is closed by now, the action as it is."""
    must_tie(ctx, action)
    if action.closed:
        said = faults_first(more.get("faults", ()))
        brag = flow.colour(ctx.group, action, ctx.today)
        return show(action, brag, by_hand(ctx, action.id).member, as_at(ctx.now), before=said)
    return cards.ask(action, cards.typed(action) if given is None else given, **more)


def ties_said(ctx: Context, action: Action, theme: str, framework: str) -> Card | None:
    """The filled form when the words tie an action to something more; None when they say something else."""
    said = ctx.turn.said
    ids = ties(said).ids
    theme = theme or ties(said).theme
    if not _TIES.search(said) or action.closed or not (ids or theme or framework or re.search(r"\bties|links\b", said)):
        return None
    stands = cards.typed(action)
    given = {
        **stands,
        "ties": ", ".join(dict.fromkeys(p for p in (stands["ties"], *(i for i in ids if i != action.why)) if p)),
        "theme": theme or stands["theme"],
        "frameworks": ", ".join(dict.fromkeys(p for p in (stands["frameworks"], framework) if p)),
    }
    told = "" if given == stands else "I filled in what you said. Nothing is saved until you press Save."
    return ties_form(ctx, action, given, understood=told)
