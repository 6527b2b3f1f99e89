"""Cards of being away: the form, what was kept, what the cover reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards.forms import Choice, Day, inputs
from cards.kit import Card, button, card, errors, words
from domain.calendar import as_long
from domain.refusals import Invalid


def away_fields(people: Sequence[tuple[str, str]], earliest: date) -> tuple[Day, Choice]:
    """The two questions about an absence. `people`: object id and name of who may cover."""
    until = Day("until", "Last day away", required=True, earliest=earliest)
    return until, Choice("cover", "Who covers", hint="Leave blank when nobody does", choices=tuple(people))


def away(
    fields: tuple[Day, Choice],
    typed: Mapping[str, object],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    whose: str = "",
    data: Mapping[str, Any] | None = None,
) -> Card:
    """An absence read back for confirmation; nothing changes before `Save`."""
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
        *inputs(fields, typed, revision),
        actions=[save, button("Cancel", "away.cancel", inputs=False)],
    )


def away_saved(until: date, cover: str, back_on: date, whose: str = "") -> Card:
    """After `Save`."""
    covers = f"{cover} covers and has been told." if cover else "Nobody covers; what falls due waits for the catch-up."
    who = f"{whose} is" if whose else "You are"
    return card(
        f"{who} away until {as_long(until)}",
        words(covers),
        words(f"The catch-up comes on {as_long(back_on)}. Say back to end it sooner."),
    )


def covering(name: str, until: date) -> Card:
    """Tells the cover."""
    return card(
        f"You cover for {name}",
        words(f"{name} is away until {as_long(until)} and named you. You get what cannot wait, with their name on it."),
        words("If that does not work for you, tell them or the office."),
    )


def was_not_away() -> Card:
    """`back` by somebody who was not away."""
    return card("Welcome back", words("You were not marked as away, so nothing changed. Reminders are on."))


def cancelled() -> Card:
    """After `Cancel` on an absence."""
    return card("Nothing changed", words("Reminders go on as before."))
