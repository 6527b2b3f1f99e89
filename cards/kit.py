"""The house style of cards: one door to every element a card may have.

Owns: `Card`, its text twin, its size budget, and the small vocabulary that cards are written in.
Must not: know a noun. Source of the limits: platform.md 3.1 and 3.3.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cards import elements as el
from cards.text import TONES, clean, escape

BUDGET = 28 * 1024
"""Bytes of card JSON that are safe under every published limit."""
PRIMARY = 4
"""Buttons shown at once; more go under the overflow."""

JSON = dict[str, Any]


class TooBig(ValueError):
    """A card over the budget: a bug of ours, lists must be paged."""


@dataclass(frozen=True, slots=True)
class Card:
    """An Adaptive Card (`content`, card JSON 1.5) and its text twin for notifications, old clients and screen readers."""

    content: JSON
    twin: str


def card(
    title: str, *body: JSON | None, actions: Sequence[JSON] = (), twin: str = "", as_at: str = "", wide: bool = True
) -> Card:
    """A card with a heading, a body and buttons. `None` elements are left out; the twin is the body's own words."""
    items = [_title(title), *(e for e in body if e is not None)]
    if as_at:
        items.append(subtle(as_at))
    said = twin or "\n".join(line for e in items for line in _spoken(e))
    buttons = list(actions)
    for extra in buttons[PRIMARY:]:
        extra["mode"] = "secondary"
    content = el.card_json(items, buttons, said, wide=wide)
    size = len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    if size > BUDGET:
        raise TooBig(f"'{title}' is {size} bytes")
    return Card(content, said)


def heading(text: str) -> JSON:
    """A heading within a card."""
    return el.TextBlock(text=escape(text), weight="Bolder", wrap=True, style="heading", spacing="Medium").plain()


def words(text: str) -> JSON:
    """A sentence of ours. What people typed goes through `quoted`, or is escaped here all the same."""
    return el.TextBlock(text=escape(text), wrap=True).plain()


def subtle(text: str) -> JSON:
    """A quieter line: as at, key, hint."""
    return el.TextBlock(text=escape(text), wrap=True, subtle=True, size="Small").plain()


def quoted(text: str) -> JSON:
    """Words somebody typed, shown as typed and never interpreted."""
    return el.RichTextBlock(inlines=[{"type": "TextRun", "text": clean(text) or "(nothing)"}]).plain()


def lines(*parts: tuple[str, bool]) -> JSON:
    """Several runs of plain text in one paragraph; True makes a run bold."""
    runs: list[JSON] = [{"type": "TextRun", "text": clean(t), **({"weight": "Bolder"} if bold else {})} for t, bold in parts]
    return el.RichTextBlock(inlines=runs).plain()


def facts(pairs: Sequence[tuple[str, str]]) -> JSON:
    """Labels and values; both are escaped."""
    return el.FactSet(facts=[{"title": escape(a), "value": escape(b) or "-"} for a, b in pairs]).plain()


def status(word: str, tone: str) -> JSON:
    """A state as shape, word and colour together."""
    shape, colour = TONES[tone]
    return el.TextBlock(text=f"{shape} {escape(word)}", wrap=True, weight="Bolder", color=colour).plain()


def notice(text: str, tone: str = "attention") -> JSON:
    """Something to read first, line by line."""
    shape, colour = TONES[tone]
    styles = {"good": "good", "watch": "warning", "attention": "attention", "done": "accent", "plain": "default"}
    rows = [
        el.TextBlock(text=f"{shape} {escape(line)}", wrap=True, color=colour).plain() for line in text.splitlines() if line
    ]
    return el.Container(items=rows, style=styles[tone]).plain()


def errors(faults: Sequence[str]) -> JSON | None:
    """The error summary of a form, first on the card; None without faults."""
    if not faults:
        return None
    return notice("\n".join(("Please look at this first:", *faults)), "attention")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> JSON:
    """A table with a header row. Cells are text."""
    columns = [{"width": w} for w in (widths or [1] * len(header))]
    cells = [_row(header, bold=True), *(_row(r, bold=False) for r in rows)]
    return el.Table(columns=columns, rows=cells, header=True, lines=True).plain()


def group(*items: JSON | None, style: str = "default", separator: bool = False) -> JSON:
    """Elements that belong together."""
    return el.Container(items=[i for i in items if i is not None], style=style, separator=separator).plain()


def button(title: str, verb: str, *, style: str = "", inputs: bool = True, **data: Any) -> JSON:
    """A button that comes back as `verb` with `data`; the bot seals the data before it leaves.

    `inputs=False`: what was typed on the card is neither checked nor sent, for `Back` and the like.
    """
    more: JSON = {} if inputs else {"associated": "none"}
    spare = el.Submit(title=title, data={**data, "verb": verb}, **more).plain()
    styled: JSON = {"style": style} if style else {}
    return el.Execute(title=title, verb=verb, data=dict(data), fallback=spare, **more, **styled).plain()


def buttons(*items: JSON) -> JSON:
    """Buttons within the body, for a row of a list."""
    return el.ActionSet(actions=list(items)).plain()


def actions(content: Any) -> Iterator[JSON]:
    """Every action of a card that carries data, wherever it stands, fallbacks included."""
    if isinstance(content, dict):
        node: JSON = content  # pyright: ignore[reportUnknownVariableType] raw card JSON
        if str(node.get("type", "")) in {"Action.Execute", "Action.Submit"}:
            yield node
        for key, value in node.items():
            if key != "data" or not isinstance(value, dict):
                yield from actions(value)
    elif isinstance(content, list):
        for item in content:  # pyright: ignore[reportUnknownVariableType] raw card JSON
            yield from actions(item)


def _title(text: str) -> JSON:
    return el.TextBlock(text=escape(text), size="Large", weight="Bolder", wrap=True, style="heading").plain()


def _row(cells: Sequence[str], *, bold: bool) -> JSON:
    weight: JSON = {"weight": "Bolder"} if bold else {}
    made = [
        {"type": "TableCell", "items": [el.TextBlock(text=escape(c) or "-", wrap=True, **weight).plain()]} for c in cells
    ]
    return {"type": "TableRow", "cells": made}


def _spoken(node: Any) -> Iterator[str]:
    kind = node.get("type", "")
    if kind == "TextBlock":
        yield _unescaped(node["text"])
    elif kind == "RichTextBlock":
        yield "".join(run["text"] for run in node["inlines"])
    elif kind == "FactSet":
        for fact in node["facts"]:
            yield f"{_unescaped(fact['title'])}: {_unescaped(fact['value'])}"
    elif kind == "Table":
        for row in node["rows"]:
            yield " | ".join(" ".join(_spoken(i)) for cell in row["cells"] for i in cell["items"])
    elif kind in {"Container", "Column"}:
        for item in node["items"]:
            yield from _spoken(item)
    elif kind == "ColumnSet":
        for column in node["columns"]:
            yield from _spoken(column)
    elif kind.startswith("Input."):
        yield node["label"]
    elif kind.startswith("Chart.") and isinstance(node.get("fallback"), dict):
        yield from _spoken(node["fallback"])


def _unescaped(text: str) -> str:
    out: list[str] = []
    skip = False
    for ch in text:
        if ch == "\\" and not skip:
            skip = True
            continue
        out.append(ch)
        skip = False
    return "".join(out)
