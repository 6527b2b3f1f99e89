"""Cards that explain a term, and the short answers to a greeting."""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import Card, button, card, subtle, words


def explained(name: str, means: str, source: str, also: Sequence[tuple[str, str]] = ()) -> Card:
    """What a term means and where that is from; `also` are next steps (title, what it says)."""
    return card(
        name,
        words(means),
        subtle(f"Source: {source}."),
        actions=[button(title, "say", say=say) for title, say in also],
    )


def not_explained(said: str, near: Sequence[str]) -> Card:
    """The word is not in the glossary; the nearest ones are offered."""
    known = "Perhaps you mean one of these:" if near else "Ask me about a word such as PMRT, MOSS or SPC."
    return card(
        "I have no explanation for that",
        words(f"'{said}' is not in my glossary, and I do not guess. {known}"),
        actions=[button(name, "say", say=f"what is {name}") for name in near],
    )


def hello(name: str, common: Sequence[str]) -> Card:
    """The answer to a greeting or thanks."""
    return card(
        f"Hello {name}",
        words("I look after returns, actions and risks for the group. What would you like to do?"),
        actions=[button(say[:1].upper() + say[1:], "say", say=say) for say in common],
    )
