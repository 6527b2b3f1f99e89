"""Forms and cards of concerns: raising one, what its readers see, what goes back to whoever raised it.

Owns: how a concern is asked and read. Must not: be posted to a channel, or say who raised an anonymous one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards import forms
from cards.forms import EMPTY, Choice, Field, Refill, Text
from cards.kit import (
    JSON,
    Card,
    button,
    buttons,
    card,
    errors,
    facts,
    group,
    heading,
    notice,
    quoted,
    status,
    subtle,
    words,
)
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES, THEMES
from domain.concerns import IN_DANGER, LONGEST, NO_TRUST, SPEAK_UP, Concern, Status

Pairs = tuple[tuple[str, str], ...]

PAGE = 5
"""Concerns on one page. Source: product.md "Short: 5 rows, 1 screen"."""
SHORT = 160
"""Characters of a concern's text in a list. Source: ours."""
URGENCY: Pairs = (
    ("usual", "In the usual way: acknowledged within one working day"),
    ("urgent", "Urgent: it cannot wait until the next working day"),
)
NOBODY = "It was raised anonymously. Nothing kept says by whom, so no answer can be sent."
KEPT_OUT = (
    "Send anonymously keeps nothing that says who you are: no name, no account, no conversation, no time of day. "
    "No answer can reach you then, and you cannot take it back. Teams itself may keep technical records of its own, "
    "and the words you choose may tell readers who you are."
)
_DONE = Text("became", "What it became", hint="Ids, such as RSK-26-003 or ACT-26-014", longest=200)
LOOK: tuple[Field, ...] = (
    Text("note", "What is being done", required=True, hint="For those who read the concern", longest=600, lines=True),
    _DONE,
)
CLOSE: tuple[Field, ...] = (
    Text(
        "words",
        "What came of it",
        required=True,
        hint="Words for the person who raised it. No names, please",
        longest=800,
        lines=True,
    ),
    _DONE,
)
THEME: tuple[Field, ...] = (Choice("theme", "Theme", required=True, choices=THEME_CHOICES),)
TONES = {Status.RAISED: "watch", Status.ACKNOWLEDGED: "plain", Status.LOOKING: "plain", Status.CLOSED: "done"}
BUTTONS = (
    ("Acknowledge", "concern.acknowledge"),
    ("Being looked at", "concern.look"),
    ("Close with words", "concern.close"),
    ("Create action", "action.new"),
    ("Raise a risk", "risk.new"),
    ("Count under a theme", "concern.theme"),
)
"""Buttons of a concern in the order in which they are wanted; more than four go under the overflow."""


@dataclass(frozen=True, slots=True)
class View:
    """What a concern's card is told besides the concern."""

    as_at: str
    late: bool = False
    may: frozenset[str] = frozenset()
    actions: tuple[str, ...] = ()
    """Linked actions, each with its state in words."""
    note: str = ""


def fields(trusts: Pairs) -> tuple[Field, ...]:
    """What a concern is asked."""
    return (
        Text(
            "text",
            "What worries you",
            required=True,
            hint="What you see or hear, in your own words. No names of patients or colleagues",
            longest=LONGEST,
            lines=True,
        ),
        Choice(
            "trust",
            "Which trust",
            required=True,
            choices=(*trusts, (NO_TRUST, "No one trust: only the chair and deputy chair read it")),
        ),
        Choice("urgency", "How urgent", required=True, choices=URGENCY),
        Choice("theme", "Theme", choices=THEME_CHOICES),
    )


def ask(shown: Sequence[Field], refill: Refill = EMPTY, *, waiting: int | None = None) -> Card:
    """The private form. `waiting`: how many concerns this member may look at; None when they read none."""
    below = [button("Read it back", "concern.read_back", style="positive")]
    if waiting is not None:
        below.append(button(f"Concerns to look at ({waiting})", "concern.list", inputs=False, offset=0))
    return card(
        "Raise a concern",
        errors(refill.fault_words),
        words(
            "It goes privately to the chair, the deputy chair and the leads of the trust you choose, to nobody "
            "else. It is acknowledged within one working day. With your name or without: you choose on the next card."
        ),
        notice(IN_DANGER, "watch"),
        *forms.inputs(shown, refill.values, refill.revision),
        subtle(SPEAK_UP),
        actions=below,
    )


