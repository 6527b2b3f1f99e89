"""The risk summary as a card: draft for the chair, the same text for the channel."""

from __future__ import annotations

from cards.kit import Card, button, card, facts, heading, words
from cards.talk import REACH
from domain.summaries import Line, Summary


def show(summary: Summary, as_at: str, *, draft: str = "", may_post: bool = False, public: bool = False) -> Card:
    """A summary. `draft` is its kept id when the chair may post it; `public` adds how to reach the bot."""
    body: list[object] = [words(f"As at {as_at}. {summary.completeness}.")]
    for part in summary.parts:
        body.append(heading(part.title))
        body.extend(words(_line(line)) for line in part.lines)
        if not part.lines:
            body.append(words(part.empty))
    if public:
        body.append(words(REACH))
    actions = [button("Post to channel", "summary.post", summary=draft)] if may_post else []
    return card(summary.title, *body, actions=actions)


def posted(title: str) -> Card:
    """What the chair sees after posting."""
    return card(title, words("On its way to the channel, exactly as you saw it."))


def already_posted(title: str, when: str) -> Card:
    """The chair pressed twice, or from an old card."""
    return card(title, facts([("Posted", when)]), words("This summary is in the channel already. Say summary for a new one."))


def _line(line: Line) -> str:
    ids = f" ({', '.join(line.ids)})" if line.ids else ""
    return f"- {line.text}{ids}"
