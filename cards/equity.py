"""Cards of equity: what is examined and what is not, one cut of a measure, its forms.

Owns: how they read. Must not: rank groups or trusts, or take a number that is held back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Number, Text
from cards.kit import JSON, Card, button, buttons, card, errors, group, heading, notice, quoted, subtle, table, words
from domain.catalogue import MEASURES
from domain.equity import DIMENSIONS, NOT_EXAMINED, UNKNOWN, Cell, Cut, Gap, Place, gaps, value
from domain.measure_words import amount
from domain.protected import TOTAL, Published
from domain.refusals import Invalid
from domain.rhythm import month_name
from domain.suppression import HIDDEN_WORDS
from domain.triangulation import months_in_words

PAGE = 4
"""Measures on one card. Source: product.md "Short: 5 rows, 1 screen"."""
CHANCE = "With small numbers a difference may be chance. It asks for a look at the care behind it, not at the women."
WITHDRAW: tuple[Field, ...] = (Text("why", "Why it is taken out", required=True, longest=200),)


def overview(
    found: Mapping[Place, Cut | None], offset: int, *, checks: tuple[int, int], adds: bool, as_at: str
) -> Card:
    """Every measure that can be cut, by dimension and trust: up to which month, or not examined.

    `checks`: open actions with an equity check, and all of them.
    """
    looked_at = {p.measure for p, cut in found.items() if cut is not None}
    names = sorted(dict.fromkeys(p.measure for p in found), key=lambda name: name not in looked_at)
    page = names[offset : offset + PAGE]
    onward = offset + len(page)
    done = sum(cut is not None for cut in found.values())
    press = [button("More", "equity.show", offset=onward)] if onward < len(names) else []
    press += [button("Add figures", "equity.choose")] if adds else []
    return card(
        "Equity: who is looked at",
        words(f"{done} of {len(found)} are examined within twelve months; {len(found) - done} are {NOT_EXAMINED}."),
        words(f"Of {checks[1]} open actions {checks[0]} have an equity check; {checks[1] - checks[0]} {NOT_EXAMINED}."),
        *(item for name in page for item in _measure(name, found)),
        actions=[*press, button("Measures", "say", say="measures"), button("Themes", "say", say="themes")],
        as_at=f"As at {as_at}.",
    )


def _measure(name: str, found: Mapping[Place, Cut | None]) -> list[JSON]:
    own = {p: cut for p, cut in found.items() if p.measure == name}
    lines = [
        words(f"- By {DIMENSIONS[d].name}: " + "; ".join(_place(p, c) for p, c in own.items() if p.dimension == d))
        for d in dict.fromkeys(p.dimension for p in own)
    ]
    opens = [button(f"Open {c.id}", "equity.open", record=c.id) for c in own.values() if c is not None]
    return [group(words(MEASURES[name].name), *lines, *([buttons(*opens[:4])] if opens else []), separator=True)]


def _place(place: Place, cut: Cut | None) -> str:
    return f"{place.trust} {f'up to {month_name(cut.last)}' if cut else NOT_EXAMINED}"


def show(cut: Cut, *, may: bool, office: bool, note: str = "", as_at: str) -> Card:
    """One cut: each group beside all who are known, how many are not known."""
    measure = MEASURES[cut.measure]
    data: dict[str, Any] = {"record": cut.id, "version": cut.version}
    press = [button("Take it out", "equity.withdraw", **data)] if may and not cut.withdrawn else []
    press += [button("For readers outside", "equity.outside", **data)] if office else []
    return card(
        _title(cut),
        notice(note, "good") if note else None,
        notice(f"Taken out: {cut.withdrawn}", "watch") if cut.withdrawn else None,
        words(f"{months_in_words(cut.first, cut.last)}. All who are known: {_rate(cut, cut.known)}."),
        table(("Group", "Rate", "Beside all who are known"), [_row(cut, g) for g in gaps(cut)], (3, 3, 3)),
        words(_unknown(cut)),
        subtle(CHANCE),
        quoted(cut.note) if cut.note else None,
        actions=[*press, button("All of equity", "equity.show", offset=0)],
        as_at=f"As at {as_at}. {cut.id}, {DIMENSIONS[cut.dimension].source}. {measure.name}: {measure.source}.",
    )


def _title(cut: Cut) -> str:
    return f"{MEASURES[cut.measure].name} by {DIMENSIONS[cut.dimension].name}, {cut.trust}"


def _rate(cut: Cut, cell: Cell) -> str:
    return f"{amount(MEASURES[cut.measure], value(MEASURES[cut.measure], cell))} ({cell.count} of {cell.of})"


def _row(cut: Cut, gap: Gap) -> tuple[str, str, str]:
    if gap.rate is None:
        return gap.name, "nobody in this group", "-"
    return gap.name, _rate(cut, gap.cell), _gap(cut, gap)


def _gap(cut: Cut, gap: Gap) -> str:
    difference, ratio = gap.difference or 0.0, f", {gap.ratio:.1f} times" if gap.ratio is not None else ""
    if abs(difference) < 0.05:
        return "the same"
    size = amount(MEASURES[cut.measure], abs(difference))
    return f"{size} {'higher' if difference > 0 else 'lower'}{ratio}"


def _unknown(cut: Cut) -> str:
    found = cut.unknown
    return f"Not known for {found.of} of {cut.known.of + found.of}, of whom {found.count} are counted."


def outside(cut: Cut, shown: Published, as_at: str) -> Card:
    """The same for the board or the public: rates only, and none that a small count, or one that would tell it, is in.

    No count and no sum stands here: the same twelve months are cut in several ways, and overlap with the next twelve,
    so that what one table hides could be told from the sums of another.
    """
    names = dict(DIMENSIONS[cut.dimension].groups)
    rows = [(names[c.group], _hidden_rate(cut, shown, c)) for c in cut.cells if c.group != UNKNOWN]
    return card(
        _title(cut),
        words(f"{months_in_words(cut.first, cut.last)}. This version may go to the board or be published."),
        table(("Group", "Rate"), rows),
        subtle(
            "Rates only. None is shown that is built on fewer than 5 people, or on a number that would give such a one "
            "away."
        ),
        actions=[button("All of equity", "equity.show", offset=0)],
        as_at=f"As at {as_at}.",
    )


def _hidden_rate(cut: Cut, shown: Published, cell: Cell) -> str:
    """A rate only where each of its parts is shown."""
    if any(shown.hidden((row, cell.group)) for row in ("count", "others", TOTAL)):
        return HIDDEN_WORDS
    return amount(MEASURES[cut.measure], value(MEASURES[cut.measure], cell))


# ---------------------------------------------------------------- forms


def choose_fields(measures: Sequence[str], trusts: Sequence[str], months: Sequence[str]) -> tuple[Field, ...]:
    """Which figures are given."""
    return (
        Choice("measure", "Measure", required=True, choices=tuple((m, MEASURES[m].name) for m in measures)),
        Choice("trust", "Trust", required=True, choices=tuple((t, t) for t in trusts)),
        Choice("dimension", "By", required=True, choices=tuple((d.key, d.name) for d in DIMENSIONS.values())),
        Choice("last", "Twelve months up to", required=True, choices=tuple((m, month_name(m)) for m in months)),
    )


def choose(
    shown: Sequence[Field], typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """The first step: what is cut by what."""
    return card(
        "Add equity figures",
        errors([f.words for f in faults]),
        words("From your own system, as counts of twelve months. What you do not have stays not examined."),
        *forms.inputs(shown, typed, revision),
        actions=[button("Next", "equity.form", style="positive")],
    )


def cell_fields(dimension: str) -> tuple[Field, ...]:
    """Two numbers for each group, and a note."""
    asked: list[Field] = []
    for key, name in DIMENSIONS[dimension].groups:
        asked.append(Number(f"of_{key}", f"{name}: how many", high=100_000))
        asked.append(Number(f"count_{key}", f"{name}: of these, how many are counted", high=100_000))
    return (*asked, Text("note", "What a reader should know", longest=300, lines=True))


def cells_of(dimension: str, given: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The groups of which something was given. Raises `Invalid` when only one of the two numbers was."""
    found: list[Cell] = []
    for key, name in DIMENSIONS[dimension].groups:
        of, count = given[f"of_{key}"], given[f"count_{key}"]
        if of is None and count is None:
            continue
        if of is None or count is None:
            raise Invalid(name, "please give both numbers, or neither; nought is a number.")
        found.append(Cell(key, count, of))
    return tuple(found)


def form(
    carried: Mapping[str, str], typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """The second step: the numbers of each group."""
    measure, data = MEASURES[carried["measure"]], dict[str, Any](carried)
    asked = cell_fields(carried["dimension"])
    return card(
        f"{measure.name} by {DIMENSIONS[carried['dimension']].name}, {carried['trust']}",
        errors([f.words for f in faults]),
        words(f"Twelve months up to {month_name(carried['last'])}. A group that is left blank is not examined."),
        heading("Numbers by group"),
        *forms.in_pairs(asked, forms.inputs(asked, typed, revision)),
        actions=[button("Save", "equity.save", style="positive", **data)],
    )


def withdraw(cut: Cut, typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """Why a cut is taken out."""
    return card(
        f"Take {cut.id} out",
        errors([f.words for f in faults]),
        words(f"{_title(cut)}. It stays in the journal; after that it counts as {NOT_EXAMINED}."),
        *forms.inputs(WITHDRAW, typed, revision),
        actions=[button("Take it out", "equity.take_out", style="positive", record=cut.id, version=cut.version)],
    )
