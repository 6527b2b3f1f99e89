"""The card of a rehearsal: what would be sent in a stretch of time, to whom, when and by which rule.

Owns: how its lines read and its pages. Must not: know how a rehearsal is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.kit import JSON, Card, button, card, lines, subtle, words

PAGE = 12
"""Messages on one card. Source: ours, a phone's screen or two."""
NOTE = "Nothing was sent. It is taken that nobody answers meanwhile; whoever does gets less than this."

Row = tuple[str, str, str, str]
"""When, to whom, which card, by which rule: all in words."""


def rehearsal(title: str, rows: Sequence[Row], page: int, again: Mapping[str, str]) -> Card:
    """A page of it. `again`: what the buttons ask for."""
    start = page * PAGE
    shown = rows[start : start + PAGE]
    body = [each for row in shown for each in _line(row)]
    more = len(rows) - start - len(shown)
    turn: list[JSON] = [button("More", "rehearsal.page", inputs=False, page=page + 1, **again)] if more > 0 else []
    turn += [button("Earlier", "rehearsal.page", inputs=False, page=page - 1, **again)] if page else []
    many = "1 message" if len(rows) == 1 else f"{len(rows)} messages"
    return card(
        title,
        words(f"{many} would be sent." if rows else "Nothing would be sent."),
        *body,
        words(f"And {more} more.") if more > 0 else None,
        subtle(NOTE),
        actions=[*turn, *([button("As a file", "rehearsal.file", inputs=False, **again)] if rows else [])],
    )


def _line(row: Row) -> tuple[JSON, JSON]:
    when, who, what, why = row
    return lines((f"{when}, {who}: ", True), (what, False)), subtle(f"Why: {why}.")
