"""The card of a person's own actions: up to five, each answered in place with one tap.

Owns: the rows, their buttons and boxes, and how five of them fit on a card. Must not: decide what is allowed.
Source: conversation.md `my actions`; product.md "All my actions on one card".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import forms
from cards.actions import TONE, Coloured, Page, due_words, short, trust_words, turning
from cards.forms import Text
from cards.kit import JSON, Card, TooBig, button, buttons, card, errors, group, lines, status, subtle, words
from domain.actions import Action, Status
from domain.calendar import as_long
from domain.people import Member
from domain.refusals import Invalid

ROWS = 5
"""Source: conversation.md."""
STEPS = {"no_change": "No change", "on_track": "On track", "at_risk": "At risk", "delivered": "Delivered"}
"""What an owner answers with one tap: the step and its button."""
TITLE = "Your actions"


def note(record: str) -> Text:
    """The box for a word on one row; its id is the row's own."""
    return Text(f"note_{record}", f"A word on {record}", longest=200)


def mine(
    rows: Sequence[Coloured],
    member: Member,
    today: date,
    page: Page,
    *,
    typed: Mapping[str, Any] | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Up to five of my actions, each answered in place. What was typed beside the others stays."""
    if not rows:
        return card(
            TITLE,
            words("You have no open actions. Thank you."),
            actions=[button("New action", "action.new"), button("Help", "say", say="help")],
        )
    said = errors([f.words for f in faults])
    try:
        return _mine(rows, member, today, page, said, typed or {}, revision)
    except TooBig:  # long words in several boxes: the rows without any make room for them
        return _mine(rows, member, today, page, said, typed or {}, revision, brief=True)


def _mine(
    rows: Sequence[Coloured],
    member: Member,
    today: date,
    page: Page,
    said: JSON | None,
    typed: Mapping[str, Any],
    revision: int,
    *,
    brief: bool = False,
) -> Card:
    where = page.words(len(rows))
    body = [_row(row, member, today, typed, revision, brief=brief) for row in rows]
    return card(
        TITLE,
        said,
        words(f"{where}. One tap is enough." if where else "One tap is enough."),
        *body,
        actions=turning("action.mine", page, len(rows), ROWS),
        twin=_twin(rows),
    )


def _row(
    row_of: Coloured, member: Member, today: date, typed: Mapping[str, Any], revision: int, *, brief: bool
) -> JSON:
    action, brag = row_of
    row: list[JSON | None] = [
        lines((action.id, True), (f" {short(action.title)}", False)),
        status(brag.words, TONE[brag.colour]),
        subtle(_dates(action, member)),
    ]
    if answered(action, today):
        row.append(words(f"Done, thank you. Noted today: {action.updates[0].what}."))
        row.append(buttons(button("Update", "action.update_open", inputs=False, record=action.id)))
    elif action.status == Status.OPEN and brief and not forms.bare(typed).get(note(action.id).key):
        row.append(buttons(button("Update", "action.update_open", inputs=False, record=action.id)))
    elif action.status == Status.OPEN:
        row.extend(forms.inputs([note(action.id)], typed, revision))
        row.append(buttons(*_answers(action, today)))
    elif action.status == Status.DELIVERED:
        row.append(buttons(button("Give evidence", "action.update_open", inputs=False, record=action.id)))
    return group(*row, separator=True)


def answered(action: Action, today: date) -> bool:
    """Whether somebody said today how it stands, so that nothing more is asked."""
    said = action.updates[0].what if action.updates else "created"
    return action.status == Status.OPEN and action.heard_on == today and said not in {"created", "opened again"}


def _answers(action: Action, today: date) -> list[JSON]:
    """Four buttons: what can be true of it now. Past its date, more time takes the place of `On track`."""
    overdue = action.overdue(today)
    steps = ["no_change", "at_risk"] if overdue else ["no_change", "on_track", "at_risk"]
    if overdue and action.no_change_streak:
        steps.remove("no_change")
    data: dict[str, Any] = {"record": action.id, "version": action.version}
    if not action.shared:
        steps.append("delivered")
    made = [button(STEPS[s], "action.quick", step=s, **data) for s in steps]
    if overdue:
        made.append(button("Ask for more time", "action.time_open", inputs=False, record=action.id))
    if len(made) < len(STEPS):
        made.append(button("Update", "action.update_open", inputs=False, record=action.id))
    return made


def _twin(rows: Sequence[Coloured]) -> str:
    said = [f"{a.id} {short(a.title, 50)}: {b.words}." for a, b in rows]
    return "\n".join([TITLE, *said])


def _dates(action: Action, member: Member) -> str:
    role = "" if action.owner == member.object_id else f" {action.owner_name} owns it, you are deputy."
    last = next((u for u in action.updates if u.what != "created"), None)
    said = f" Last: {as_long(last.at.date())}, {last.what}." if last else ""
    return f"{trust_words(action)}. {due_words(action)}{role}{said}"