def read_back(shown: Sequence[Field], refill: Refill, *, hint: str) -> Card:
    """The filled form, still to be changed, and the two ways to send it."""
    return card(
        "Read it back: your concern",
        errors(refill.fault_words),
        notice(hint, "plain") if hint else None,
        words("Nothing is kept yet. Change what you like, then send it."),
        *forms.inputs(shown, refill.values, refill.revision),
        words(KEPT_OUT),
        subtle(SPEAK_UP),
        actions=[
            button("Send with my name", "concern.send", style="positive"),
            button("Send anonymously", "concern.send_anonymously"),
            button("Do not send", "concern.drop", inputs=False),
        ],
    )


def thanked(concern: Concern) -> Card:
    """For somebody who gave their name."""
    return card(
        "Thank you for speaking up",
        notice("Your concern is with those who can act on it.", "good"),
        words(
            f"You will hear from me that it was read, by {as_long(concern.due)} at the latest, and what came of it. "
            f"Its reference is {concern.id}."
        ),
        words(SPEAK_UP),
    )


def thanked_nameless() -> Card:
    """For somebody who did not. It is the same for everybody, so that it tells nothing."""
    return card(
        "Thank you for speaking up",
        notice("Your concern is with those who can act on it.", "good"),
        words("It was sent without your name. Nothing kept here says that it was you, so no answer can come to you."),
        words(SPEAK_UP),
    )


def dropped() -> Card:
    """Nothing was sent."""
    return card("Nothing was sent", words("And nothing was kept. Say concern whenever you want to."), words(SPEAK_UP))


def told(concern: Concern) -> Card:
    """What its readers get."""
    pairs = [("Raised by", concern.by_name), *_facts(concern)] if not concern.anonymous else _facts(concern)
    return card(
        "An urgent concern was raised" if concern.urgent else "A concern was raised",
        notice("Urgent: it cannot wait until the next working day.", "attention") if concern.urgent else None,
        quoted(concern.text),
        facts(pairs),
        words(NOBODY) if concern.anonymous else None,
        subtle(f"{concern.id}. For the chair, the deputy chair and the trust's leads only."),
        actions=[
            button("Acknowledge", "concern.acknowledge", record=concern.id, version=concern.version),
            button("Open", "concern.open", inputs=False, record=concern.id),
        ],
    )


def show(concern: Concern, view: View) -> Card:
    """One concern, for its readers."""
    who = concern.by_name or "not said: anonymous"
    tone = "attention" if view.late else TONES[concern.status]
    state = f"{concern.status.words}; it should have been by {as_long(concern.due)}" if view.late else ""
    return card(
        f"{concern.id}: a concern",
        notice(view.note, "good") if view.note else None,
        status(state or concern.status.words, tone),
        quoted(concern.text),
        facts([("Raised by", who), *_facts(concern), *_progress(concern)]),
        words(NOBODY) if concern.anonymous and concern.live else None,
        *([heading("What is being done"), quoted(concern.note)] if concern.note else []),
        *([heading("Words for the person who raised it"), quoted(concern.outcome)] if concern.outcome else []),
        *([heading("Actions"), *(words(f"- {line}") for line in view.actions)] if view.actions else []),
        actions=[_button(concern, title, verb) for title, verb in BUTTONS if verb in view.may],
        as_at=f"As at {view.as_at}. For the chair, the deputy chair and the trust's leads only.",
    )


def _button(concern: Concern, title: str, verb: str) -> JSON:
    if verb == "action.new":
        trust = "" if concern.trust == NO_TRUST else concern.trust
        return button(title, verb, inputs=False, why=concern.id, trust=trust, theme=concern.theme)
    if verb == "risk.new":
        text = _short(concern.text, 300)
        return button(title, verb, inputs=False, text=text, trust=concern.trust, theme=concern.theme)
    return button(title, verb, inputs=False, record=concern.id, version=concern.version)


