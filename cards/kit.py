"""The house style of cards: one door to every element a card may have.

Owns: `Card`, its text twin, its size budget, and the small vocabulary that cards are written in.
Must not: know a noun. Source of the limits: platform.md 3.1 and 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson

from cards import elements as el
from cards.text import TONES, escape, neutral, undated, within

BUDGET = 28 * 1024
"""Bytes of card JSON that are safe under every published limit."""
SEAL = 240
"""Bytes kept free for each button and for its fallback: a seal takes the place of its data. Source: bot/seal.py."""
TWIN, SPOKEN = 4_000, 600
"""Bytes of the text twin and of what is read aloud. Source: ours, so that neither crowds out the card."""
DOOR = "https://file.invalid/"
"""Stands in the link of a file until the card is sealed for its reader: the seal makes a signed address of it."""
_SEALED = (b'"type":"Action.Execute"', b'"type":"Action.Submit"', b'"url":"' + DOOR.encode())
"""What in a card's JSON will be sealed. Text cannot look like it: quotation marks in it are escaped."""
PRIMARY = 4
"""Buttons shown at once; more go under the overflow."""

ONLY_TEXT = frozenset({"choices", "data", "facts"})
"""Properties in which no element and no action can stand."""
LEAVES = frozenset({"TextBlock", "RichTextBlock", "FactSet", "TextRun"})
"""Elements of ours that hold nothing but text."""

PRESSED = frozenset({"Action.Execute", "Action.Submit"})
"""Actions that carry data back to us."""

JSON = dict[str, Any]


class TooBig(ValueError):
    """A card over the budget: a bug of ours, lists must be paged."""


@dataclass(frozen=True, slots=True)
class Card:
    """An Adaptive Card (`content`, JSON of version 1.5) and its text twin, for notifications and old clients."""

    content: JSON
    twin: str


def card(
    title: str, *body: JSON | None, actions: Sequence[JSON] = (), twin: str = "", as_at: str = "", wide: bool = True
) -> Card:
    """A card with a heading, a body and buttons. `None` elements are left out; the twin is the body's own words."""
    items = [_title(title), *(e for e in body if e is not None)]
    if as_at:
        items.append(subtle(as_at))
    said = within(neutral(twin or "\n".join(line for e in items for line in _spoken(e))), TWIN)
    pressed = list(actions)
    for extra in pressed[PRIMARY:]:
        extra["mode"] = "secondary"
    content = el.card_json(items, pressed, twin=said, spoken=within(said, SPOKEN), wide=wide)
    if size(content) > BUDGET:
        raise TooBig(f"'{title}' is {size(content)} bytes")
    return Card(content, said)


def size(content: JSON) -> int:
    """Bytes of a card as it will leave, with the room that its seals take."""
    raw = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
    return len(raw) + SEAL * sum(raw.count(sign) for sign in _SEALED)


def heading(text: str) -> JSON:
    """A heading within a card."""
    return el.TextBlock(
        text=escape(text), size="Medium", weight="Bolder", wrap=True, style="heading", spacing="Medium"
    ).plain()


def words(text: str) -> JSON:
    """A sentence of ours. What people typed goes through `quoted`, or is escaped here all the same."""
    return el.TextBlock(text=escape(text), wrap=True).plain()


def subtle(text: str) -> JSON:
    """A quieter line: as at, key, hint."""
    return el.TextBlock(text=escape(text), wrap=True, subtle=True, size="Small").plain()


def quoted(text: str) -> JSON:
    """Words somebody typed, shown as typed and never interpreted."""
    shown = undated(text)
    return el.RichTextBlock(inlines=[{"type": "TextRun", "text": shown if shown.strip() else "(nothing)"}]).plain()


def lines(*parts: tuple[str, bool]) -> JSON:
    """Several runs of plain text in one paragraph; True makes a run bold."""
    runs: list[JSON] = [
        {"type": "TextRun", "text": undated(t), **({"weight": "Bolder"} if bold else {})} for t, bold in parts
    ]
    return el.RichTextBlock(inlines=runs).plain()


def facts(pairs: Sequence[tuple[str, str]]) -> JSON:
    """Labels and values; both are escaped."""
    return el.FactSet(facts=[{"title": escape(a), "value": escape(b or "-")} for a, b in pairs]).plain()


def status(word: str, tone: str) -> JSON:
    """A state as a shape and a word."""
    shape, _ = TONES[tone]
    return el.TextBlock(text=f"{shape} {escape(word)}", wrap=True, weight="Bolder").plain()


