"""`evidence [SA6 | risk | action]`: the register, one item, what is stale, what is missing.

Owns: what is asked for. Adding and changing is `new_evidence.py`; what counts is `domain/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import evidence as flow
from cards import evidence as cards
from cards.records import short
from domain.calendar import as_at
from domain.catalogue import FRAMEWORKS
from domain.coverage import framework_of
from domain.coverage import missing as missing_of
from domain.definitions import Framework
from domain.evidence import ANY_RISK, changes, named
from domain.key_documents import LOCAL
from domain.people import GROUP, OFFICE
from domain.refusals import NotFound
from storage import actions, risks
from storage import evidence as kept
from storage.evidence import Wanted

FIRST = "CNST"
"""The framework whose gaps are shown when none is named: the one that trusts sign for. Source: ours."""
KIND = re.compile(r"\b(risk|action)s?\b", re.IGNORECASE)
OTHERS = 3
"""Other frameworks offered as buttons. Source: ours, within four buttons and the overflow."""


def evidence(ctx: Context, slots: Slots) -> Reply:
    """A page of the register, one item, or what is missing."""
    if slots.record.startswith("EVD-"):
        return shown(ctx, {"record": slots.record})
    if slots.status == "missing":
        return _missing(ctx, slots.framework)
    target = slots.framework or slots.record or (f"theme:{slots.theme}" if slots.theme else "")
    kind = "" if target or slots.status else _kind(ctx.turn.said)
    if kind == "action":
        return on_actions(ctx, {"target": "", "offset": 0})
    target = target or (ANY_RISK if kind else "")
    _there(ctx, slots.record)
    stale = slots.status in {"stale", "due", "overdue"}
    return _page(ctx, {"target": target, "trusts": ",".join(slots.trusts), "stale": int(stale)}, 0)


def _kind(said: str) -> str:
    """`evidence risk`, `evidence action`: of every record of that kind, when no record is named."""
    found = KIND.search(said)
    return found[1].lower() if found else ""


def _there(ctx: Context, record: str) -> None:
    """Raises `NotFound` when a record was named that is not there."""
    look = {"RSK": risks.get, "ACT": actions.get}.get(record[:3])
    if look is not None and look(ctx.session, record) is None:
        raise NotFound(record)


def page(ctx: Context, values: Values) -> Reply:
    """The next page, or the stale ones."""
    return _page(ctx, values, int(values["offset"]))


def _page(ctx: Context, asked: Mapping[str, Any], offset: int) -> Reply:
    target, stale = str(asked.get("target", "")), bool(int(asked.get("stale", 0)))
    trusts = tuple(t for t in str(asked.get("trusts", "")).split(",") if t)
    wanted = Wanted((target,) if target else (), trusts, ctx.today if stale else None)
    found = kept.listed(ctx.session, wanted, limit=cards.PAGE + 1, offset=offset)
    given = _given(ctx, target) if target and not stale and not offset else ()
    return Reply(
        cards.listed(
            cards.Page(
                _title(target, trusts, stale),
                found[: cards.PAGE],
                ctx.today,
                as_at(ctx.now),
                offset,
                len(found) > cards.PAGE,
                target,
                ",".join(trusts),
                stale,
                given,
                ctx.member.is_any(OFFICE) and flow.starter_is_due(ctx.session),
            )
        )
    )


def _given(ctx: Context, target: str) -> tuple[Any, ...]:
    if target.startswith("ACT-"):
        action = actions.get(ctx.session, target)
        return (action,) if action is not None and action.evidence else ()
    return kept.on_actions(ctx.session, target, limit=cards.GIVEN)


def _title(target: str, trusts: tuple[str, ...], stale: bool) -> str:
    about = f" for {short(named(target), 100)}" if target else ""
    of = f", {', '.join(trusts)} and all trusts" if trusts else ""
    return f"{'Stale evidence' if stale else 'Evidence'}{about}{of}"


def shown(ctx: Context, values: Values) -> Reply:
    """One item."""
    item = flow.item_of(ctx, str(values["record"]))
    return Reply(cards.show(item, ctx.today, as_at(ctx.now), may=changes(ctx.member, item)))


def missing(ctx: Context, values: Values) -> Reply:
    """What has no evidence."""
    return _missing(ctx, str(values.get("target", "")))


def _missing(ctx: Context, target: str) -> Reply:
    framework = framework_of(target) or FRAMEWORKS[FIRST]
    trusts = [str(t.code) for t in ctx.group.trusts_on(ctx.today)]
    found = missing_of(framework, trusts, kept.counts(ctx.session, framework.key))
    there = kept.documents(ctx.session)
    local = [(key, title) for key, title in LOCAL if key not in there]
    others = [f for f in _current() if f.key != framework.key][:OTHERS]
    bare = kept.without(ctx.session)
    return Reply(cards.missing(framework, found, bare, local, as_at(ctx.now), others))


def _current() -> list[Framework]:
    ahead = ("CNST", "SBLCB", "PQOM", "3YDP")
    return [FRAMEWORKS[key] for key in ahead]


def on_actions(ctx: Context, values: Values) -> Reply:
    """Evidence that was given on actions."""
    target, offset = str(values.get("target", "")), int(values["offset"])
    found = kept.on_actions(ctx.session, target, limit=cards.PAGE + 1, offset=offset)
    title = f"Evidence on actions for {short(named(target), 100)}" if target else "Evidence on actions"
    more = len(found) > cards.PAGE
    page_ = found[: cards.PAGE]
    return Reply(cards.on_actions(title, page_, as_at(ctx.now), target=target, offset=offset, more=more))


COMMANDS = (Command("evidence", "evidence", "what supports what, what is stale and what is missing", evidence, GROUP),)
SUBMITS = (
    Submit("evidence.list", page, GROUP, writes=False),
    Submit("evidence.open", shown, GROUP, writes=False),
    Submit("evidence.missing", missing, GROUP, writes=False),
    Submit("evidence.on_actions", on_actions, GROUP, writes=False),
)
