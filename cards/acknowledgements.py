"""Acknowledging what was published, and who has: for the chair and the office in private.

Owns: the button and that card. Must not: name in a channel who has not read something, or call anybody late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.kit import JSON, Card, button, card, heading, subtle, words

TITLE = "Acknowledge"
WHO = "Who has read it"
THANKS = "Thank you: noted that you have read {subject}."
BEFORE = "You have acknowledged {subject} already. Thank you."


def acknowledge(subject: str) -> JSON:
    """The button of a published text."""
    return button(TITLE, "published.acknowledge", inputs=False, subject=subject)


def who() -> JSON:
    """The button that shows the chair and the office who has read it."""
    return button(WHO, "published.readers", inputs=False)


@dataclass(frozen=True, slots=True)
class Readers:
    """One published text with those who acknowledged it (`name, when`) and those who have not pressed yet."""

    subject: str
    title: str
    posted: str
    have: tuple[str, ...]
    not_yet: tuple[str, ...]


def readers(found: Sequence[Readers]) -> Card:
    """Who has acknowledged what was published last."""
    body: list[JSON | None] = []
    for text in found:
        everybody = len(text.have) + len(text.not_yet)
        body += [
            heading(f"{text.subject}: {text.title}"),
            words(f"Posted on {text.posted}. {len(text.have)} of {everybody} people acknowledged it."),
            words(f"Acknowledged: {'; '.join(text.have) or 'nobody yet'}."),
            words(f"Not pressed yet: {', '.join(text.not_yet)}.") if text.not_yet else None,
        ]
    if not found:
        body.append(words("Nothing has been published yet."))
    note = "Only the chair, the deputy and the office see this. Somebody may have read it without pressing the button."
    return card("Who has read what was published", *body, subtle(note))