def notice(text: str, tone: str = "attention") -> JSON:
    """Something to read first, line by line. The box carries the colour; text in it keeps the host's own contrast."""
    shape, style = TONES[tone]
    rows = [el.TextBlock(text=f"{shape} {escape(line)}", wrap=True).plain() for line in text.splitlines() if line]
    return el.Container(items=rows, style=style).plain()


def errors(faults: Sequence[str]) -> JSON | None:
    """The error summary of a form, first on the card; None without faults."""
    if not faults:
        return None
    return notice("\n".join(("Please look at this first:", *faults)), "attention")


MANY = 4
"""Columns from which on a table is in small letters. Source: ours, looked at on 320 pixels."""


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = (), *, small: bool = False
) -> JSON:
    """A table with a header row. Cells are text; `small` (always of `MANY` columns) keeps words whole on a phone."""
    columns = [{"width": w} for w in (widths or [1] * len(header))]
    across = len(rows[0]) if rows else len(header)
    letters: JSON = {"size": "Small"} if small or across >= MANY else {}
    cells = [_row(header, {**letters, "weight": "Bolder"}), *(_row(r, letters) for r in rows)]
    return el.Table(columns=columns, rows=cells, header=True, lines=True).plain()


def group(*items: JSON | None, style: str = "default", separator: bool = False) -> JSON:
    """Elements that belong together."""
    return el.Container(items=[i for i in items if i is not None], style=style, separator=separator).plain()


def button(title: str, verb: str, *, style: str = "", inputs: bool = True, **data: Any) -> JSON:
    """A button that comes back as `verb` with `data`; the bot seals the data before it leaves.

    `inputs=False`: what was typed on the card is neither checked nor sent, for `Back` and the like.
    """
    title = neutral(title)
    more: JSON = {} if inputs else {"associated": "none"}
    spare = el.Submit(title=title, data={**data, "verb": verb}, **more).plain()
    styled: JSON = {"style": style} if style else {}
    return el.Execute(title=title, verb=verb, data=dict(data), fallback=spare, **more, **styled).plain()


def download(title: str, file: str) -> JSON:
    """A link that hands out a file of ours to the reader of the card, for a quarter of an hour."""
    return el.OpenUrl(title=neutral(title), url=DOOR + file).plain()


def buttons(*items: JSON) -> JSON:
    """Buttons within the body, for a row of a list."""
    return el.ActionSet(actions=list(items)).plain()


def actions(content: Any) -> list[JSON]:
    """Every action of a card that carries data, wherever it stands, fallbacks included, in reading order."""
    found: list[JSON] = []
    waiting: list[Any] = [content]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(cast("list[Any]", node))
        elif isinstance(node, dict):
            mine = cast("JSON", node)
            kind = mine.get("type")
            if kind in PRESSED:
                found.append(mine)
            if kind not in LEAVES or "fallback" in mine:
                inner: list[Any] = [v for k, v in mine.items() if k not in ONLY_TEXT and isinstance(v, list | dict)]
                waiting += reversed(inner)
    return found


def _title(text: str) -> JSON:
    return el.TextBlock(text=escape(text), size="Large", weight="Bolder", wrap=True, style="heading").plain()


def _row(cells: Sequence[str], look: JSON) -> JSON:
    made = [
        {"type": "TableCell", "items": [el.TextBlock(text=escape(c or "-"), wrap=True, **look).plain()]} for c in cells
    ]
    return {"type": "TableRow", "cells": made}


def _spoken(node: JSON) -> Iterator[str]:
    """The words of an element, line by line, in reading order."""
    kind = str(node.get("type", ""))
    if kind in _SAY:
        yield from _SAY[kind](node)
    elif kind.startswith("Input."):
        yield node["label"]
    elif kind.startswith("Chart.") and isinstance(node.get("fallback"), dict):
        yield from _spoken(node["fallback"])


def _parts(key: str) -> Callable[[JSON], Iterator[str]]:
    return lambda node: (line for part in node[key] for line in _spoken(part))


def _rows(node: JSON) -> Iterator[str]:
    for row in node["rows"]:
        yield " | ".join(" ".join(_spoken(item)) for cell in row["cells"] for item in cell["items"])


_SAY: dict[str, Callable[[JSON], Iterator[str]]] = {
    "TextBlock": lambda node: iter((_unescaped(node["text"]),)),
    "RichTextBlock": lambda node: iter(("".join(run["text"] for run in node["inlines"]),)),
    "FactSet": lambda node: (f"{_unescaped(f['title'])}: {_unescaped(f['value'])}" for f in node["facts"]),
    "Table": _rows,
    "Container": _parts("items"),
    "Column": _parts("items"),
    "ColumnSet": _parts("columns"),
}
"""How each kind of element is said in the text twin."""
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
