"""Cards of reminders: one matter or a digest, each line with its buttons, and what became of them.

Owns: how a message of `domain.reminders.Due` lines looks, the channel's post, preview and delivery log.
Must not: know what a line is about; its words and buttons come as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.kit import (
    BUDGET,
    JSON,
    PRIMARY,
    Card,
    actions,
    button,
    buttons,
    card,
    errors,
    facts,
    group,
    heading,
    lines,
    size,
    status,
    subtle,
    words,
)
from cards.talk import REACH
from domain.calendar import as_long
from domain.often import often
from domain.reminders import Due, Press

ROWS = 5
"""Lines of a message with buttons; the rest is counted. Source: product.md, "5 rows, 1 screen"."""
OWN = "reminder."
"""Verbs with this prefix act on a line of the message itself and draw it again."""
BACK = "Back to my reminders"
"""The button of a card that was opened from a message, in the message's place."""
LATER = (("tomorrow", "Remind me tomorrow"), ("three_days", "In 3 working days"), ("meeting", "Before the meeting"))
"""The three ways to put a matter off, as in conversation.md."""
MORE = "my actions"
PUT_OFF = "Put off"
"""How the state of a line begins that its reader put off."""
ENDED = "Nothing more to do"
"""How the state of a line begins that ended without being done."""
OUTCOMES = {"sent": "good", "merged": "plain", "waits": "watch", "dropped": "plain"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a message as it stands: with its buttons, or with what became of it."""

    record: str
    title: str
    text: str
    presses: tuple[Press, ...] = ()
    done: str = ""
    """`Done - thank you` and the like: then no buttons are shown."""
    cover_for: str = ""
    """Name of the person who is away."""
    cover_id: str = ""
    """Their object id."""
    snoozable: bool = True


def row(due: Due, cover_for: str = "", done: str = "", cover_id: str = "") -> Row:
    """A due as a line."""
    return Row(due.subject, due.title, due.text, due.presses, done, cover_for, cover_id)


def message(
    rows: Sequence[Row], key: str, why: str, *, back: bool = False, urgent: bool = False, faults: Sequence[str] = ()
) -> Card:
    """A reminder of one matter, or a digest of several; the weightiest first. `faults`: why a press was not taken."""
    still = [r for r in rows if not r.done]
    if not still:
        rest = "Nothing else here." if any(r.done.startswith(PUT_OFF) for r in rows) else "Nothing more is needed."
        all_done = not any(r.done.startswith((PUT_OFF, ENDED)) for r in rows)
        return card(
            "Done - thank you" if all_done else "Noted", errors(faults), *(_settled(r) for r in rows), subtle(rest)
        )
    if len(rows) == 1:
        return _single(rows[0], key, why, urgent=urgent, faults=faults)
    shown, more = [r for r in rows if r.done or r in still[:ROWS]], len(still) - ROWS
    actions = _lists(rows, key)
    rest = f"Say {MORE}, risks due or returns" if any(not r.cover_for for r in rows) else f"Press {actions[0]['title']}"
    left = words(f"And {more} more. {rest} for the rest.") if more > 0 else None
    body = [_settled(r) if r.done else _row(r, key) for r in shown]
    return card(title(len(rows), rows[0].title, back=back), errors(faults), *body, left, _why(why), actions=actions)


def _lists(rows: Sequence[Row], key: str) -> list[JSON]:
    """The way to the whole lists: one's own, and those of whoever is away."""
    found: list[JSON] = []
    if any(not r.cover_for for r in rows):
        found.append(button("My actions", "say", inputs=False, say=MORE, message=key))
    absent = dict.fromkeys((r.cover_id, r.cover_for) for r in rows if r.cover_for)
    for person, name in list(absent)[:3]:
        found.append(button(f"Actions of {name}", "action.mine", inputs=False, whose=person, message=key))
    return found


def title(lines_: int, first: str, *, back: bool = False) -> str:
    """The heading of a message with so many lines."""
    if lines_ == 1:
        return first
    return f"Welcome back: {lines_} things for you" if back else f"{lines_} things for you"


def way_back(opened: Card, key: str) -> Card:
    """A card that took the place of a message: its buttons know of the message, and one leads back to its other lines.

    A card that is the message itself, one without buttons, or without room for one more, stays as it is.
    """
    found = actions(opened.content)
    if not found or any(str(a.get("verb", "")).startswith(OWN) for a in found):
        return opened
    content = deepcopy(opened.content)
    for action in actions(content):
        action.setdefault("data", {}).setdefault("message", key)
    below: list[JSON] = content.setdefault("actions", [])
    below.append(button(BACK, "reminder.show", inputs=False, message=key))
    if len(below) > PRIMARY:
        below[-1]["mode"] = "secondary"
    return opened if size(content) > BUDGET else Card(content, opened.twin)


def choose_later(entry: Row, key: str, left: int) -> Card:
    """The three ways to put one line off. `left`: how often that is still possible."""
    offered = [button(title, "reminder.snooze", record=entry.record, choice=c, message=key) for c, title in LATER]
    offered.append(button("Back", "reminder.show", message=key))
    many = "once more" if left == 1 else often(left)
    return card(
        "Remind me later",
        *_words_of(entry),
        subtle(f"You can put it off {many}. The office sees it."),
        actions=offered,
    )


def put_off(record: str, until: date) -> Card:
    """After a choice where there is no message to go back to."""
    return card("Put off", words(f"I will remind you of {record} on {as_long(until)}."))


def channel(said: Sequence[str], as_at: str) -> Card:
    """The channel's one reminder of a day: dates, ids, titles and trusts, never a person."""
    body = [words(line) for line in said] or [words("Everything on this list is done. Thank you.")]
    return card("For the group today", *body, subtle(f"As at {as_at}."), subtle(REACH))


def reason(title: str, when: str, rules: Sequence[tuple[str, str]], what: str) -> Card:
    """`why did I get this`: the last message, and for each line its record and the rule behind it."""
    body: list[JSON | None] = [words(f"The last message I sent you: {title}, {when}."), words(what) if what else None]
    body.extend(lines((record, True), (f": {why}.", False)) for record, why in rules[:ROWS])
    if len(rules) > ROWS:
        body.append(words(f"And {len(rules) - ROWS} more by the same rules."))
    body.append(
        subtle("At most one reminder a day and three a week, on working days. Say away until a date to pause them.")
    )
    return card("Why you got this", *body, actions=[button("My actions", "say", say=MORE)])


def nothing_sent() -> Card:
    """`why did I get this`, or `snooze`, where nothing was sent."""
    return card("No reminder yet", words("I have not sent you a reminder yet."))


def log(name: str, rows: Sequence[tuple[str, str, str, str]], standing: Sequence[tuple[str, str]] = ()) -> Card:
    """The delivery log of a person for the office: how it stands; then when, what, what became of it, why."""
    body = [
        group(
            lines((f"{when}: ", False), (title, True)),
            status(state, OUTCOMES.get(state, "watch")),
            words(why),
        )
        for when, title, state, why in rows[:12]
    ]
    rest = body or [words("Nothing was due for this person yet.")]
    return card(f"Messages to {name}", facts(standing) if standing else None, *rest)


def alarm(due: int, sent: int, uncertain: int, dead: int, day: date) -> Card:
    """Tells the office that messages were due and did not go."""
    pairs = [("Due today", str(due)), ("Sent", str(sent)), ("In doubt", str(uncertain)), ("Given up", str(dead))]
    said = "Messages were due and none went out. Please look at the bot's connection to Teams."
    see = button("Deliveries", "delivery.health")
    return card(f"Reminders are not going out, {as_long(day)}", words(said), facts(pairs), actions=[see])


def in_doubt(title: str, row_id: int) -> Card:
    """A post to the channel may not have arrived: a person looks, and says."""
    return card(
        "A post may not have arrived",
        words(f"Teams did not confirm this post to the channel: {title}. Please look whether it is there."),
        actions=[
            button("It is there", "delivery.there", row=row_id),
            button("Post again", "delivery.again", row=row_id),
        ],
    )


def doubt_settled(*, again: bool) -> Card:
    """After the person looked."""
    return card("Thank you", words("On its way again." if again else "Noted: the post is in the channel."))


# ---------------------------------------------------------------- remind NAME or TRUST


def preview(rows: Sequence[tuple[str, str, str]], what: str, data: Mapping[str, Any], *, overdue: bool = False) -> Card:
    """Who would get what, and when, before anything is sent. `overdue`: only that was asked for."""
    if not rows:
        none = "Nothing is overdue" if overdue else "Nothing is due within the next ten working days"
        return card(f"Remind {what}", words(f"{none}, so there is nothing to send."))
    body = [
        group(lines((who, True), (f": {when}", False)), words(said), separator=True) for who, said, when in rows[:12]
    ]
    more = words(f"And {len(rows) - 12} more.") if len(rows) > 12 else None
    send = [button("Send", "remind.send", style="positive", **data), button("Not now", "remind.cancel")]
    intro = words("One fair message each, within everybody's budget. Nothing has been sent yet.")
    return card(f"Remind {what}", intro, *body, more, actions=send)


def asked(going: int, waiting: Sequence[str]) -> Card:
    """After `Send`."""
    people = "1 person" if going == 1 else f"{going} people"
    body = [words(f"On its way to {people}." if going else "Nobody gets a message now.")]
    body.extend(words(line) for line in waiting[:8])
    return card("Reminded", *body)


def not_sent() -> Card:
    """After `Not now`."""
    return card("Not sent", words("Nobody was written to."))


def back(rows: Sequence[Row], key: str, to_come: Sequence[str] = ()) -> Card:
    """`back`: the one catch-up, as the answer itself. `to_come`: absences that stay."""
    also = f"You are also marked away {' and '.join(to_come)}" if to_come else ""
    if not rows:
        return card(
            "Welcome back",
            words("Nothing is due within the next ten working days. Reminders are on again."),
            words(f"{also}.") if also else None,
        )
    why = "you were away, and asked what is open" + (f". {also}" if also else "")
    return message(rows, key, why, back=True) if len(rows) > 1 else _single(rows[0], key, why)


# ---------------------------------------------------------------- within


def _single(entry: Row, key: str, why: str, *, urgent: bool = False, faults: Sequence[str] = ()) -> Card:
    offered = [_press(p, key) for p in entry.presses]
    if entry.snoozable and not urgent:
        later = [button(title, "reminder.snooze", record=entry.record, choice=c, message=key) for c, title in LATER]
        offered.extend(later)
    return card(entry.title, errors(faults), *_cover(entry), words(entry.text), _why(why), actions=offered)


def _row(entry: Row, key: str) -> JSON:
    offered = [_press(p, key) for p in entry.presses[:3]]
    if entry.snoozable:
        offered.append(button("Later", "reminder.later", record=entry.record, message=key))
    return group(*_words_of(entry), buttons(*offered), separator=True)


def _words_of(entry: Row) -> list[JSON]:
    return [heading(entry.title), *_cover(entry), words(entry.text)]


def _cover(entry: Row) -> list[JSON]:
    return [subtle(f"You cover for {entry.cover_for}, who is away.")] if entry.cover_for else []


def _settled(entry: Row) -> JSON:
    tone = "plain" if entry.done.startswith(ENDED) else "good"
    return group(lines((entry.title, True)), status(entry.done, tone), separator=True)


def _press(press: Press, key: str) -> JSON:
    data: dict[str, Any] = dict(press.data)
    return button(press.title, press.verb, **data, message=key)


def _why(why: str) -> JSON:
    return subtle(f"You get this because {why}. More: say why did I get this.")
