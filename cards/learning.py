"""Learning and good practice as cards: the form, the read-back, the chair's card, the channel's, the list.

Owns: how they read; that a person is named only when they agreed. Must not: decide who may do what (the caller says).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Many, Text, YesNo
from cards.kit import JSON, Card, button, buttons, card, errors, facts, group, heading, notice, quoted, subtle, words
from cards.room import fitting
from cards.talk import REACH
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES
from domain.learning import ANSWERED_WITHIN, LONGEST, OFFICE, TITLE, Answer, Kind, Learning, Stage, outside
from domain.refusals import Invalid
from domain.triangulation import name_of

PAGE = 4
"""Entries on one page of the list. Source: product.md "Short: 5 rows, 1 screen"."""
ANSWERS = 9_000
"""Bytes of the answers on one card, the newest first. Source: ours, within 28 KB."""
NO_DETAILS = "No names of patients or staff, no dates or numbers of a case"
LEFT_OUT = (
    "How few people or events it is about is left out in the channel; in a private chat it reads as it was written."
)
KINDS = tuple(
    (k.value, title)
    for k, title in (
        (Kind.GOOD_PRACTICE, "Something that works well here"),
        (Kind.LEARNING, "Something we learned"),
        (Kind.ASK, "A request: help or a template from the other trusts"),
    )
)
THANKS = {
    Kind.GOOD_PRACTICE: "Good practice",
    Kind.LEARNING: "Learning to share",
    Kind.ASK: "A request to the other trusts",
}


def fields(trusts: Sequence[str]) -> tuple[Field, ...]:
    """What is asked. `trusts`: those this member may write for."""
    names = tuple((t, "the LMNS office" if t == OFFICE else t) for t in trusts)
    return (
        Choice("kind", "What it is", required=True, choices=KINDS),
        Choice("trust", "From", required=True, choices=names),
        Text("title", "Title", required=True, longest=TITLE),
        Text("text", "What others should know", required=True, hint=NO_DETAILS, longest=LONGEST, lines=True),
        Many("themes", "Themes", choices=THEME_CHOICES),
        YesNo("named", "My name may stand with it"),
    )


ANSWER: tuple[Field, ...] = (
    Text("answer", "Your answer", required=True, hint=NO_DETAILS, longest=600, lines=True),
    YesNo("named", "My name may stand with it"),
)
BACK: tuple[Field, ...] = (Text("why", "What you ask its author", required=True, longest=400, lines=True),)
GONE: tuple[Field, ...] = (Text("why", "Why it is taken back", required=True, longest=300),)
SEARCH: tuple[Field, ...] = (
    Text("words", "Words", longest=80),
    Choice("theme", "Theme", choices=THEME_CHOICES),
)


def ask(
    shown: Sequence[Field],
    typed: Mapping[str, Any],
    *,
    record: str = "",
    version: int = 0,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    note: str = "",
    lists: bool = False,
) -> Card:
    """The form; `record` when an entry is mended, `lists` when its author may look at what others shared."""
    look = [button("All learning", "learning.list", inputs=False, offset=0)] if lists else []
    return card(
        "Share learning",
        errors([f.words for f in faults]),
        notice(note, "watch") if note else None,
        words(
            "A good catch, something that works, something you learned, or something you need. The chair looks first."
        ),
        *forms.inputs(shown, typed, revision),
        actions=[button("Read it back", "learning.draft", style="positive", record=record, version=version), *look],
    )


def read_back(
    entry: Learning, typed: Mapping[str, Any], suggested: Sequence[str], version: int, hint: str = ""
) -> Card:
    """What the channel would see, before anything is kept. `hint`: a soft word about the words."""
    names = ", ".join(name_of(t) for t in suggested)
    data: dict[str, Any] = {"typed": dict(typed), "record": entry.id, "version": version}
    return card(
        "Read it back: share learning",
        heading("The channel would see"),
        *_seen(entry),
        notice(f"Your words also speak of: {names}. Press Change to add what fits.", "plain") if suggested else None,
        notice(hint, "plain") if hint else None,
        subtle("Nothing is kept yet. It goes to the chair first."),
        actions=[
            button("Send to the chair", "learning.send", style="positive", **data),
            button("Change", "learning.edit", **data),
        ],
    )


def sent(entry: Learning, *, lists: bool = True) -> Card:
    """Thanks to its author. `lists`: whether they may look at what others shared."""
    press = [button("Open", "learning.open", record=entry.id)]
    if lists:
        press.append(button("All learning", "learning.list", offset=0))
    return card(
        f"{entry.id}: thank you",
        notice(f"{THANKS[entry.kind]} '{entry.title}' is with the chair. I tell you what becomes of it.", "good"),
        actions=press,
    )


def for_chair(entry: Learning) -> Card:
    """What chair and deputy get."""
    data: dict[str, Any] = {"record": entry.id, "version": entry.version}
    return card(
        f"{entry.id} waits for you: {entry.kind.words}",
        words(f"From {entry.by_name}. The channel would see:"),
        *_seen(entry),
        actions=[
            button("Post to channel", "learning.share", style="positive", **data),
            button("Ask its author", "learning.ask_back", **data),
        ],
    )


def channel(entry: Learning) -> Card:
    """The post in the channel, with thanks."""
    thanks = f"Thank you, {entry.whose}."
    if entry.kind == Kind.ASK:
        thanks = f"{entry.whose} asks the others. An answer within {ANSWERED_WITHIN} working days would help."
    shown = outside(entry)
    return card(
        f"{THANKS[entry.kind]}: {shown.title}",
        *_body(shown, title=False),
        words(thanks),
        subtle(f"{entry.id}. To answer it or to try it, say share learning to me and open the list. {REACH}"),
    )


@dataclass(frozen=True, slots=True)
class View:
    """What the card of one entry is told besides the entry."""

    may: frozenset[str] = frozenset()
    """Verbs of the buttons that this member gets."""
    trusts: tuple[str, ...] = ()
    """Trusts for which they may say that they try it."""
    lists: bool = True
    """Whether they may look at what others shared."""
    note: str = ""


def show(entry: Learning, view: View) -> Card:
    """One entry as its reader may see it."""
    data: dict[str, Any] = {"record": entry.id, "version": entry.version}
    titles = {
        "learning.share": "Post to channel",
        "learning.ask_back": "Ask its author",
        "learning.mend": "Change",
        "learning.answer": "Answer",
        "learning.take_back": "Take it back",
    }
    press = [button(title, verb, **data) for verb, title in titles.items() if verb in view.may]
    press += [button(f"{t} tries it, too", "learning.take_up", trust=t, record=entry.id) for t in view.trusts]
    if view.lists:
        press.append(button("All learning", "learning.list", offset=0))
    when = f", shared on {as_long(entry.shared_on)}" if entry.shared_on else ""
    return card(
        f"{entry.id}: {entry.title}",
        notice(view.note, "good") if view.note else None,
        words(f"{entry.kind.words.capitalize()}, {entry.stage.words}{when}."),
        *_body(entry, title=False),
        notice(f"The chair asks: {entry.note}", "watch") if entry.stage == Stage.SENT_BACK else None,
        words(f"Why it was taken back: {entry.note}") if entry.stage == Stage.WITHDRAWN and entry.note else None,
        *_answers(entry),
        words(f"Tried elsewhere, too: {', '.join(entry.taken_up)}.") if entry.taken_up else None,
        actions=press,
    )


def _answers(entry: Learning) -> list[JSON]:
    if entry.kind != Kind.ASK:
        return []
    newest = reversed(entry.answers)
    said, shown = fitting(([words(_who(a)), quoted(a.text)] for a in newest), ANSWERS)
    rest = len(entry.answers) - shown
    earlier = [words(f"and {rest} earlier")] if rest else []
    return [heading("Answers"), *(said or [words("No answer yet.")]), *earlier]


def _who(answer: Answer) -> str:
    place = "the LMNS office" if answer.trust == OFFICE else answer.trust
    return f"{f'{answer.name}, ' if answer.name else ''}{place}, {as_long(answer.on)}:"


def _seen(entry: Learning) -> list[JSON | None]:
    """What the channel would see, and that it is not all that was written where it is not."""
    shown = outside(entry)
    return [*_body(shown), subtle(LEFT_OUT) if shown != entry else None]


def _body(entry: Learning, *, title: bool = True) -> list[JSON | None]:
    themes = ", ".join(name_of(t) for t in entry.themes)
    return [
        words(f"{THANKS[entry.kind]}: {entry.title}") if title else None,
        quoted(entry.text),
        facts([("From", entry.whose), ("Themes", themes or "none chosen")]),
    ]


def listed(entries: Sequence[Learning], typed: Mapping[str, Any], offset: int, *, more: bool) -> Card:
    """A page of what is shared, with a search."""
    asked = {k: str(typed.get(k) or "") for k in ("words", "theme")}
    rows = [
        group(
            words(f"{e.id}, {e.kind.words}: {e.title}"),
            subtle(f"{e.whose}, {_on(e.shared_on)}{_themes(e)}{_counted(e)}"),
            buttons(button(f"Open {e.id}", "learning.open", inputs=False, record=e.id)),
            separator=True,
        )
        for e in entries
    ]
    found = words("Nothing is shared that fits.") if not entries else None
    onward = [button("More", "learning.list", inputs=False, offset=offset + len(entries), **asked)] if more else []
    return card(
        "Learning and good practice",
        *forms.inputs(SEARCH, asked),
        buttons(button("Search", "learning.search")),
        found,
        *rows,
        actions=[
            *onward,
            button("Share learning", "say", inputs=False, say="share learning"),
            button("Ideas to try", "idea.list", inputs=False, offset=0),
        ],
    )


def _on(day: date | None) -> str:
    return as_long(day) if day else "not shared yet"


def _themes(entry: Learning) -> str:
    return f"; {', '.join(name_of(t) for t in entry.themes)}" if entry.themes else ""


def _counted(entry: Learning) -> str:
    if entry.kind == Kind.ASK:
        n = len(entry.answers)
        return f"; {n} {'answer' if n == 1 else 'answers'}"
    return f"; tried by {', '.join(entry.taken_up)}" if entry.taken_up else ""


def reason(
    entry: Learning,
    shown: Sequence[Field],
    verb: str,
    title: str,
    typed: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """A short form about an entry: an answer, a question to its author, why it is taken back."""
    return card(
        f"{entry.id}: {entry.title}",
        errors([f.words for f in faults]),
        quoted(entry.text),
        *forms.inputs(shown, typed, revision),
        actions=[button(title, verb, style="positive", record=entry.id, version=entry.version)],
    )


def told(entry: Learning, text: str) -> Card:
    """A short word about an entry."""
    return card(f"{entry.id}: {entry.title}", words(text), actions=[button("Open", "learning.open", record=entry.id)])
