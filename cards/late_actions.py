"""The card of what is late: why, and what was agreed. For members in private; the channel gets the plain list.

Owns: how each line reads. Must not: decide what is late, or stand where a whole channel reads it: it names owners.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.actions import Page, due_words, short, trust_words, turning
from cards.kit import JSON, Card, TooBig, button, buttons, card, group, heading, lines, quoted, status, subtle, words
from domain.actions import Request, Slip, may_decide
from domain.calendar import as_long
from domain.lateness import Late, in_short
from domain.people import Member

TITLE = "What is late, why, and what was agreed"
PAGE = 8
"""Actions on one card. Source: ours, within the 28 KB of a card."""
MOST_AGREED = 5
"""Actions with a later date agreed on one card; the rest is counted."""
LONGEST, BRIEF = 160, 60
"""Characters of somebody's words in a line, and where many are long; the whole is on the action's card."""


def show(
    late: Sequence[Late],
    agreed: Sequence[Late],
    member: Member,
    page: Page,
    as_at: str,
    *,
    about: str = "",
    query: dict[str, Any] | None = None,
    everything: Sequence[Late] = (),
) -> Card:
    """A page of what is past its date, and what was but has a later date agreed.

    `everything`: all that is late, for the first sentence.
    """
    said = in_short(everything or late)
    title = f"{TITLE}: {about}" if about else TITLE
    try:
        body = _body(late, agreed, member, page, said, LONGEST)
        return card(title, *body, actions=_below(page, len(late), query), as_at=f"As at {as_at}.")
    except TooBig:  # long words in many lines: shorter ones, and the ids alone to open them by
        body = _body(late, agreed, member, page, said, BRIEF)
        return card(title, *body, actions=_below(page, len(late), query), as_at=f"As at {as_at}.")


def _below(page: Page, shown: int, query: dict[str, Any] | None) -> list[JSON]:
    return [*turning("action.late", page, shown, PAGE, query or {}), button("On time", "action.on_time")]


def _body(
    late: Sequence[Late], agreed: Sequence[Late], member: Member, page: Page, said: str, longest: int
) -> list[JSON | None]:
    where = page.words(len(late))
    body: list[JSON | None] = [words(said), words(f"{where}.") if where else None]
    body.extend(_row(row, member, longest) for row in late)
    if agreed:
        body.append(heading("Past the first date, with a later one agreed"))
        body.extend(_agreed_row(row, longest) for row in agreed[:MOST_AGREED])
        more = len(agreed) - MOST_AGREED
        body.append(words(f"And {more} more.") if more > 0 else None)
    body.append(subtle("Days are calendar days. What stands in the way is said in the words of whoever wrote it."))
    return body


def _row(row: Late, member: Member, longest: int) -> JSON:
    action = row.action
    made: list[JSON] = []
    if row.asked is not None and may_decide(member, action):
        made.append(button("Decide on the date", "action.decide_open", record=action.id))
    if longest == LONGEST:
        made.append(button("Open", "action.open", record=action.id))
    return group(
        *_what(row),
        status(f"red: {_days(row.days)} past its date", "attention"),
        quoted(f"Why: {short(row.why, longest)} ({row.said})" if row.known else f"Why: {row.why}."),
        *_agreed(row.agreed, longest),
        *_asked(row.asked, longest),
        buttons(*made) if made else None,
        separator=True,
    )


def _agreed_row(row: Late, longest: int) -> JSON:
    return group(*_what(row), *_agreed(row.agreed, longest), *_asked(row.asked, longest), separator=True)


def _what(row: Late) -> tuple[JSON, JSON]:
    action = row.action
    return (
        lines((action.id, True), (f" {short(action.title)}", False)),
        subtle(f"{trust_words(action)}. {action.owner_name}. {due_words(action)}"),
    )


def _agreed(slip: Slip | None, longest: int) -> tuple[JSON, ...]:
    if slip is None:
        return (words("Agreed: no other date."),)
    meanwhile = f" Meanwhile: {short(slip.agreed, longest)}" if slip.agreed else ""
    said = f"Agreed: {as_long(slip.was)} to {as_long(slip.to)}, by {slip.name}: {short(slip.reason, longest)}."
    return (quoted(f"{said}{meanwhile}"),)


def _asked(request: Request | None, longest: int) -> tuple[JSON, ...]:
    if request is None:
        return ()
    talk = "to be discussed" if request.discuss else "not answered yet"
    asked = f"More time asked for by {request.name}, until {as_long(request.to)}: {talk}"
    return (status(asked, "watch"), quoted(f"Because: {short(request.reason, longest)}"))


def _days(n: int) -> str:
    return "1 day" if n == 1 else f"{n} days"
