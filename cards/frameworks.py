"""Cards of the national frameworks: all of them, one with its trusts side by side, one requirement, its gaps.

Owns: how coverage reads: in the framework's and the group file's order, in words and shapes, never as a ranking.
Must not: hold a form (`cards/framework_forms.py`) or decide who may judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import Choice
from cards.kit import (
    JSON,
    Card,
    button,
    card,
    facts,
    group,
    heading,
    lines,
    notice,
    quoted,
    status,
    subtle,
    table,
    words,
)
from cards.records import TITLE, short
from cards.text import TONES as SHAPES
from domain.calendar import as_long
from domain.coverage import Counts, for_trust, short_key, short_title
from domain.definitions import Framework, Requirement
from domain.evidence import Item
from domain.judgements import NOT_JUDGED, Gap, Judgement, Standing, Standings, editions

PAGE = 8
"""Requirements on one page. Source: ours, so that its table fits a card."""
COLUMNS = 3
"""Trusts beside each other. Source: ours, looked at: three are whole on 320 pixels, four break their words."""
NAMED = 6
"""With so many trusts one cell names each; with more it says how many stand where. Source: ours, a phone's screen."""
WIDTHS = (3, 2, 2, 2)
TONES = {
    Standing.NOT_STARTED: "plain",
    Standing.ON_TRACK: "plain",
    Standing.AT_RISK: "watch",
    Standing.MET: "good",
    Standing.NOT_MET: "attention",
}
GAPS = 20
"""Lines of gaps on one page. Source: ours, within the 28 KB of a card."""
SIGNED = frozenset({"CNST", "SBLCB", "PQOM", "PQSM"})
"""Frameworks whose card offers the sign-off view. Source: domain guide 2.2, SA6 and SA9."""


@dataclass(frozen=True, slots=True)
class View:
    """What the cards of a framework are told besides it."""

    as_at: str
    trusts: tuple[str, ...]
    edition: str
    standings: Standings
    counts: Counts
    judges: tuple[str, ...] = ()
    """Trusts for which this member may set a status."""
    note: str = ""


def overview(rows: Sequence[tuple[Framework, int, int]], trusts: int, as_at: str) -> Card:
    """Every framework: how many statuses were given, and for how many requirements there is evidence."""
    told = [
        lines(
            (f"{f.name}, {f.version}", True),
            (f": statuses given {given} of {len(f.requirements) * trusts}, ", False),
            (f"with evidence {shown} of {len(f.requirements)}; {short(f.status, 60)}", False),
        )
        for f, given, shown in rows
    ]
    chosen = Choice("framework", "Open a framework", choices=tuple((f.key, f.name) for f, _, _ in rows))
    return card(
        "Frameworks",
        *told,
        *forms.inputs((chosen,), {}),
        actions=[button("Open", "framework.choose"), button("Evidence", "say", say="evidence")],
        as_at=f"As at {as_at}. A status is given by a person; evidence is counted from the register and from actions.",
    )


def show(framework: Framework, view: View, *, offset: int = 0) -> Card:
    """One edition of a framework, requirement by requirement, trust beside trust."""
    page = framework.requirements[offset : offset + PAGE]
    present = view.edition == framework.version
    given = sum(1 for r in framework.requirements for t in view.trusts if (r.key, t) in view.standings)
    whole = len(framework.requirements) * len(view.trusts)
    chosen = Choice("requirement", "Open a requirement", choices=tuple((r.key, _label(r)) for r in page))
    return card(
        framework.name,
        notice(view.note, "good") if view.note else None,
        words(f"{view.edition}. {given} of {whole} statuses are given."),
        None if present else notice("This is an earlier edition: its statuses stay as they were.", "plain"),
        notice(framework.gap, "watch") if framework.gap and present else None,
        _grid(page, view),
        *forms.inputs((chosen,), {}),
        actions=_below(framework, view, offset + len(page)),
        as_at=f"As at {view.as_at}. Source: {framework.source}.",
    )


def _label(requirement: Requirement) -> str:
    return f"{short_key(requirement.key)}: {short_title(requirement)}"


def _grid(page: Sequence[Requirement], view: View, what: str = "Requirement") -> JSON:
    if len(view.trusts) <= COLUMNS:
        rows = [[_label(r), *(cell(view, r.key, t) for t in view.trusts)] for r in page]
        return table([what, *view.trusts], rows, WIDTHS[: len(view.trusts) + 1])
    if len(view.trusts) <= NAMED:
        rows = [[_label(r), ". ".join(f"{t} {cell(view, r.key, t)}" for t in view.trusts)] for r in page]
        return table([what, "Each trust"], rows, widths=(2, 3))
    rows = [[_label(r), _tally(view, r.key)] for r in page]
    return table([what, "How many trusts stand where"], rows, widths=(2, 3))


def cell(view: View, requirement: str, trust: str) -> str:
    """`✓ met; evidence: 2`."""
    evidence = for_trust(view.counts, requirement, trust)
    shown = f"evidence: {evidence}" if evidence else "no evidence"
    return f"{said(view.standings.get((requirement, trust)))}; {shown}"


