"""Cards of the evidence register: a page of it, one item, what is missing.

Owns: how evidence reads. A link is text as it was typed, never something to press. Must not: hold a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.kit import (
    JSON,
    Card,
    button,
    buttons,
    card,
    facts,
    group,
    heading,
    notice,
    quoted,
    status,
    subtle,
    words,
)
from cards.records import TITLE, short
from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.calendar import as_long
from domain.coverage import Missing
from domain.definitions import Framework
from domain.evidence import ANY_RISK, EVERY, Item, Status, named
from domain.partial_dates import as_words

PAGE = 6
"""Items on one page. Source: product.md "Short: 5 rows, 1 screen", one more for a register."""
GIVEN = 4
"""Actions with evidence shown beside the register's own items. Source: ours."""
TONES = {Status.CURRENT: "good", Status.SUPERSEDED: "plain", Status.REFERENCE: "done", Status.WITHDRAWN: "plain"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register: what was asked for, what was found, what comes next."""

    title: str
    items: Sequence[Item]
    today: date
    as_at: str
    offset: int = 0
    more: bool = False
    target: str = ""
    """The requirement, framework, record or theme that was asked for; the buttons ask for it again."""
    trusts: str = ""
    stale: bool = False
    given: Sequence[Action] = ()
    """Actions with evidence on the same matter."""
    starter: bool = False
    """Whether the starter list can still be added by this member."""


def whose(item: Item) -> str:
    """`JPUH`, or that it holds for all."""
    return "all trusts" if item.trust == EVERY else item.trust


def state(item: Item, today: date) -> JSON:
    """Its status in words, with its review day when that has passed."""
    if item.stale(today) and item.next_review:
        return status(f"{item.status.words}, its review was due on {as_long(item.next_review)}", "watch")
    by = f" by {item.superseded_by}" if item.superseded_by else ""
    return status(f"{item.status.words}{by}", TONES[item.status])


def listed(page: Page) -> Card:
    """A page of the register, and what was given on actions on the same matter."""
    asked: dict[str, Any] = {"target": page.target, "trusts": page.trusts}
    below: list[JSON] = []
    if page.more:
        onward = page.offset + len(page.items)
        below.append(button("More", "evidence.list", **asked, stale=int(page.stale), offset=onward))
    below.append(button("Add evidence", "evidence.new", target="" if page.target == ANY_RISK else page.target))
    if page.starter:
        below.append(button("Add the starter list", "evidence.starter"))
    if not page.stale:
        below.append(button("What is stale", "evidence.list", **asked, stale=1, offset=0))
    below.append(button("What is missing", "evidence.missing", target=page.target))
    below.append(button("Evidence on actions", "evidence.on_actions", target=page.target, offset=0))
    return card(
        page.title,
        None if page.items else words("Nothing on the register fits that."),
        *(_row(item, page.today) for item in page.items),
        *_given(page.given),
        actions=below,
        as_at=f"As at {page.as_at}. Links are shown as text: copy them to open them.",
    )


def _row(item: Item, today: date) -> JSON:
    published = ", ".join(p for p in (item.publisher, as_words(item.dated) if item.dated else "") if p)
    supports = ", ".join(item.targets[:6]) + (" and more" if len(item.targets) > 6 else "")
    return group(
        words(f"{item.id}: {short(item.title)} ({whose(item)})"),
        state(item, today),
        subtle(f"{published or 'no publisher'}; {item.strength.value}; supports {supports or 'nothing yet'}"),
        buttons(button(f"Open {item.id}", "evidence.open", record=item.id)),
        separator=True,
    )


def _given(found: Sequence[Action]) -> list[JSON]:
    if not found:
        return []
    return [heading("Given on actions"), *(words(f"- {line}") for action in found for line in lines_of(action))]


def lines_of(action: Action) -> tuple[str, ...]:
    """The evidence of an action, a line for each."""
    state_ = ActionStatus(action.status).words
    return tuple(
        f"{action.id} ({action.trust}, {state_}): {short(e.source)}{f'; {short(e.note)}' if e.note else ''}, "
        f"given {as_long(e.at.date())}"
        for e in action.evidence
    )


def show(item: Item, today: date, as_at: str, *, note: str = "", may: bool = False) -> Card:
    """One item with everything that is known of it."""
    pressed: list[JSON] = []
    if may and item.status != Status.WITHDRAWN:
        pressed.append(button("Change", "evidence.edit", record=item.id))
        if item.next_review is not None:
            pressed.append(button("Reviewed today", "evidence.reviewed", record=item.id, version=item.version))
        pressed.append(button("Withdraw", "evidence.withdraw", record=item.id))
    pressed.append(button("History", "say", say=f"history {item.id}"))
    pressed.append(button("Evidence", "say", say="evidence"))
    review = as_long(item.next_review) if item.next_review else "none set"
    added = f"{item.added_name}, {as_long(item.added_at.date())}" if item.added_at else item.added_name
    return card(
        f"{item.id}: {short(item.title)}",
        notice(note, "good") if note else None,
        state(item, today),
        facts(
            [
                ("Publisher", item.publisher or "not said"),
                ("Date", as_words(item.dated)),
                ("Version", item.edition or "not said"),
                ("Strength", item.strength.words),
                ("Holds for", whose(item)),
                ("Owner", item.owner_name or "nobody yet"),
                ("Next review", review),
                ("Added by", added),
            ]
        ),
        heading("Where it is kept"),
        quoted(item.link or "not said"),
        heading("What it supports"),
        *(words(f"- {named(key)}") for key in item.targets or ("nothing yet",)),
        *((heading("Note"), quoted(item.note)) if item.note else ()),
        actions=pressed,
        as_at=f"As at {as_at}.",
    )


def missing(
    framework: Framework,
    found: Sequence[Missing],
    bare: Sequence[Action],
    local: Sequence[tuple[str, str]],
    as_at: str,
    others: Sequence[Framework] = (),
) -> Card:
    """What has no evidence: requirements of one framework, assured actions, documents of the group's own."""
    has = len(framework.requirements) - len(found)
    said = f"{has} of {len(framework.requirements)} requirements have evidence from every trust."
    return card(
        f"Evidence missing: {framework.name}",
        words(f"{framework.version}. {said}"),
        notice(framework.gap, "watch") if framework.gap else None,
        *(words(f"- {m.words}") for m in found),
        *_section("Assured actions without evidence", [f"{a.id}: {short(a.title)} ({a.trust})" for a in bare]),
        heading("Documents of our own that are not on the register") if local else None,
        *(buttons(button(short(f"Add: {title}", TITLE), "evidence.new", document=key)) for key, title in local),
        actions=[
            button("Add evidence", "evidence.new", target=framework.key),
            button("What is stale", "evidence.list", stale=1, offset=0),
            *(button(short(f.name, TITLE), "evidence.missing", target=f.key) for f in others),
        ],
        as_at=f"As at {as_at}. Current items and evidence on actions are counted; reference documents are not.",
    )


def _section(title: str, lines: Sequence[str]) -> list[JSON]:
    return [heading(title), *(words(f"- {line}") for line in lines)] if lines else []


def on_actions(title: str, found: Sequence[Action], as_at: str, *, target: str, offset: int, more: bool) -> Card:
    """Evidence that was given on actions, the latest due first."""
    rows = [
        group(
            *(words(line) for line in lines_of(action)),
            buttons(button(f"Open {action.id}", "say", say=f"action {action.id}")),
            separator=True,
        )
        for action in found
    ]
    onward = offset + len(found)
    below = [button("More", "evidence.on_actions", target=target, offset=onward)] if more else []
    below.append(button("Evidence", "say", say="evidence"))
    return card(
        title,
        None if found else words("No action has evidence on that."),
        *rows,
        actions=below,
        as_at=f"As at {as_at}.",
    )
