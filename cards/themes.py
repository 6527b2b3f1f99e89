"""Cards of themes: the grid with its patterns, one theme, and what the channel sees.

Owns: how they read. Must not: decide what is a pattern, or take a number that is held back. Buttons that not everybody
may press are drawn only when the caller says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.kit import JSON, Card, button, buttons, card, group, heading, subtle, table, words
from cards.room import fitting
from cards.text import within
from domain.learning_events import COVERAGE, Covered
from domain.protected import TOTAL, Published
from domain.rhythm import month_name
from domain.suppression import FEW, FEW_WORDS, HIDDEN, HIDDEN_WORDS
from domain.theme_notes import SHARED, ThemeNote
from domain.triangulation import Disagreement, Entry, Pattern, Quiet, Row, months_in_words, name_of

PATTERNS, LINES = 3, 3
"""Patterns with their buttons, and lines of a list, on one card. Source: ours, within the 28 KB of a card."""
GRID, WHOLE, PUBLIC, SAID = 2_500, 15_000, 15_000, 9_000
"""Bytes for the grid on the card of all themes, alone, in the channel, and for what was said of one theme."""
LINE = 240
"""Bytes of one line that names many trusts or ids. Source: ours."""
ACROSS = 5
"""Up to so many trusts stand side by side in a table. Source: ours, what a phone shows."""
RESTS_ON = 8
"""Ids shown with a finding; how many more there are is said. Source: ours."""
AT_ONCE = 4
"""Buttons beside one pattern; all of them are on the theme's own card. Source: ours, what a phone shows."""
WHO = {SHARED: "All trusts"}


@dataclass(frozen=True, slots=True)
class Overview:
    """What the card of all themes is told."""

    first: str
    last: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    patterns: Sequence[Pattern]
    shared: Mapping[str, Sequence[str]]
    """By theme the ids of shared risks about it."""
    single: Mapping[str, Sequence[tuple[str, str]]]
    """By theme the ids and trusts of other risks about it, the highest score first."""
    learned: Mapping[str, Sequence[str]]
    """By theme the ids of what was shared about it and of events that were held."""
    disagreements: Sequence[Disagreement]
    covered: Sequence[Covered]
    quiet: Sequence[Quiet]
    received: Mapping[str, tuple[int, int]]
    """By month: returns received and asked for."""
    rule: str
    """What a pattern is, in words."""
    office: bool
    as_at: str
    today: date
    offset: int = 0
    chairs: bool = False


def overview(told: Overview) -> Card:
    """Patterns first, each with its records and what can be done; then the grid, coverage, quiet trusts."""
    page = told.patterns[told.offset : told.offset + PATTERNS]
    onward = told.offset + len(page)
    data: dict[str, Any] = {"period": f"{told.first}/{told.last}"}
    more = [button("More patterns", "theme.list", offset=onward, **data)] if onward < len(told.patterns) else []
    return card(
        f"Themes, {months_in_words(told.first, told.last)}",
        words(_received(told.received)),
        heading("Patterns"),
        subtle(told.rule),
        *(item for p in page for item in _pattern(p, told)),
        None if page else words("No theme meets the rule in these months."),
        heading("Theme by trust and source"),
        *_grid(told),
        *_lines("Measures quiet, voices not", [f"{d.words} {rests_on(d.ids)}" for d in told.disagreements]),
        *_coverage(told),
        *_lines("Quiet", [q.words for q in told.quiet]),
        actions=[
            *more,
            *([button("Report to the board", "say", say="report")] if told.chairs else []),
            button("Add theme entry", "theme.add", **data),
            button("All themes", "theme.table", offset=0, **data),
            button("Incident meeting", "meeting.show"),
            button("Learning", "learning.list", offset=0),
            button("Learning events", "event.list", offset=0, theme=""),
            button("Equity", "equity.show", offset=0),
        ],
        as_at=f"As at {told.as_at}.",
    )


def _received(received: Mapping[str, tuple[int, int]]) -> str:
    if not received:
        return "No return was asked for in these months; only what came in otherwise is counted."
    said = "; ".join(f"{month_name(m)}: {n} of {of} trusts received" for m, (n, of) in received.items())
    return f"{said}. What was not received is missing here, not nought."