def said(judgement: Judgement | None) -> str:
    """A status as shape and word."""
    if judgement is None:
        return f"{SHAPES['plain'][0]} {NOT_JUDGED}"
    standing = judgement.latest.standing
    return f"{SHAPES[TONES[standing]][0]} {standing.words}"


def _tally(view: View, requirement: str) -> str:
    counted: dict[str, int] = {}
    for trust in view.trusts:
        word = said(view.standings.get((requirement, trust)))
        counted[word] = counted.get(word, 0) + 1
    lacking = sum(1 for t in view.trusts if not for_trust(view.counts, requirement, t))
    return "; ".join((*(f"{word}: {n}" for word, n in counted.items()), f"no evidence: {lacking}"))


def _below(framework: Framework, view: View, onward: int) -> list[JSON]:
    asked = {"framework": framework.key, "trusts": ",".join(view.trusts)}
    made: list[JSON] = [button("Open", "framework.requirement", edition=view.edition)]
    if onward < len(framework.requirements):
        made.append(button("More", "framework.open", edition=view.edition, offset=onward, inputs=False, **asked))
    made.append(button("Gaps", "framework.gaps", edition=view.edition, inputs=False, **asked))
    if framework.key in SIGNED:
        made.append(button("For the ICB", "framework.sign_off", inputs=False))
    others = (e for e in editions(framework) if e != view.edition)
    return [*made, *(button(e, "framework.open", edition=e, offset=0, inputs=False, **asked) for e in others)]


def requirement(
    framework: Framework,
    one: Requirement,
    view: View,
    items: Sequence[Item],
    given: Sequence[str],
    parts: Sequence[Requirement] = (),
) -> Card:
    """One requirement: what it asks, how each trust stands and why, what shows it."""
    present = view.edition == framework.version
    made: list[JSON] = []
    if present and view.judges:
        made.append(button("Set a status", "framework.judge", requirement=one.key))
    made.append(button("Add evidence", "evidence.new", target=one.key))
    made.append(_back(framework, view, ""))
    if one.key in {"CNST:SA6", "CNST:SA9"}:
        made.append(button("For the ICB", "framework.sign_off"))
    about = [("Expected", one.expected), ("Where the LMNS or ICB takes part", one.shared_with)]
    shown: list[JSON] = [_stands(view, one.key, t) for t in view.trusts[:PAGE]]
    return card(
        f"{one.key}",
        notice(view.note, "good") if view.note else None,
        words(one.title),
        subtle(f"{framework.name}, {view.edition}"),
        facts([(k, v) for k, v in about if v]) if any(v for _, v in about) else None,
        heading("How each trust stands"),
        *shown,
        words(f"Name a trust to see one of the other {len(view.trusts) - PAGE}.") if len(view.trusts) > PAGE else None,
        *_parts(view, parts),
        heading("Evidence"),
        *(words(f"- {i.id}: {short(i.title)} ({i.trust}), {i.status.words}, {i.strength.value}") for i in items),
        *(words(f"- {line}") for line in given),
        None if items or given else words("None on the register, none given on actions."),
        actions=made,
        as_at=f"As at {view.as_at}.",
    )


def _stands(view: View, key: str, trust: str) -> JSON:
    judgement = view.standings.get((key, trust))
    evidence = for_trust(view.counts, key, trust)
    shown = f"Evidence: {evidence}." if evidence else "No evidence."
    if judgement is None:
        return group(words(trust), status(NOT_JUDGED, "plain"), subtle(shown), separator=True)
    look = judgement.latest
    before = f" Before: {', '.join(e.standing.words for e in judgement.looks[-4:-1])}." if judgement.looks[1:] else ""
    return group(
        words(trust),
        status(look.standing.words, TONES[look.standing]),
        quoted(look.reason),
        subtle(f"{look.name}, {as_long(look.on)}, under {judgement.edition}. {shown}{before}"),
        separator=True,
    )


def _parts(view: View, parts: Sequence[Requirement]) -> list[JSON]:
    if not parts:
        return []
    return [heading("Its parts"), _grid(parts, view, "Part")]


def gaps(framework: Framework, found: Sequence[Gap], view: View, *, offset: int = 0) -> Card:
    """What stands open, requirement by requirement; trusts in the group file's order."""
    page = found[offset : offset + GAPS]
    onward = offset + len(page)
    trusts = ",".join(view.trusts)
    made: list[JSON] = []
    if onward < len(found):
        asked: dict[str, Any] = {"framework": framework.key, "edition": view.edition, "trusts": trusts}
        made.append(button("More", "framework.gaps", offset=onward, **asked))
    made.append(_back(framework, view, trusts))
    made.append(button("Evidence missing", "evidence.missing", target=framework.key))
    return card(
        f"Gaps: {framework.name}",
        words(f"{view.edition}. Shown: {offset + 1} to {onward} of {len(found)}." if page else "No gap stands open."),
        *(words(f"- {gap.words}") for gap in page),
        actions=made,
        as_at=f"As at {view.as_at}. Open means: not judged, not started, at risk, not met, or well without evidence.",
    )


def _back(framework: Framework, view: View, trusts: str) -> JSON:
    asked: dict[str, Any] = {"framework": framework.key, "edition": view.edition, "trusts": trusts, "offset": 0}
    return button(short(framework.name, TITLE), "framework.open", **asked)
