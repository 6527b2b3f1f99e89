"""Cards of the list of themes: what is on it, and the form that changes one.

Owns: how they read and what is asked. Must not: decide who may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Text
from cards.kit import JSON, Card, button, card, errors, notice, subtle, words
from cards.text import within
from domain.definitions import Theme
from domain.refusals import Invalid
from domain.taxonomy import retirement
from domain.themes import TAXONOMY_VERSION

PAGE = 15
"""Themes on one card, each a line. Source: ours, two screens of a phone."""
LINE = 200
_IN_USE = (("yes", "Yes, it is offered"), ("no", "No; what was filed under it keeps its name"))


def listed(themes: Sequence[Theme], own: Sequence[str], offset: int, *, changes: bool, note: str = "") -> Card:
    """The list, page by page. `own`: keys of those that the group has changed or added."""
    page = themes[offset : offset + PAGE]
    onward = offset + len(page)
    press = [button("More", "taxonomy.list", offset=onward)] if onward < len(themes) else []
    pick: list[JSON] = []
    if changes:
        pick = forms.inputs((Choice("theme", "Change a theme", choices=[(t.key, t.name) for t in themes]),), {}, 0)
        press += [button("Change it", "taxonomy.edit"), button("New theme", "taxonomy.new", inputs=False)]
    retired = sum(t.retired for t in themes)
    return card(
        "The list of themes",
        notice(note, "good") if note else None,
        words(
            f"Version {TAXONOMY_VERSION}, with {len(own)} changed or added by the group. "
            f"{len(themes) - retired} are in use, {retired} retired."
        ),
        *(words(within(f"- {_line(t, t.key in own)}", LINE)) for t in page),
        *pick,
        actions=[*press, button("Themes", "say", inputs=False, say="themes")],
    )


def _line(theme: Theme, own: bool) -> str:
    subs = f": {', '.join(theme.sub_themes)}" if theme.sub_themes else ""
    said = ((retirement(theme), theme.retired), ("the group's own words", own))
    marks = ", ".join(word for word, there in said if there)
    return f"{theme.name}{subs}{f' ({marks})' if marks else ''}"


FIELDS: tuple[Field, ...] = (
    Text("name", "Name", required=True, longest=60),
    Text("sub_themes", "Sub-themes", hint="With commas", longest=300),
    Text("aliases", "Words people use for it", hint="With commas; I suggest the theme from them", longest=400),
)
USE = Choice("in_use", "In use", required=True, choices=_IN_USE)


def form(
    key: str, version: int, typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """A theme to be changed, or with an empty key a new one."""
    shown = (*FIELDS, USE) if key else FIELDS
    return card(
        "Change a theme" if key else "New theme",
        errors([f.words for f in faults]),
        subtle("A theme is never removed, for records name it: retire it instead. Each change is kept with its day."),
        *forms.inputs(shown, typed, revision),
        actions=[
            button("Save", "taxonomy.save", style="positive", theme=key, version=version),
            button("Back", "taxonomy.list", inputs=False, offset=0),
        ],
    )


def typed(theme: Theme) -> dict[str, Any]:
    """A theme as its form shows it."""
    return {
        "name": theme.name,
        "sub_themes": ", ".join(theme.sub_themes),
        "aliases": ", ".join(theme.aliases),
        "in_use": "no" if theme.retired else "yes",
    }


def words_of(text: str | None) -> tuple[str, ...]:
    """What stands between the commas.

    >>> words_of("delay, , helicopter view")
    ('delay', 'helicopter view')
    """
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