def _pattern(p: Pattern, told: Overview) -> list[JSON]:
    held, single = told.shared.get(p.theme, ()), told.single.get(p.theme, ())
    period = f"{told.first}/{told.last}"
    press = [button("Look closer", "theme.open", theme=p.theme, period=period)]
    if told.chairs and (held or single):
        record = held[0] if held else single[0][0]
        press.append(button(f"Take {record} to the board", "risk.escalate", record=record))
    if not held:
        press.append(button("Propose shared risk", "theme.risk", theme=p.theme, period=period))
    press += _further(p.theme, told)
    shared = told.learned.get(p.theme, ())
    learned = f"Learned so far: {', '.join(shared)}." if shared else "Nothing was shared or learned about it yet."
    said = (words(within(p.words, LINE)), words(rests_on(p.ids)), words(learned), words(_register(held, single)))
    return [group(*said, buttons(*press[:AT_ONCE]), separator=True)]


def _further(theme: str, told: Overview) -> list[JSON]:
    """A deep dive, planned or proposed; a request to the others; for the office a learning event."""
    dive = button("Deep dive", "dive.new", theme=theme) if told.office else _propose(theme)
    ask = button("Ask the others", "learning.ask", theme=theme)
    return [dive, ask, *([button("Plan learning event", "event.new", theme=theme)] if told.office else [])]


def _propose(theme: str) -> JSON:
    return button("Propose deep dive", "dive.propose", theme=theme)


def _register(held: Sequence[str], single: Sequence[tuple[str, str]]) -> str:
    """Which risks are about it."""
    if held:
        return f"On the register for all trusts: {', '.join(held)}."
    own = "; ".join(f"{record} of {trust}" for record, trust in single)
    return f"No shared risk is on the register yet.{f' There is {own}.' if own else ''}"


def rests_on(ids: Sequence[str]) -> str:
    """`Rests on RET-2026-10-JPUH, THM-26-001` as a sentence."""
    if not ids:
        return "Rests on concerns, of which only the number is shown."
    rest = len(ids) - RESTS_ON
    return f"Rests on {', '.join(ids[:RESTS_ON])}{f' and {rest} more' if rest > 0 else ''}."


def _grid(told: Overview) -> list[JSON]:
    if not told.rows:
        return [words("Nothing was tagged with a theme in these months.")]
    made, shown = _rows(told.rows, told.columns, GRID)
    rest = len(told.rows) - shown
    below = f" {rest} more {'theme' if rest == 1 else 'themes'} under All themes." if rest else ""
    return [*made, subtle(f"A theme ticked in a return counts once a month.{below}")]


def _rows(rows: Sequence[Row], columns: Sequence[str], room: int) -> tuple[list[JSON], int]:
    """As many rows as there is room for. Where it came up stands in one column: in one for each trust, words broke."""
    cells = [[name_of(r.theme), _where(r, columns)] for r in rows]
    _, count = fitting(([table((), [row])] for row in cells), room)
    return [table(("Theme", "Where, from what, how often"), cells[:count], (2, 3))], count


def _where(row: Row, columns: Sequence[str]) -> str:
    said = "; ".join(f"{WHO.get(c, c)} {row.words(c)}" for c in columns if row.count(c))
    return within(said, LINE)


def _lines(title: str, lines: Sequence[str]) -> list[JSON]:
    rest = [words(f"and {len(lines) - LINES} more")] if len(lines) > LINES else []
    return [heading(title), *(words(f"- {within(line, LINE)}") for line in lines[:LINES]), *rest] if lines else []


def _coverage(told: Overview) -> list[JSON]:
    gaps = sum(c.gap for c in told.covered)
    if not told.covered:
        return [heading("Learning events"), words(f"{COVERAGE.words} None has been mentioned so often.")]
    lines = [f"{'Gap' if c.gap else 'Covered'}: {c.words(told.today)} {rests_on(c.ids)}" for c in told.covered]
    title, *listed = _lines("Learning events", lines)
    return [title, subtle(f"{COVERAGE.words} {gaps} of {len(lines)} have none in that time."), *listed]


def whole(told: Overview) -> Card:
    """The grid alone, page by page."""
    rows = told.rows[told.offset :]
    made, shown = _rows(rows, told.columns, WHOLE) if rows else ([], 0)
    onward = told.offset + shown
    data: dict[str, Any] = {"period": f"{told.first}/{told.last}"}
    more = [button("More", "theme.table", offset=onward, **data)] if onward < len(told.rows) else []
    return card(
        f"All themes, {months_in_words(told.first, told.last)}",
        words(_received(told.received)),
        *(made or [words("Nothing was tagged with a theme in these months.")]),
        subtle("A theme ticked in a return counts once a month, whatever the number of incidents."),
        actions=[
            *more,
            button("Themes", "theme.list", offset=0, **data),
            button("The list of themes", "taxonomy.list", offset=0),
        ],
        as_at=f"As at {told.as_at}.",
    )


