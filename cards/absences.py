"""Cards of being away: the form, what was kept, what the cover reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards.forms import Choice, Day, inputs
from cards.kit import Card, button, card, errors, lines, notice, words
from domain.calendar import as_long
from domain.refusals import Invalid

MOST = 40
"""People listed as away at once. Source: ours, within the 28 KB of a card."""


def away_fields(people: Sequence[tuple[str, str]], earliest: date) -> tuple[Day, Day, Choice]:
    """The questions about an absence. `people`: object id and name of who may cover."""
    since = Day("since", "First day away", hint="Leave it as it is for today", earliest=earliest)
    until = Day("until", "Last day away", required=True, earliest=earliest)
    return since, until, Choice("cover", "Who covers", hint="Leave blank when nobody does", choices=tuple(people))


def away(
    fields: tuple[Day, Day, Choice],
    typed: Mapping[str, object],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    whose: str = "",
    notes: Sequence[str] = (),
    data: Mapping[str, Any] | None = None,
) -> Card:
    """An absence read back for confirmation; nothing changes before `Save`. `notes`: what to think of before."""
    save = button("Save", "away.save", style="positive", **(data or {}))
    text = (
        "While you are away I write nothing but what is urgent. Whoever covers gets what cannot wait; then comes one "
        "catch-up. Nothing is saved yet."
        if not whose
        else "Until then they get nothing but what is urgent. Whoever covers gets what cannot wait; then comes one "
        "catch-up. Nothing is saved yet."
    )
    title = f"Pause reminders for {whose}?" if whose else "Pause your reminders?"
    return card(
        title,
        errors([f.words for f in faults]),
        words(text),
        notice("\n".join(notes), "watch") if notes else None,
        *inputs(fields, typed, revision),
        actions=[save, button("Cancel", "away.cancel", inputs=False)],
    )


def span(since: date, until: date, today: date) -> str:
    """`until 4 December 2026`, with its first day when that is still to come.

    >>> span(date(2026, 12, 1), date(2026, 12, 4), date(2026, 11, 23))
    'from 1 December 2026 until 4 December 2026'
    """
    begins = f"from {as_long(since)} " if since > today else ""
    return f"{begins}until {as_long(until)}"


def who(title: str, found: Sequence[tuple[str, str]], none: str, as_at: str) -> Card:
    """Who is away: name, and until when with who covers. `none`: what is said when nobody is."""
    rows = [lines((f"{name}: ", True), (said, False)) for name, said in found]
    return card(
        title,
        *rows[:MOST],
        words(f"And {len(rows) - MOST} more.") if len(rows) > MOST else None,
        words(none) if not found else None,
        actions=[
            button("Next four weeks", "say", say="who is away the next 4 weeks"),
            button("I am away", "say", say="away"),
        ],
        as_at=f"As at {as_at}.",
    )


def away_saved(when: str, cover: str, back_on: date, whose: str = "", also: Sequence[str] = ()) -> Card:
    """After `Save`. `when`: its span; `also`: those of other absences that stay."""
    covers = f"{cover} covers and has been told." if cover else "Nobody covers; what falls due waits for the catch-up."
    who = f"{whose} is" if whose else "You are"
    return card(
        f"{who} away {when}",
        words(covers),
        words(f"Away also {' and '.join(also)}; that stays as it is.") if also else None,
        words(f"The catch-up comes on {as_long(back_on)}. Say back to end it sooner."),
    )


def covering(name: str, when: str) -> Card:
    """Tells the cover. `when`: the span of the absence."""
    return card(
        f"You cover for {name}",
        words(f"{name} is away {when} and named you. You get what cannot wait then, with their name on it."),
        words("If that does not work for you, tell them or the office."),
    )


def not_yet_away(to_come: Sequence[tuple[str, str]]) -> Card:
    """`back` by somebody whose absences are still to come, as (span, id): nothing is taken back unasked."""
    one = len(to_come) == 1
    said = " and ".join(when for when, _ in to_come)
    made = [
        button("Take it back" if one else f"Take back: {when}", "away.end", record=record) for when, record in to_come
    ]
    return card(
        "You are here",
        words(f"You are not away now, so nothing changed. You are marked away {said}."),
        actions=[*made, button("Leave it", "away.cancel")],
    )


def taken_back(when: str) -> Card:
    """An absence that will not be."""
    return card("Taken back", words(f"You are not marked away {when} any more. Reminders go on."))


def not_covering(name: str, when: str) -> Card:
    """Tells the cover that they are not needed."""
    return card(f"You need not cover for {name}", words(f"{name} is not away {when}, or named somebody else."))


def was_not_away() -> Card:
    """`back` by somebody who was not away."""
    return card("Welcome back", words("You were not marked as away, so nothing changed. Reminders are on."))


def cancelled() -> Card:
    """After `Cancel` on an absence."""
    return card("Nothing changed", words("Reminders go on as before."))
