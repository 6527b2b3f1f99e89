"""Cards of the policy register: a page of it, one change with what it means for each trust, its forms.

Owns: how a change reads and what is asked. Must not: decide who may press what (the caller says it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards import forms
from cards.forms import EMPTY, Choice, Day, Field, Many, Refill, Text
from cards.kit import (
    JSON,
    Card,
    button,
    buttons,
    card,
    errors,
    facts,
    group,
    heading,
    notice,
    quoted,
    status,
    subtle,
    words,
)
from cards.records import short
from domain.calendar import as_long
from domain.policies import LEVELS, Level, Policy

Pairs = tuple[tuple[str, str], ...]
PAGE = 6
"""Changes on one page. Source: product.md "Short: 5 rows, 1 screen", one more for a register."""
FEW, CUT = 8, 80
"""Up to so many trusts each answer stands whole; with more each is a line. Source: ours, within the 28 KB of a card."""
IMPACT: tuple[Field, ...] = (
    Choice("level", "How much changes", required=True, choices=tuple((k.value, v) for k, v in LEVELS.items())),
    Text("text", "What it means for us", required=True, hint="In a few sentences", longest=800, lines=True),
    Text("need", "What we need of others", hint="Help, money, a decision; blank for nothing", longest=400, lines=True),
)
CLOSE: tuple[Field, ...] = (Text("reason", "What came of it", required=True, longest=500, lines=True),)
TONES = {Level.NONE: "good", Level.SMALL: "plain", Level.LARGE: "watch"}


@dataclass(frozen=True, slots=True)
class View:
    """What the card of a change is told besides the change."""

    today: date
    as_at: str
    answers: tuple[str, ...] = ()
    """Trusts for which this member may say what it means."""
    keeps: bool = False
    """Whether this member keeps the register."""
    actions: tuple[str, ...] = ()
    """Linked actions, each with its state in words."""
    note: str = ""


def fields(trusts: Pairs, owners: Pairs, today: date | None = None) -> tuple[Field, ...]:
    """What a change is asked; `today` is the first day by which answers may be wanted."""
    return (
        Text("title", "What changes", required=True, longest=200),
        Text("source", "Source", required=True, hint="Who says so, in which document", longest=200),
        Day("effective", "From when", required=True),
        Text("summary", "In short", hint="What is new", longest=1_000, lines=True),
        Text("link", "Where it is kept", hint="A link or a place, shown as text", longest=500),
        Choice("owner", "Owner", required=True, choices=owners),
        Many("trusts", "Trusts asked what it means for them", required=True, choices=trusts),
        Day("answer_by", "Answers wanted by", required=True, earliest=today),
    )


def typed(policy: Policy) -> dict[str, Any]:
    """A change as the form shows it."""
    said = {key: getattr(policy, key) for key in ("title", "source", "summary", "link", "owner")}
    days = {"effective": policy.effective.isoformat(), "answer_by": policy.answer_by.isoformat()}
    return {**said, **days, "trusts": ",".join(policy.trusts)}


def form(
    asked: Sequence[Field],
    given: Mapping[str, Any],
    *,
    record: str = "",
    version: int = 0,
    said: str = "",
    refill: Refill = EMPTY,
    latest: Sequence[Policy] = (),
) -> Card:
    """A new change, or one to be put right. Nothing is kept before `Save`."""
    return card(
        f"Change {record}" if record else "Log a policy change",
        errors(refill.fault_words),
        notice(said, "watch") if said else None,
        words("On Save each trust's lead is asked privately what it means for the trust. Until then nothing is kept."),
        *forms.inputs(asked, {**given, **refill.values}, refill.revision),
        heading("On the register") if latest else None,
        *(words(f"- {p.id}, from {as_long(p.effective)}: {short(p.title)}") for p in latest),
        actions=[
            button("Save", "policy.save", style="positive", record=record, version=version, **refill.sure("answer_by")),
            button("Policy register", "policy.list", inputs=False, offset=0, closed=0),
        ],
    )


def show(policy: Policy, view: View) -> Card:
    """One change: what, from when, and what each trust says."""
    return card(
        f"{policy.id}: {short(policy.title)}",
        notice(view.note, "good") if view.note else None,
        _state(policy, view.today),
        quoted(policy.summary) if policy.summary else None,
        facts(
            [
                ("Source", policy.source),
                ("From when", as_long(policy.effective)),
                ("Owner", policy.owner_name),
                ("Answers wanted by", as_long(policy.answer_by)),
                ("Logged by", policy.created_name),
            ]
        ),
        quoted(f"Kept at: {policy.link}") if policy.link else None,
        words(f"What came of it: {policy.closed_reason}") if policy.closed_reason else None,
        heading("What it means for each trust"),
        *(_impact(policy, trust) if len(policy.trusts) <= FEW else _line(policy, trust) for trust in policy.trusts),
        *((heading("Actions"), *(words(f"- {line}") for line in view.actions)) if view.actions else ()),
        actions=_pressed(policy, view),
        as_at=f"As at {view.as_at}.",
    )


def _state(policy: Policy, today: date) -> JSON:
    if not policy.live:
        return status("closed", "done")
    answered = f"{len(policy.impacts)} of {len(policy.trusts)} trusts have answered"
    if policy.missing and policy.answer_by < today:
        return status(f"open, {answered}; the day for it has passed", "watch")
    return status(f"open, {answered}", "plain" if policy.missing else "good")


def _impact(policy: Policy, trust: str) -> JSON:
    said = policy.impact(trust)
    if said is None:
        return group(words(trust), status("not answered", "plain"), separator=True)
    return group(
        words(f"{trust}, {as_long(said.on)}, {said.name}"),
        status(said.level.words, TONES[said.level]),
        quoted(said.text),
        quoted(f"Needs: {said.need}") if said.need else None,
        separator=True,
    )


def _line(policy: Policy, trust: str) -> JSON:
    said = policy.impact(trust)
    return quoted(f"{trust}: {f'{said.level.words}. {short(said.text, CUT)}' if said else 'not answered'}")


def _pressed(policy: Policy, view: View) -> list[JSON]:
    made = [
        button(f"What it means for {trust}", "policy.impact", record=policy.id, trust=trust)
        for trust in view.answers[:4]
    ]
    if view.keeps and policy.live:
        made.append(button("Create action", "action.new", why=policy.id, trust="ALL"))
        made.append(button("Change", "policy.edit", record=policy.id))
        made.append(button("Close", "policy.close", record=policy.id))
    made.append(button("History", "history.more", record=policy.id, version=0))
    return made


def listed(found: Sequence[Policy], view: View, *, offset: int, more: bool, closed: bool) -> Card:
    """A page of the register: open changes by the day they take effect."""
    below = [button("More", "policy.list", offset=offset + len(found), closed=int(closed))] if more else []
    below.append(button("Log a policy change", "policy.new"))
    other = "Open changes" if closed else "Closed changes"
    below.append(button(other, "policy.list", offset=0, closed=int(not closed)))
    return card(
        "Policy changes, closed" if closed else "Policy changes",
        None if found else words("No change stands here."),
        *(_row(p, view.today) for p in found),
        actions=below,
        as_at=f"As at {view.as_at}.",
    )


def _row(policy: Policy, today: date) -> JSON:
    missing = f" Not answered: {', '.join(policy.missing)}." if policy.missing else ""
    return group(
        words(f"{policy.id}: {short(policy.title)}"),
        _state(policy, today),
        subtle(f"From {as_long(policy.effective)}. Owner: {policy.owner_name}. {policy.source}.{missing}"),
        buttons(button(f"Open {policy.id}", "policy.open", record=policy.id)),
        separator=True,
    )


def impact_form(policy: Policy, trust: str, refill: Refill = EMPTY) -> Card:
    """What a change means for one trust, asked privately of its lead."""
    said = policy.impact(trust)
    given = {"level": said.level.value, "text": said.text, "need": said.need} if said else {}
    return card(
        f"What {policy.id} means for {trust}",
        errors(refill.fault_words),
        words(policy.title),
        quoted(policy.summary) if policy.summary else None,
        words(f"From {as_long(policy.effective)}; {policy.source}. Answer wanted by {as_long(policy.answer_by)}."),
        *forms.inputs(IMPACT, {**given, **refill.values}, refill.revision),
        actions=[
            button(
                "Save",
                "policy.save_impact",
                style="positive",
                record=policy.id,
                version=policy.version,
                trust=trust,
            ),
            button("Open the change", "policy.open", inputs=False, record=policy.id),
        ],
    )


def asked(policy: Policy, trusts: Sequence[str], by: str) -> Card:
    """To a trust's lead: a change was logged; please say what it means."""
    presses = [button(f"What it means for {t}", "policy.impact", record=policy.id, trust=t) for t in trusts[:4]]
    return card(
        f"{policy.id}: what does this mean for {' and '.join(trusts)}?",
        words(policy.title),
        quoted(policy.summary) if policy.summary else None,
        words(f"From {as_long(policy.effective)}; {policy.source}. Logged by {by}."),
        words(f"Please answer by {as_long(policy.answer_by)}. 'Nothing changes' is an answer."),
        actions=[*presses, button("Open the change", "policy.open", record=policy.id)],
    )


def close(policy: Policy, refill: Refill = EMPTY) -> Card:
    """The form for a change of which nothing more is expected."""
    missing = f"Not answered: {', '.join(policy.missing)}. " if policy.missing else ""
    return card(
        f"Close {policy.id}",
        errors(refill.fault_words),
        words(policy.title),
        words(f"{missing}It stays on the register as closed."),
        *forms.inputs(CLOSE, refill.values, refill.revision),
        actions=[
            button("Close the change", "policy.save_close", style="positive", record=policy.id, version=policy.version)
        ],
    )