def one(
    theme: str,
    entries: Sequence[Entry],
    notes: Mapping[str, ThemeNote],
    answers: Sequence[str],
    covered: Covered | None,
    told: Overview,
) -> Card:
    """One theme: what was said where and when, what is done about it, its learning event.

    `notes`: entries by hand whose words this reader may see, by id.
    """
    period = f"{told.first}/{told.last}"
    lines, shown = fitting((_mention(e, notes.get(e.record)) for e in entries), SAID)
    rest = len(entries) - shown
    press = [button("Add theme entry", "theme.add", theme=theme, period=period)]
    press += _further(theme, told)
    press.append(button("Learning on this theme", "learning.list", theme=theme, offset=0))
    press.append(button("Learning events", "event.list", theme=theme, offset=0))
    return card(
        f"{name_of(theme)}, {months_in_words(told.first, told.last)}",
        words(_received(told.received)),
        heading("What was said"),
        *(lines or [words("Nothing in these months.")]),
        words(f"and {rest} more") if rest > 0 else None,
        heading("What is done about it"),
        *(
            [words(f"- {line}") for line in answers]
            or [words("No risk, action, learning or learning event names it yet.")]
        ),
        words(covered.words(told.today)) if covered else None,
        actions=[*press, button("Themes", "theme.list", offset=0, period=period)],
        as_at=f"As at {told.as_at}.",
    )


def _mention(e: Entry, note: ThemeNote | None) -> list[JSON]:
    times = f", {e.count} times" if e.count > 1 else ""
    said = f"{month_name(e.month)}, {WHO.get(e.trust, e.trust)}: {e.source.words}{times}"
    level = f", {note.level}" if note and note.level else ""
    made = [words(f"- {said}{level}{f' ({e.record})' if e.record else ''}")]
    if note and (note.text or note.about):
        about = f"About {note.about}. " if note.about else ""
        made.append(subtle(within(f"{about}{note.text}", LINE)))
    return made


def public(table_: Published, patterns: Sequence[str], first: str, last: str, shown_on: str) -> Card:
    """A whole quarter for the channel: small numbers and what would give them away are not shown.

    `shown_on`: the day on which it was shown first; it stays as it was then.
    """
    together = (
        [["All themes", *(_public(table_.at((TOTAL, c))) for c in (*table_.columns, TOTAL))]] if table_.rows else []
    )
    cells = [[name_of(r), *(_public(table_.at((r, c))) for c in (*table_.columns, TOTAL))] for r in table_.rows]
    made, shown = _public_rows([*together, *cells], table_.columns)
    rest = len(cells) + len(together) - shown
    return card(
        f"Themes, {months_in_words(first, last)}",
        words(f"Seen in more than one trust: {'; '.join(name_of(p) for p in patterns)}.")
        if patterns
        else words("No theme was seen in more than one trust."),
        *(made or [words("Nothing was tagged with a theme in these months.")]),
        words(f"and {rest} more themes") if rest else None,
        subtle(
            "How often a theme was mentioned. Numbers from 1 to 4 are not shown, nor others that would give them away. "
            "Whole quarters only, each as it was shown first. Say themes to me privately for what came in since."
        ),
        as_at=f"As at {shown_on}.",
    )


def _public_rows(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> tuple[list[JSON], int]:
    """As many rows as there is room for, the trusts in one column: in one for each, words broke on a phone."""
    names = [WHO.get(c, c) for c in columns]
    said = [(row[0], _public_line(row[1:], names)) for row in rows]
    if len(columns) > ACROSS:
        return fitting(([words(f"- {name}: {line}")] for name, line in said), PUBLIC)
    _, count = fitting(([table((), [row])] for row in said), PUBLIC)
    return ([table(("Theme", "Where, how often"), said[:count], (2, 3))], count) if rows else ([], 0)


def _public_line(cells: Sequence[str], names: Sequence[str]) -> str:
    """Trusts that have a number, that the others have nought, and all of them together."""
    *own, whole = cells
    said = [f"{name} {cell}" for name, cell in zip(names, own, strict=True) if cell != "0"]
    rest = ["elsewhere 0"] if 0 < len(said) < len(names) else []
    return "; ".join((*said, *rest, f"together {whole}")) if said else "none"


def _public(text: str) -> str:
    return {FEW: FEW_WORDS, HIDDEN: HIDDEN_WORDS}.get(text, text)


def none_public() -> Card:
    """The channel asked before any quarter was complete."""
    return card(
        "Themes",
        words("No whole quarter has been collected yet. Say themes to me privately for what there is."),
    )
