"""Forms of a risk: new, review, details, acceptance, closing.

Owns: what is asked, in which words. Likelihood and consequence are always asked apart. Must not: decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import Choice, Day, Field, Text
from cards.kit import JSON, Card, button, card, errors, heading, notice, subtle, words
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES
from domain.group import Group
from domain.refusals import Invalid
from domain.risks import ALL, CATEGORIES, Lines, Response, Risk, Strength
from domain.scores import CONSEQUENCE, LIKELIHOOD, Level, Score

Pairs = tuple[tuple[str, str], ...]
NO_NAMES = "No names of patients, no dates of birth, no NHS numbers."


def _scale(levels: Mapping[int, Level]) -> Pairs:
    return tuple((str(n), f"{n} {level.name}: {level.meaning}") for n, level in levels.items())


LIKELY, BAD = _scale(LIKELIHOOD), _scale(CONSEQUENCE)
CURRENT: tuple[Field, ...] = (
    Choice("likelihood", "Likelihood now, with the controls", required=True, choices=LIKELY),
    Choice("consequence", "Consequence now, with the controls", required=True, choices=BAD),
)
TARGET: tuple[Field, ...] = (
    Choice("target_likelihood", "Target: likelihood", required=True, choices=LIKELY),
    Choice("target_consequence", "Target: consequence", required=True, choices=BAD),
)
_CONTROLS = Text("controls", "Controls in place", hint="One a line", longest=1_200, lines=True)
_GAPS = Text("gaps", "Gaps in control", hint="One a line", longest=1_200, lines=True)
REVIEW: tuple[Field, ...] = (
    *CURRENT,
    Text(
        "rationale",
        "Rationale",
        required=True,
        hint="Why it scores this now, or why nothing has changed",
        longest=800,
        lines=True,
    ),
    _CONTROLS,
    _GAPS,
)
ACCEPT: tuple[Field, ...] = (
    Day("until", "Accepted until", required=True),
    Text("reason", "Reason", required=True, longest=500, lines=True),
)
CLOSE: tuple[Field, ...] = (Text("reason", "Why it is closed", required=True, longest=500, lines=True),)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists of a form hold: trusts and possible owners, as (value, words)."""

    trusts: Pairs
    owners: Pairs


def new_fields(choices: Choices, group: Group) -> tuple[Field, ...]:
    """What a new risk is asked."""
    return (
        Text("title", "Title", required=True, longest=120),
        Choice("trust", "Whose risk", required=True, choices=choices.trusts),
        Text("cause", "If", required=True, hint=f"The cause. {NO_NAMES}", longest=400, lines=True),
        Text("event", "Then", required=True, hint="What may happen", longest=400, lines=True),
        Text(
            "effect",
            "Leading to",
            required=True,
            hint="What it would mean for women, babies, families or staff",
            longest=400,
            lines=True,
        ),
        *CURRENT,
        *TARGET,
        _CONTROLS,
        _GAPS,
        Choice("owner", "Owner", required=True, choices=choices.owners),
        Choice("theme", "Theme", choices=_themes()),
        Choice("appetite", "Appetite", choices=_appetites(group)),
    )


def details_fields(choices: Choices, group: Group) -> tuple[Field, ...]:
    """What may be changed besides the score."""
    return (
        Text("title", "Title", required=True, longest=120),
        Choice("owner", "Owner", required=True, choices=choices.owners),
        _CONTROLS,
        _GAPS,
        Text("team", "Assurance, first line: the team", longest=300),
        Text("oversight", "Assurance, second line: oversight", longest=300),
        Text("independent", "Assurance, third line: independent", longest=300),
        *TARGET,
        Choice("initial_likelihood", "Without controls: likelihood", required=True, choices=LIKELY),
        Choice("initial_consequence", "Without controls: consequence", required=True, choices=BAD),
        Choice("response", "Response", required=True, choices=tuple((r.value, r.value) for r in Response)),
        Choice(
            "strength", "Evidence for the score", required=True, choices=tuple((s.value, s.value) for s in Strength)
        ),
        Choice("category", "Kind", required=True, choices=tuple(CATEGORIES.items())),
        Choice("theme", "Theme", choices=_themes()),
        Choice("appetite", "Appetite", required=True, choices=_appetites(group)),
        Text("held_at", "Held at", longest=80),
    )


def _themes() -> Sequence[tuple[str, str]]:
    return THEME_CHOICES


def _appetites(group: Group) -> Pairs:
    return tuple((word, f"{word}: {limit} at most") for word, limit in group.tolerance.items())


def as_lines(text: str | None) -> tuple[str, ...]:
    r"""Typed lines as a tuple, empty ones left out.

    >>> as_lines("a\n\n- b")
    ('a', 'b')
    """
    return tuple(t for line in (text or "").splitlines() if (t := line.strip().removeprefix("- ").strip()))


