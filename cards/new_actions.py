"""The form of a new action, and its read-back.

Owns: the questions, what was understood of a sentence, the hint on its strength. Must not: keep anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import forms
from cards.action_forms import MOST_PEOPLE
from cards.actions import link_words
from cards.forms import Choice, Day, Field, Text
from cards.kit import JSON, Card, button, card, errors, facts, notice, quoted, subtle, words
from domain.actions import SHARED
from domain.calendar import as_long
from domain.catalogue import FRAMEWORKS, THEME_CHOICES
from domain.equity import NOT_EXAMINED
from domain.people import Member
from domain.refusals import Invalid
from domain.strength import Level, hint

Typed = Mapping[str, Any]


def fields(trusts: Sequence[str], people: Sequence[Member], today: date, framework: str = "") -> tuple[Field, ...]:
    """What a new action asks. `framework` is a requirement that was said, offered besides the frameworks."""
    frames = tuple((key, link_words(key)) for key in dict.fromkeys(k for k in (framework, *FRAMEWORKS) if k))
    return (
        Text("title", "What will be done", required=True, longest=200),
        Text("why", "Why: a record's id, or what it comes from", required=True, longest=200),
        Choice("trust", "Trust", required=True, choices=(*((t, t) for t in trusts), (SHARED, "All trusts together"))),
        _person("owner", "Owner", people, required=True),
        Day("due", "Due", required=True, earliest=today),
        Text("evidence_required", "What will show that it is done", longest=300),
        Text("equity", "Equity check", hint="Who may benefit less, and how will you know?", longest=300),
        _person("deputy", "Deputy", people, required=False),
        Choice("theme", "Theme", choices=THEME_CHOICES),
        Choice("framework", "Framework", choices=frames),
        Text("ties", "Also tied to", hint="Ids of a risk or a decision, such as RSK-26-003", longest=100),
    )


def _person(key: str, label: str, people: Sequence[Member], *, required: bool) -> Field:
    if len(people) > MOST_PEOPLE:
        return Text(key, label, required=required, hint="The name as on the group's list", longest=100)
    return Choice(key, label, required=required, choices=tuple((m.object_id, m.name) for m in people))


def ask(
    shown: Sequence[Field],
    typed: Typed,
    *,
    understood: str = "",
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The form. Filled from words it is the read-back itself: what is saved unchanged was read."""
    # With a fault in it nothing was read back yet; carried twice, words that are too long would not fit on a card.
    kept = {} if faults else {k: v for k, v in forms.bare(typed).items() if k in {f.key for f in shown}}
    sure = forms.sure(faults, typed, "due")
    return card(
        "New action",
        errors([f.words for f in faults]),
        notice(understood, "plain") if understood else None,
        _strength(str(typed.get("title", ""))) if understood else None,
        words("One owner, one date, and what will show that it is done. No names of patients, please."),
        *forms.inputs(shown, typed, revision),
        actions=[button("Save", "action.draft", style="positive", shown=kept, **sure)],
    )


def _strength(title: str) -> JSON | None:
    """How likely this kind of action is to work, where its words say which kind it is."""
    found = hint(title)
    return notice(found.words, "watch" if found.level == Level.WEAK else "plain") if found else None


def read_back(given: Mapping[str, Any], names: Mapping[str, str], typed: Typed, unknown: str = "") -> Card:
    """Everything once more before it is kept. `names` says people by id; `unknown`: ids that no record has."""
    due: date = given["due"]
    pairs = [
        ("Why", str(given["why"])),
        ("Trust", "all trusts together" if given["trust"] == SHARED else str(given["trust"])),
        ("Owner", names.get(str(given["owner"]), "")),
        ("Deputy", names.get(str(given["deputy"]), "") if given["deputy"] else "nobody"),
        ("Due", as_long(due)),
        ("Evidence wanted", str(given["evidence_required"] or "not said")),
        ("Equity check", str(given["equity"] or NOT_EXAMINED)),
        ("Theme", link_words(f"theme:{given['theme']}").removeprefix("theme ") if given["theme"] else "none"),
        ("Framework", link_words(str(given["framework"])) if given["framework"] else "none"),
        *([("Also tied to", str(given["ties"]))] if given["ties"] else []),
    ]
    kept = {k: v for k, v in forms.bare(typed).items() if k in given}
    return card(
        "Read it back: new action",
        quoted(str(given["title"])),
        facts(pairs),
        notice(f"I do not find {unknown}. Is the id right?", "watch") if unknown else None,
        _strength(str(given["title"])),
        subtle("Nothing is saved yet."),
        actions=[
            button("Save", "action.save", style="positive", typed=kept),
            button("Change", "action.edit", typed=kept),
        ],
    )
