"""Cards of an action log that was sent in: what it would bring, whom each owner is, what was kept.

Owns: those cards and the questions about owners. Must not: read a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards import forms
from cards.forms import Choice
from cards.kit import JSON, Card, button, card, errors, facts, heading, words
from domain.action_logs import Log, told

SHOWN = 8
"""Actions and findings of a kind on the card; the rest is counted."""


def dry_run(name: str, log: Log, here: int, asked: Sequence[Choice], file: str, refill: forms.Refill) -> Card:
    """What would be kept. `here`: how many actions of the log were imported before."""
    count = len(log.entries)
    body: list[JSON | None] = [
        errors(refill.fault_words),
        words(f"{name}: {_count(count)} to import." + (f" {_count(here)} here already." if here else "")),
        facts([(label, heading_of) for label, heading_of in log.columns]),
        *_listed("To import", [told(e) for e in log.entries]),
        *_listed("These rows give no action", [f.line for f in log.of("fault")]),
        *_listed("Left out", [f.line for f in log.of("note")]),
        *forms.inputs(asked, refill.values, refill.revision),
    ]
    keep = [button("Import", "import.keep_log", style="positive", file=file)] if count else []
    change = [button("Change columns", "import.log_columns", inputs=False, file=file)] if file else []
    return card("Dry run: nothing is stored yet", *body, actions=[*keep, *change])


def _count(n: int) -> str:
    return "1 action" if n == 1 else f"{n} actions"


def _listed(title: str, lines: Sequence[str]) -> list[JSON]:
    if not lines:
        return []
    rest = len(lines) - SHOWN
    shown = [*lines[:SHOWN], *([f"and {rest} more"] if rest > 0 else [])]
    return [heading(f"{title}: {len(lines)}"), *(words(line) for line in shown)]


def kept(source: str, ids: Sequence[str], owners: Mapping[str, int]) -> Card:
    """After the import."""
    span = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
    return card(
        f"Imported as {source}",
        words(f"{_count(len(ids))} kept: {span}. Nobody was written to; reminders follow the usual rules."),
        facts([(name, _count(n)) for name, n in sorted(owners.items())]),
        words("Say undo within ten minutes to take all of them back."),
        actions=[button("Actions", "say", say="actions")],
    )
