"""The risk summary by rule: which records make a line, in what words, how many lines fit.

Owns: the rules of the channel's risk summary. Must not: query, invent, round away or leave out what was not received.
Source: product.md "Channel risk summary"; domain guide 1.4 for what needs a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.actions import Action
from domain.calendar import as_long
from domain.escalations import Escalation
from domain.group import Group
from domain.returns import Return
from domain.risks import ALL, Risk, tolerance
from domain.rounds import Grid
from domain.scores import distance
from domain.summaries import Line, Part, Scope, Summary, days_late, more
from domain.trajectory import movement

TOP_RISKS, LATE, DUE, DECISIONS, RECEIVED, CORRECTIONS = 5, 4, 3, 5, 4, 2
"""Lines of each part, so that the whole fits one screen. Source: product.md "Short: 5 rows, 1 screen"."""
FEW, NAMED = 2, 8
"""Up to so many risks over tolerance have a line each; of more, so many ids are named. Source: the same."""


@dataclass(frozen=True, slots=True)
class Some:
    """The first records of a kind and how many there are; `capped`: counting ended there."""

    first: tuple[Action, ...] = ()
    total: int = 0
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The records a risk summary is made of; each list holds only what the scope covers."""

    group: Group
    at: datetime
    """Local to the group."""
    scope: Scope
    grid: Grid | None
    risks: tuple[Risk, ...] = ()
    risk_total: int = 0
    late: Some = Some()
    due: Some = Some()
    due_until: date | None = None
    asked: tuple[Action, ...] = ()
    third: tuple[Action, ...] = ()
    over: tuple[Risk, ...] = ()
    """Over tolerance now and at both of `meetings`."""
    over_partial: bool = False
    """Not every risk was looked at for that."""
    meetings: tuple[date, ...] = ()
    ran_out: tuple[Risk, ...] = ()
    unanswered: tuple[Escalation, ...] = ()
    drafts: tuple[Escalation, ...] = ()
    corrections: tuple[Return, ...] = ()
    public: bool = False
    """For the channel: what somebody typed as the reason of a correction may tell a small number, so it stays out."""

    @property
    def today(self) -> date:
        """The day the summary is made."""
        return self.at.date()


def summary(known: Known) -> Summary:
    """The risk summary of these records."""
    title = "Risk summary"
    if known.scope.trusts:
        title += f" for {', '.join(known.scope.trusts)}"
    parts = (
        Part("What needs a decision", more(tuple(decisions(known)), DECISIONS, "to decide"), "Nothing waits for one."),
        _risks(known),
        Part("Actions late", _some(known.late, known.today, LATE, "late"), "None is late."),
        Part(_due_title(known), _some(known.due, known.today, DUE, "due"), "None is due."),
        Part("Returns", tuple(_returns(known)), "No round has been opened yet."),
        _corrections(known),
    )
    shown = tuple(p for p in parts if p.lines or p.title != "Corrections")
    return Summary(title, known.at, completeness(known.grid), shown)


def completeness(grid: Grid | None) -> str:
    """`2 of 3 trusts received for October 2026`."""
    return "No return was asked for yet" if grid is None else f"{grid.words} for {grid.round.name}"


def whose(trust: str) -> str:
    """A trust's code, or that all share it."""
    return "all trusts" if trust == ALL else trust


def decisions(known: Known) -> Iterator[Line]:
    """Everything that waits for somebody's decision, in the order of the rules."""
    for a in known.asked:
        wish = a.request
        if wish is not None:
            yield Line(f"{_named(a)}: more time asked, until {as_long(wish.to)}; {_slips(a.slips)} so far", (a.id,))
    wished = {a.id for a in known.asked}
    for a in known.third:
        if a.id not in wished:
            yield Line(f"{_named(a)}: {_slips(a.slips)}, now due {as_long(a.due)}", (a.id,))
    yield from _over(known)
    for r in known.ran_out:
        held = r.acceptance
        if held is not None:
            yield Line(f"{r.title} ({whose(r.trust)}): its acceptance ran out on {as_long(held.until)}", (r.id,))
    for e in known.unanswered:
        when = "was" if e.needed_by < known.today else "is"
        yield Line(
            f"{e.title}: the board has not answered; an answer {when} needed by {as_long(e.needed_by)}", (e.id, e.risk)
        )
    for e in known.drafts:
        yield Line(f"{e.title}: a draft for the {e.to} waits for the chair", (e.id, e.risk))


def _over(known: Known) -> Iterator[Line]:
    """Risks over tolerance at two meetings: one by one while they are few, else in one line with their ids."""
    both = " and ".join(as_long(day) for day in known.meetings)
    if len(known.over) <= FEW:
        for r in known.over:
            far = f"{r.score}, over tolerance {tolerance(r, known.group)}"
            yield Line(f"{r.title} ({whose(r.trust)}): {far}, as at the meetings of {both}", (r.id,))
        return
    ids = tuple(r.id for r in known.over[:NAMED])
    rest = len(known.over) - len(ids)
    least = "At least " if known.over_partial else ""
    beyond = f"; {rest} more not named here" if rest else ""
    yield Line(
        f"{least}{len(known.over)} risks are over tolerance, as at the meetings of {both}, the highest first{beyond}",
        ids,
    )


def _slips(count: int) -> str:
    return f"{count} change of date" if count == 1 else f"{count} changes of date"


def _named(action: Action) -> str:
    return f"{action.title} ({whose(action.trust)})"


def _risks(known: Known) -> Part:
    lines = [Line(_risk(r, known), (r.id,)) for r in known.risks]
    return Part("Top risks", more(lines, TOP_RISKS, "on the register", known.risk_total), "No risk is on the register.")


def _risk(risk: Risk, known: Known) -> str:
    band = known.group.band(risk.score).name
    moved = movement(risk, known.today).words(known.today)
    far = distance(risk.score, tolerance(risk, known.group), "tolerance")
    return f"{risk.title} ({whose(risk.trust)}): {band}, {moved}; {far}"


def _some(found: Some, today: date, limit: int, what: str) -> tuple[Line, ...]:
    lines = [Line(f"{_named(a)}: {_when(a.due, today)}", (a.id,)) for a in found.first]
    return more(lines, limit, what, found.total, capped=found.capped)


def _when(due: date, today: date) -> str:
    return f"{days_late(due, today)}, was due {as_long(due)}" if due < today else f"due {as_long(due)}"


def _due_title(known: Known) -> str:
    return f"Actions due by {as_long(known.due_until)}" if known.due_until else "Actions due"


def _returns(known: Known) -> Iterator[Line]:
    grid = known.grid
    if grid is None:
        return
    if grid.outstanding:
        yield Line(f"Not received: {', '.join(grid.outstanding)}")
    received = [line for line in grid.lines if line.received]
    lines = [
        Line(f"{x.trust}: received{' after the due day' if x.late else ''}, {x.assurance}", (x.return_id,))
        for x in received
    ]
    yield from more(lines, RECEIVED, "received")


def _corrections(known: Known) -> Part:
    return Part(
        "Corrections", more(tuple(corrected(known.corrections, public=known.public)), CORRECTIONS, "corrected"), "None."
    )


def corrected(returns: Iterable[Return], *, public: bool) -> Iterator[Line]:
    """Corrected returns, each with its version, and the reason unless all may read it."""
    for ret in returns:
        reason = "" if public else f". Reason: {ret.correction_reason}"
        yield Line(f"{ret.trust}: version {ret.submission}{reason}", (ret.id,))
