"""What changed since a moment: new, up, down, closed, slipped, corrected, not received. Text from records only.

Owns: the rules of `what changed`. Must not: query. Source: product.md "Since-last-meeting difference".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.actions import Action
from domain.calendar import as_long
from domain.returns import Return
from domain.risks import Risk
from domain.rounds import Grid
from domain.summaries import Line, Part, Scope, Summary, more
from domain.summary_rules import completeness, corrected, whose
from domain.trajectory import score_at

EACH = 5
"""Lines of each part. Source: product.md "Short: 5 rows, 1 screen"."""


@dataclass(frozen=True, slots=True)
class Since:
    """The records that may have changed; each list holds only what the scope covers."""

    at: datetime
    """Now, local to the group."""
    moment: datetime
    """Since when, local to the group."""
    scope: Scope
    grid: Grid | None
    moved: tuple[Risk, ...] = ()
    closed: tuple[Risk, ...] = ()
    actions: tuple[Action, ...] = ()
    """Those that were touched since the moment."""
    partial: bool = False
    """Not every touched action was looked at."""
    corrections: tuple[Return, ...] = ()
    public: bool = False
    """For readers outside: reasons that somebody typed may tell a small number, so they stay out."""


def what_changed(since: Since) -> Summary:
    """The differences, part by part."""
    new, up, down = _risks(since)
    done = [a for a in since.actions if a.closed_at is not None and a.closed_at > since.moment]
    made = [a for a in since.actions if a.created_at is not None and a.created_at > since.moment]
    again = tuple(corrected(since.corrections, public=since.public))
    parts = (
        Part("New risks", more(new, EACH, "new"), "None."),
        Part("Risks up", more(up, EACH, "up"), "None."),
        Part("Risks down", more(down, EACH, "down"), "None."),
        Part("Risks closed", more([_closed(r, since) for r in since.closed], EACH, "closed"), "None."),
        Part("New actions", more([_made(a) for a in made], EACH, "new"), "None."),
        Part(
            "Actions closed",
            more([Line(f"{_named(a)}: {a.status.words}", (a.id,)) for a in done], EACH, "closed"),
            "None.",
        ),
        Part("Dates that slipped", more(tuple(_slipped(since)), EACH, "slipped"), "None."),
        Part("Returns corrected", more(again, EACH, "corrected"), "None."),
        Part("Not received", _missing(since.grid), ""),
    )
    full = [p for p in parts if p.lines]
    quiet = [p.title.lower() for p in parts if not p.lines]
    if quiet:
        full.append(Part("Nothing to say", (Line(", ".join(quiet).capitalize()),), ""))
    if since.partial:
        full.append(Part("Not looked at", (Line("More actions were touched than fit here; say actions for all"),), ""))
    title = f"What changed since {as_long(since.moment.date())}"
    if since.scope.trusts:
        title += f" for {', '.join(since.scope.trusts)}"
    return Summary(title, since.at, completeness(since.grid), tuple(full))


def _risks(since: Since) -> tuple[list[Line], list[Line], list[Line]]:
    new: list[Line] = []
    up: list[Line] = []
    down: list[Line] = []
    for risk in since.moved:
        before = score_at(risk, since.moment)
        name = f"{risk.title} ({whose(risk.trust)})"
        if risk.created_at is not None and risk.created_at > since.moment:
            new.append(Line(f"{name}: {risk.score}", (risk.id,)))
        elif before is not None and before != risk.score:
            (up if risk.score > before else down).append(Line(f"{name}: {before} to {risk.score}", (risk.id,)))
    return new, up, down


def _closed(risk: Risk, since: Since) -> Line:
    why = "closed" if since.public else risk.closed_reason
    return Line(f"{risk.title} ({whose(risk.trust)}): {why}", (risk.id,))


def _made(action: Action) -> Line:
    return Line(f"{_named(action)}: due {as_long(action.due)}", (action.id,))


def _slipped(since: Since) -> Iterator[Line]:
    for a in since.actions:
        late = [s for s in a.changes if s.at > since.moment]
        if late:
            yield Line(
                f"{_named(a)}: {as_long(late[0].was)} to {as_long(a.due)}, first promised {as_long(a.original_due)}",
                (a.id,),
            )


def _named(action: Action) -> str:
    return f"{action.title} ({whose(action.trust)})"


def _missing(grid: Grid | None) -> tuple[Line, ...]:
    if grid is None:
        return (Line("No return was asked for yet"),)
    return (Line(f"{grid.round.name}: {', '.join(grid.outstanding) or 'nothing is missing'}"),)
