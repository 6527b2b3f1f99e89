"""The card of a person's own actions: up to five, each answered in place with one tap.

Owns: the rows, their buttons and boxes, and how five of them fit on a card. Must not: decide what is allowed.
Source: conversation.md `my actions`; product.md "All my actions on one card".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cards import forms
from cards.actions import TONE, Coloured, Page, due_words, short, trust_words, turning
from cards.forms import Text
from cards.kit import JSON, Card, TooBig, button, buttons, card, errors, group, lines, status, subtle, words
from domain.action_steps import ACKNOWLEDGED
from domain.actions import Action, Line, Status, lines_of, owns
from domain.calendar import as_long
from domain.people import GROUP, Member
from domain.refusals import Invalid

ROWS = 5
"""Source: conversation.md."""
STEPS = {"no_change": "No change", "on_track": "On track", "at_risk": "At risk", "delivered": "Delivered"}
"""What an owner answers with one tap: the step and its button."""
TITLE = "Your actions"
_NO_ANSWER = ("created", "opened again", "handed over")
"""Steps after which the owner is still asked."""


def note(record: str) -> Text:
    """The box for a word on one row; its id is the row's own."""
    return Text(f"note_{record}", f"A word on {record}", longest=200)


@dataclass(frozen=True, slots=True)
class Cover:
    """Who covers whom, for whoever reads the card."""

    whose: str = ""
    """Object id of the person whose actions these are, when the reader covers them."""
    covers: tuple[tuple[str, str], ...] = ()
    """Id and name of those whom the reader covers, for a way to theirs."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every row of one card shares."""

    member: Member
    today: date
    typed: Mapping[str, Any]
    revision: int
    whose: str
    brief: bool


def mine(
    rows: Sequence[Coloured],
    member: Member,
    today: date,
    page: Page,
    *,
    typed: Mapping[str, Any] | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    cover: Cover = Cover(),
) -> Card:
    """Up to five of a member's actions, each answered in place. What was typed beside the others stays."""
    whose = cover.whose
    below = [button(f"Actions of {name}", "action.mine", inputs=False, whose=p) for p, name in cover.covers]
    if whose:
        below = [button("My own actions", "action.mine", inputs=False)]
    if not rows:
        said = f"{member.name} has no open actions." if whose else "You have no open actions. Thank you."
        new = [button("New action", "action.new")] if member.is_any(GROUP) else []
        more = [] if whose else [*new, button("Help", "say", say="help")]
        return card(_title(member, whose), words(said), actions=[*below, *more])
    turn = turning("action.mine", page, len(rows), ROWS, {"whose": whose} if whose else None)
    said = errors([f.words for f in faults])
    sheet = _Sheet(member, today, typed or {}, revision, whose, brief=False)
    try:
        return _mine(rows, sheet, page, said, [*turn, *below])
    except TooBig:  # long words in several boxes: the rows without any make room for them
        return _mine(rows, replace(sheet, brief=True), page, said, [*turn, *below])


def _mine(rows: Sequence[Coloured], sheet: _Sheet, page: Page, said: JSON | None, below: Sequence[JSON]) -> Card:
    where = page.words(len(rows))
    body = [_row(row, sheet) for row in rows]
    title = _title(sheet.member, sheet.whose)
    return card(
        title,
        said,
        words(f"{where}. One tap is enough." if where else "One tap is enough."),
        *body,
        actions=below,
        twin=_twin(rows, title),
    )


def _title(member: Member, whose: str) -> str:
    return f"Actions of {member.name}, whom you cover" if whose else TITLE


def _row(row_of: Coloured, sheet: _Sheet) -> JSON:
    action, brag = row_of
    row: list[JSON | None] = [
        lines((action.id, True), (f" {short(action.title)}", False)),
        status(brag.words, TONE[brag.colour]),
        subtle(_dates(action, sheet.member)),
    ]
    if answered(action, sheet.today) and not _line_only(action, sheet):
        row.append(words(f"Done, thank you. Noted today: {_said(action)}."))
        row.append(buttons(button("Update", "action.update_open", inputs=False, record=action.id)))
    elif _line_only(action, sheet):
        row.extend(_line_row(action, sheet))
    elif action.status == Status.OPEN and sheet.brief and not forms.bare(sheet.typed).get(note(action.id).key):
        row.append(buttons(button("Update", "action.update_open", inputs=False, record=action.id)))
    elif action.status == Status.OPEN:
        row.extend(forms.inputs([note(action.id)], sheet.typed, sheet.revision))
        row.append(buttons(*_answers(action, sheet.today, sheet.whose)))
    elif action.status == Status.DELIVERED:
        row.append(buttons(button("Give evidence", "action.update_open", inputs=False, record=action.id)))
    return group(*row, separator=True)


