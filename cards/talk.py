"""The short cards of conversation itself: who I am, what went wrong, what was not understood.

Owns: refusals and errors in words, with what was typed. Must not: know a command's own cards.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import JSON, TWIN, Card, button, card, notice, quoted, subtle, words
from cards.text import clean, undated, weight, within
from domain.refusals import Refusal

Typed = Sequence[tuple[str, str]]

ROOM, LONGEST_BACK, FRAME = 14_000, 2_000, 80
"""Bytes of a card for what was typed, characters of each text, bytes of an element around it. Source: ours."""

REACH = "Start with @Oversight here, or message me directly."
"""How every channel post ends, so that nobody waits for an answer to an unheard reply."""


def stranger(*, told: bool) -> Card:
    """For somebody who is not on the list: polite, names nobody and nothing. `told`: the office knows of them."""
    next_step = "I have let the office know." if told else "Please ask the office that gave you this address."
    return card(
        "Hello, I am Oversight",
        words(f"I only work with people on my list, and I do not find you on it. {next_step}"),
        words("Nothing you wrote was kept."),
    )


def somebody_new(name: str, object_id: str) -> Card:
    """Tells the coordinator once that somebody unknown wrote."""
    return card(
        "Somebody new wrote to me",
        words("This person is not on the group's list. I have shown them nothing. Teams calls them:"),
        quoted(name),
        words("Their Entra object id:"),
        quoted(object_id),
        words("If they belong to the group, say add member."),
    )


def refused(refusal: Refusal, typed: Typed) -> Card:
    """A refusal in words, and the words that were typed."""
    return card("That did not go through", notice(refusal.words, "attention"), *_words_back(typed))


def not_saved(typed: Typed) -> Card:
    """The store could not take it."""
    return card(
        "Not saved",
        notice("This was not saved and nothing was changed. Please press again in a moment.", "attention"),
        *_words_back(typed),
    )


def went_wrong(reference: str, typed: Typed) -> Card:
    """A fault of ours: honest, with a reference, and nothing kept."""
    return card(
        "Something went wrong on my side",
        notice(f"Nothing was stored. If it happens again, tell the office this reference: {reference}.", "attention"),
        *_words_back(typed),
    )


def followed(answer: Card, understood: str) -> Card:
    """An answer that rests on the last question: it says so, right under its heading."""
    line = f"I took this to follow your last question: {understood}."
    body = answer.content["body"]
    content = {**answer.content, "body": [body[0], subtle(line), *body[1:]]}
    return Card(content, f"{answer.twin}\n{line}")


def incomplete(answer: Card, records: str, many: int) -> Card:
    """An answer without records that could not be read: it says which, right under its heading."""
    what = "One record" if many == 1 else f"{many} records"
    line = f"{what} could not be read and {'is' if many == 1 else 'are'} left out here: {records}. The office is told."
    body = answer.content["body"]
    said = within(answer.twin, TWIN - len(line) - 1)
    return Card({**answer.content, "body": [*body[:1], notice(line, "watch"), *body[1:]]}, f"{said}\n{line}")


def unreadable(record: str) -> Card:
    """Tells the office of a record that cannot be read."""
    return card(
        f"I cannot read {record}",
        words("Somebody asked for it, or for a list that it belongs on. I left it out and said so; the others came."),
        words("Its row was probably changed by hand. Your IT has the runbook: a copy of the database has it whole."),
        actions=[button("Deliveries", "delivery.health")],
    )


def reachable(answer: Card) -> Card:
    """An answer that everybody in a channel or group chat sees: it ends with how to reach the bot."""
    line, body = subtle(REACH), answer.content["body"]
    if body and str(body[-1].get("text", "")).endswith(line["text"]):
        return answer
    said = within(answer.twin, TWIN - len(REACH) - 1)
    return Card({**answer.content, "body": [*body, line]}, f"{said}\n{REACH}")


def unknown(nearest: Sequence[str]) -> Card:
    """Words that were not understood: the nearest commands as buttons, never a guess."""
    return card(
        "I am not sure what you mean",
        words("Did you mean one of these? Or say help."),
        actions=[button(say, "say", say=say) for say in nearest[:4]],
    )


def _words_back(typed: Typed) -> list[JSON]:
    """What was typed, as far as a card has room; what is left out is said."""
    back: list[JSON] = []
    room = ROOM
    for _, text in typed:
        shown = clean(text, LONGEST_BACK)
        room -= weight(undated(shown)) + FRAME
        if room < 0:
            back.append(words("There was more; it does not fit here. It is still in your form if you go back."))
            break
        back.append(quoted(shown))
    return [words("What you typed:"), *back] if back else []
