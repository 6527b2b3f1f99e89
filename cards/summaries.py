"""The risk summary as a card: for the one who asks, as a draft for the chair, and the same body for the channel.

Owns: how a summary looks. Must not: add to, leave out or reword what the summary says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards.acknowledgements import acknowledge, who
from cards.kit import JSON, Card, button, card, heading, notice, subtle, words
from cards.talk import REACH
from domain.summaries import Summary, digest

SHOWN_DIFFERENCES = 8
"""Differences listed before a posting. Source: ours, one screen."""


def show(
    summary: Summary,
    *,
    draft: str = "",
    public: bool = False,
    may_draft: bool = False,
    sees_readers: bool = False,
    asked: Mapping[str, Any] | None = None,
    published: str = "",
) -> Card:
    """A summary. `draft`: the id under which it is kept, when the reader may post it; `public`: for the channel.

    `asked`: trusts and period that a document of it is asked for with. `published`: the id of one that is in the
    channel, so that its readers can acknowledge it.
    """
    actions: list[JSON] = [acknowledge(published)] if published else []
    if draft:
        actions.append(button("Post to channel", "summary.post", style="positive", summary=draft))
    if may_draft:
        actions.append(button("Post summary", "say", say="post summary"))
    if asked is not None:
        actions.append(button("Word file", "summary.files", **asked))
    if sees_readers:
        actions.append(who())
    note = subtle("Only you see this draft. Post to channel shows the group exactly this text.") if draft else None
    return card(summary.title, *_body(summary), subtle(REACH) if public else note, actions=actions)


def stood(summary: Summary, asked: Mapping[str, Any]) -> Card:
    """The summary of a past day. `asked`: the day, trusts and period that the document is asked for with."""
    note = subtle(f"Made anew from the journal, as the records stood then. Hash {digest(summary.text)[:16]}.")
    actions = [
        button("Word file", "past.papers", what="summary", **asked),
        button("Register of that day", "past.register", day=asked["day"]),
    ]
    return card(summary.title, *_body(summary), note, actions=actions)


def _body(summary: Summary) -> list[JSON]:
    body = [words(summary.header)]
    for part in summary.parts:
        body.append(heading(part.title))
        body.extend(words(line) for line in part.words)
    return body


def posted(title: str) -> Card:
    """What the chair sees after posting."""
    return card(title, notice("On its way to the channel, exactly as you saw it.", "good"), actions=[who()])


def already_posted(title: str, when: str) -> Card:
    """The chair pressed twice, or from an old card."""
    return card(
        title,
        words(f"This summary is in the channel already, since {when}."),
        actions=[button("New draft", "say", say="post summary")],
    )


def outdated(summary: Summary, changes: Sequence[str], draft: str) -> Card:
    """Records changed since the draft: what would be different, and the choice."""
    rest = len(changes) - SHOWN_DIFFERENCES
    return card(
        "Records have changed since this draft",
        notice(f"The draft is {summary.header[:1].lower()}{summary.header[1:]} Now it would say otherwise:", "watch"),
        *(words(f"- {line}") for line in changes[:SHOWN_DIFFERENCES]),
        words(f"and {rest} more") if rest > 0 else None,
        actions=[
            button("New draft", "say", say="post summary"),
            button("Post this one all the same", "summary.post", summary=draft, anyway=1),
        ],
    )


def none_published() -> Card:
    """For an observer before the first posting."""
    return card("Risk summary", words("No summary has been published yet. You will find it in the channel."))