def _line_only(action: Action, sheet: _Sheet) -> bool:
    return action.shared and not sheet.whose and not owns(sheet.member, action)


def _line_row(action: Action, sheet: _Sheet) -> list[JSON]:
    """A shared action of which the reader answers for a trust's line only: what can be true of the line now."""
    found: list[JSON] = []
    mine = lines_of(sheet.member, action)
    asked = any(x.status == Status.OPEN and not _said_of(action, x, sheet.today) for x in mine)
    if asked and sheet.brief and not forms.bare(sheet.typed).get(note(action.id).key):
        return [buttons(button("Update", "action.update_open", inputs=False, record=action.id))]
    if asked:
        found.extend(forms.inputs([note(action.id)], sheet.typed, sheet.revision))
    for line in mine:
        found.append(words(f"{line.trust}: your line is {line.words}."))
        found.append(buttons(*_line_answers(action, line, sheet.today)))
    return found


def _said_of(action: Action, line: Line, today: date) -> bool:
    """Whether it was said today how a trust's line stands."""
    return any(u.at.date() == today and u.what.startswith(f"{line.trust}: ") for u in action.updates)


def _line_answers(action: Action, line: Line, today: date) -> list[JSON]:
    update = button("Update", "action.update_open", inputs=False, record=action.id)
    if line.status == Status.DELIVERED:
        return [button("Give evidence", "action.update_open", inputs=False, record=action.id)]
    if _said_of(action, line, today):
        return [update]
    steps = ["at_risk", "delivered"] if action.overdue(today) else ["on_track", "at_risk", "delivered"]
    data: dict[str, Any] = {"record": action.id, "version": action.version, "trust": line.trust}
    return [*(button(STEPS[s], "action.quick", step=s, **data) for s in steps), update]


def answered(action: Action, today: date) -> bool:
    """Whether its owner said today how it stands, so that nothing more is asked."""
    said = _said(action)
    return action.status == Status.OPEN and action.heard_on == today and not said.startswith(_NO_ANSWER)


def _said(action: Action) -> str:
    """What was last said or done, but for `Acknowledge`, which says nothing of how it stands."""
    return next((u.what for u in action.updates if u.what != ACKNOWLEDGED), "created")


def _answers(action: Action, today: date, whose: str) -> list[JSON]:
    """Four buttons: what can be true of it now. Past its date, more time takes the place of `On track`."""
    overdue = action.overdue(today)
    steps = ["no_change", "at_risk"] if overdue else ["no_change", "on_track", "at_risk"]
    if overdue and action.no_change_streak:
        steps.remove("no_change")
    data: dict[str, Any] = {"record": action.id, "version": action.version, **({"whose": whose} if whose else {})}
    if not action.shared:
        steps.append("delivered")
    made = [button(STEPS[s], "action.quick", step=s, **data) for s in steps]
    if overdue:
        made.append(button("Ask for more time", "action.time_open", inputs=False, record=action.id))
    if len(made) < len(STEPS):
        made.append(button("Update", "action.update_open", inputs=False, record=action.id))
    return made


def _twin(rows: Sequence[Coloured], title: str) -> str:
    said = [f"{a.id} {short(a.title, 50)}: {b.words}." for a, b in rows]
    return "\n".join([title, *said])


def _dates(action: Action, member: Member) -> str:
    role = "" if action.owner == member.object_id else f" {action.owner_name} owns it, you are deputy."
    if action.shared and not owns(member, action):
        role = f" {action.owner_name} owns it, you answer for your trust's line."
    last = next((u for u in action.updates if u.what != "created"), None)
    said = f" Last: {as_long(last.at.date())}, {last.what}." if last else ""
    return f"{trust_words(action)}. {due_words(action)}{role}{said}"