def score(given: Mapping[str, Any], prefix: str = "") -> Score:
    """Likelihood and consequence as chosen."""
    return Score(int(given[f"{prefix}likelihood"]), int(given[f"{prefix}consequence"]))


def lines_of(given: Mapping[str, Any]) -> Lines:
    """The three lines of assurance as typed."""
    return Lines(given["team"] or "", given["oversight"] or "", given["independent"] or "")


def typed(risk: Risk) -> dict[str, Any]:
    """A risk as a form shows it."""
    return {
        "title": risk.title,
        "owner": risk.owner,
        "likelihood": str(risk.likelihood),
        "consequence": str(risk.consequence),
        "controls": "\n".join(risk.controls),
        "gaps": "\n".join(risk.gaps),
        "team": risk.assurance.team,
        "oversight": risk.assurance.oversight,
        "independent": risk.assurance.independent,
        "target_likelihood": str(risk.target.likelihood),
        "target_consequence": str(risk.target.consequence),
        "initial_likelihood": str(risk.initial.likelihood),
        "initial_consequence": str(risk.initial.consequence),
        "response": risk.response.value,
        "strength": risk.strength.value,
        "category": risk.category,
        "theme": risk.theme,
        "appetite": risk.appetite,
        "held_at": risk.held_at,
    }


def new(
    fields: Sequence[Field],
    given: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    ask: str = "",
    alike: Sequence[tuple[str, str]] = (),
) -> Card:
    """The form of a new risk, filled with what was said. `alike`: ids and words of risks that may be the same."""
    seen: list[JSON] = (
        [notice("It may be on the register already:\n" + "\n".join(w for _, w in alike), "watch")] if alike else []
    )
    opening = [button(f"Open {record}", "risk.open", inputs=False, record=record) for record, _ in alike]
    title = "Save as a new risk" if alike else "Save"
    return card(
        "New risk",
        errors([f.words for f in faults]),
        *seen,
        notice(ask, "watch") if ask else None,
        words(
            "A risk may happen; what happens already is an action or a concern. Nothing is kept until you press Save."
        ),
        *forms.inputs(fields, given, revision),
        actions=[button(title, "risk.save", style="positive", sure=1 if alike else 0), *opening],
    )


def review(
    risk: Risk,
    group: Group,
    given: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    ask: str = "",
) -> Card:
    """A review: likelihood and consequence apart, with a rationale; or `No change` with a reason."""
    due = f"Due by {as_long(risk.next_review)}. " if risk.next_review else ""
    band = group.band(risk.score)
    data: dict[str, Any] = {"record": risk.id, "version": risk.version}
    return card(
        f"Review {risk.id}: {risk.title}",
        errors([f.words for f in faults]),
        notice(ask, "watch") if ask else None,
        words(risk.sentence),
        words(f"It scores {risk.current.words}, {band.name}. Target {risk.target.words}."),
        subtle(f"{due}The next review day follows from the score; nobody sets it."),
        *forms.inputs(REVIEW, given, revision),
        actions=[
            button("Save review", "risk.save_review", style="positive", no_change=0, **data),
            button("No change", "risk.save_review", no_change=1, **data),
        ],
    )


def details(
    risk: Risk,
    fields: Sequence[Field],
    given: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Everything but the score, which changes in a review only."""
    return card(
        f"Change {risk.id}",
        errors([f.words for f in faults]),
        subtle("The score is changed by a review only."),
        *forms.inputs(fields, given, revision),
        actions=[button("Save", "risk.save_details", style="positive", record=risk.id, version=risk.version)],
    )


def decide(
    risk: Risk,
    what: str,
    given: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Acceptance (`accept`) or closing (`close`), each with its reason."""
    accepting = what == "accept"
    title = f"Accept {risk.id} as it stands" if accepting else f"Close {risk.id}"
    said = "It ends by itself on that day, or as soon as score, controls or gaps change." if accepting else ""
    return card(
        title,
        errors([f.words for f in faults]),
        heading(risk.title),
        words(f"It scores {risk.current.words}. {said}".strip()),
        *forms.inputs(ACCEPT if accepting else CLOSE, given, revision),
        actions=[
            button(
                "Accept" if accepting else "Close the risk",
                f"risk.save_{what}",
                style="positive",
                record=risk.id,
                version=risk.version,
            )
        ],
    )


def which(question: str, options: Sequence[tuple[str, str, Mapping[str, Any]]]) -> Card:
    """An ambiguous request asked back: title, verb and data of each answer."""
    made: list[JSON] = []
    for title, verb, data in options:
        carried: dict[str, Any] = dict(data)
        made.append(button(title, verb, **carried))
    return card(question, words("Please choose; or say its id."), actions=made)


def trusts_open(group: Group, codes: Sequence[str]) -> Pairs:
    """Trusts as a list, with the shared risk last."""
    named = {str(t.code): t.name for t in group.trusts}
    return (*((code, f"{code}: {named.get(code, code)}") for code in codes), (ALL, "Shared by all trusts"))
