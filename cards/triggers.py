"""The card of what meets a rule for escalation, each with its rule and the records it rests on.

Owns: how it reads. Must not: escalate, or decide who sees it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import JSON, Card, button, buttons, card, group, subtle, words
from cards.text import within
from domain.triggers import Fired

PAGE = 6
"""Findings on one card. Source: product.md "Short: 5 rows, 1 screen", one more as for the register."""
LINE = 240
"""Bytes of one line that names many ids. Source: ours."""


def listed(found: Sequence[Fired], offset: int, as_at: str) -> Card:
    """A page of findings, in the order of the rules."""
    page = found[offset : offset + PAGE]
    onward = offset + len(page)
    more = [button("More", "trigger.list", offset=onward)] if onward < len(found) else []
    shown = f"Shown: {offset + 1} to {onward} of {len(found)}." if page else "Nothing meets a rule now."
    return card(
        "What meets a rule for escalation",
        words(shown),
        subtle("A rule proposes; the chair or the deputy chair decides. It says nothing of fault."),
        *(_row(f) for f in page),
        actions=[*more, button("Risks", "say", say="risks"), button("Report", "say", say="report")],
        as_at=f"As at {as_at}.",
    )


def _row(f: Fired) -> JSON:
    return group(
        words(f"{f.title} ({f.trust})"),
        words(f"Rule: {f.rule}."),
        words(within(f"Rests on {', '.join(f.ids)}.", LINE)) if f.ids else None,
        buttons(*_open(f)),
        separator=True,
    )


def _open(f: Fired) -> list[JSON]:
    if f.theme:
        return [button("Look closer", "theme.open", theme=f.theme, period="")]
    record = f.ids[0]
    kind = record.split("-", 1)[0]
    if kind == "RET":
        return [button(f"Review {record}", "say", say=f"review {record}")]
    verb = {"RSK": "risk.open", "ACT": "action.open", "SIG": "signal.open"}[kind]
    up = [button(f"Escalate {record}", "risk.escalate", record=record)] if kind == "RSK" else []
    return [button(f"Open {record}", verb, record=record), *up]