def _facts(concern: Concern) -> list[tuple[str, str]]:
    theme = THEMES[concern.theme].name if concern.theme in THEMES else "none chosen"
    return [
        ("Trust", "no one trust" if concern.trust == NO_TRUST else concern.trust),
        ("Theme", f"{theme} (confirmed)" if concern.counted else theme),
        ("Raised on", as_long(concern.raised_on)),
        ("Acknowledge by", as_long(concern.due)),
    ]


def _progress(concern: Concern) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if concern.acknowledged_on:
        found.append(("Acknowledged", f"{as_long(concern.acknowledged_on)}, by {concern.acknowledged_name}"))
    if concern.became:
        found.append(("Became", ", ".join(concern.became)))
    if concern.closed_on:
        found.append(("Closed", f"{as_long(concern.closed_on)}, by {concern.closed_name}"))
    return found


def listed(page: Sequence[Concern], view: View, *, total: int, offset: int, today_late: frozenset[str]) -> Card:
    """A page of the concerns that this member may read, the longest waiting first."""
    shown = f"Shown: {offset + 1} to {offset + len(page)} of {total}." if page else "No concern waits."
    onward = offset + len(page)
    more = [button("More", "concern.list", offset=onward)] if onward < total else []
    return card(
        "Concerns",
        words(f"{shown} Private to the chair, the deputy chair and the trust's leads."),
        *(_row(c, late=c.id in today_late) for c in page),
        actions=more,
        as_at=f"As at {view.as_at}.",
    )


def _row(concern: Concern, *, late: bool) -> JSON:
    urgent = "urgent, " if concern.urgent else ""
    place = "no one trust" if concern.trust == NO_TRUST else concern.trust
    state = f"{urgent}{concern.status.words}{', past its day' if late else ''}"
    return group(
        words(f"{concern.id} ({place}), raised on {as_long(concern.raised_on)}"),
        status(state, "attention" if late else TONES[concern.status]),
        quoted(_short(concern.text, SHORT)),
        buttons(button(f"Open {concern.id}", "concern.open", record=concern.id)),
        separator=True,
    )


FORMS = {
    "look": ("being looked at", "Save", "concern.save_look", LOOK),
    "close": ("close with words", "Close", "concern.save_close", CLOSE),
    "theme": ("count under a theme", "Save", "concern.save_theme", THEME),
}
"""The small forms by key: title, button, verb, fields."""


def step(concern: Concern, key: str, refill: Refill = EMPTY) -> Card:
    """One of the small forms, filled with what is known or was typed."""
    title, press, verb, asked = FORMS[key]
    known = {"note": concern.note, "theme": concern.theme}
    told = NOBODY if concern.anonymous else f"{concern.by_name} gets these words as you write them."
    return card(
        f"{concern.id}: {title}",
        errors(refill.fault_words),
        words(told) if key == "close" else None,
        *forms.inputs(asked, {**known, **refill.values}, refill.revision),
        actions=[
            button(press, verb, style="positive", record=concern.id, version=concern.version),
            button("Back", "concern.open", inputs=False, record=concern.id),
        ],
    )


def was_acknowledged(concern: Concern) -> Card:
    """For whoever raised it: it was read."""
    return card(
        "Your concern was read",
        notice(f"{concern.acknowledged_name} has read it. Thank you for raising it.", "good"),
        quoted(_short(concern.text, SHORT)),
        words(f"You will hear what came of it. Its reference is {concern.id}."),
        subtle(SPEAK_UP),
    )


def was_closed(concern: Concern) -> Card:
    """For whoever raised it: what came of it."""
    became = f"It became {', '.join(concern.became)}." if concern.became else ""
    return card(
        "What came of your concern",
        quoted(_short(concern.text, SHORT)),
        words(f"{concern.closed_name} writes:"),
        quoted(concern.outcome),
        words(became) if became else None,
        subtle(f"{concern.id}. {SPEAK_UP}"),
        actions=[button("Raise a concern", "say", say="concern")],
    )


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "\u2026"
