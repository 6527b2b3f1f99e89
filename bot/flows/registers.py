"""A page of the risk register, as it stands or as it stood at the end of a day.

Owns: which risks a page asks for and what it is called. Must not: know a rule of risks or of the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.contracts import Context, Reply
from bot.flows import past
from bot.flows.past import Then
from cards import risks as cards
from domain.calendar import as_at, as_long
from domain.catalogue import THEMES
from domain.people import OFFICE
from storage import risks as kept
from storage.risks import Wanted

COUNTED = 500
"""Risks are counted up to this number; more is said as more. Source: ours."""


def page(ctx: Context, asked: Mapping[str, Any], offset: int) -> Reply:
    """A page as things are, or as they stood at the end of a day."""
    if not asked.get("on"):
        may = {"risk.new", *(("trigger.list",) if ctx.member.is_any(OFFICE) else ())}
        return _drawn(Then(ctx.session, ctx.group, ctx.now), asked, offset, frozenset(may))
    day = date.fromisoformat(str(asked["on"]))
    if past.is_long(ctx, day):
        return past.papers_of(ctx, "register", day)
    with past.at_end_of(ctx.session, ctx.group, day) as then:
        return _drawn(then, asked, offset, frozenset({"past.papers"}))


def _drawn(then: Then, asked: Mapping[str, Any], offset: int, may: frozenset[str]) -> Reply:
    trusts = tuple(t for t in str(asked.get("trusts", "")).split(",") if t)
    wanted = Wanted(
        trusts=trusts,
        min_score=int(asked.get("low", 0)),
        over=then.group.tolerance if int(asked.get("over", 0)) else {},
        due_by=then.at.date() if int(asked.get("due", 0)) else None,
        theme=str(asked.get("theme", "")),
    )
    found = kept.listed(then.session, wanted, limit=cards.PAGE, offset=offset)
    total = kept.count(then.session, wanted, most=COUNTED + 1)
    on = str(asked.get("on", ""))
    view = cards.View(then.group, then.at.date(), as_at(then.at), may=may)
    onward = {k: asked[k] for k in ("trusts", "theme", "low", "over", "due") if k in asked} | ({"on": on} if on else {})
    return Reply(
        cards.listed(
            _title(wanted) + (f" as at {as_long(then.at.date())}" if on else ""),
            found,
            view,
            total=min(total, COUNTED),
            offset=offset,
            more=onward,
            capped=total > COUNTED,
        )
    )


def _title(wanted: Wanted) -> str:
    parts = ["Risks"]
    if wanted.trusts:
        parts.append(f"of {', '.join(wanted.trusts)} and shared")
    if wanted.min_score:
        parts.append(f"at {wanted.min_score} or more")
    if wanted.over:
        parts.append("over appetite")
    if wanted.due_by:
        parts.append("due for review")
    if wanted.theme:
        parts.append(f"on {THEMES[wanted.theme].name if wanted.theme in THEMES else wanted.theme}")
    return " ".join(parts)
