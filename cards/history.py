"""Who changed what when, and a record as it stood on a day.

Owns: how a history reads. Must not: show a field that `domain/differences.py` does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards import forms
from cards.forms import Day, Field
from cards.kit import Card, button, card, errors, facts, group, lines, words
from domain.refusals import Invalid

PAGE = 6
"""Changes on one page. Source: product.md "Short: 5 rows, 1 screen", one more."""
ON: tuple[Field, ...] = (Day("on", "As it stood on"),)


@dataclass(frozen=True, slots=True)
class Step:
    """One change: when, by whom, what they did, what is different since."""

    when: str
    who: str
    verb: str
    changes: tuple[str, ...] = ()


def show(
    record: str,
    steps: Sequence[Step],
    as_at: str,
    *,
    earlier: int = 0,
    dated: bool = True,
    faults: Sequence[Invalid] = (),
) -> Card:
    """The changes of a record, the latest first. `earlier`: the version before the page, 0 for none."""
    below = [button("Show as it stood", "history.stood", record=record)] if dated else []
    if earlier:
        below.append(button("Earlier", "history.more", inputs=False, record=record, version=earlier))
    rows = [
        group(
            lines((f"{s.when}, {s.who}: ", True), (s.verb, False)),
            *(words(f"- {c}") for c in s.changes),
            separator=True,
        )
        for s in steps
    ]
    return card(
        f"History of {record}",
        errors([f.words for f in faults]),
        words("The latest change comes first.") if steps else words("No change is known."),
        *rows,
        *(forms.inputs(ON, {}) if dated else ()),
        actions=below,
        as_at=f"As at {as_at}.",
    )


def stood(record: str, day: str, version: int, who: str, pairs: Sequence[tuple[str, str]]) -> Card:
    """A record as it stood at the end of a day."""
    return card(
        f"{record} as it stood on {day}",
        words(f"Version {version}, last changed by {who}."),
        facts(pairs),
        actions=[button("History", "history.more", inputs=False, record=record, version=0)],
    )
