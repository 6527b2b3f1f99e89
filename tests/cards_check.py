"""The rules that every card keeps, as a linter. Used by every test that draws a card.

    check(card)                 the house rules and the official schema, with every fault in one message
    faults(card.content)        the same as a list

Microsoft's JavaScript SDK judges the golden files all at once (`tests/integration/bot/test_golden_cards.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import relevance

from cards.kit import BUDGET, Card, size
from cards.text import TONES

JSON = dict[str, Any]

SCHEMA = Path(__file__).parent / "data/adaptive-card-1.5.schema.json"
EXTENSIONS = ("Chart.", "Badge", "ProgressBar", "ProgressRing", "Icon", "CodeBlock", "Rating", "Carousel")
"""Elements that Teams adds to 1.5; each needs a fallback. Source: platform.md 3.1."""
MISPRINTED = {"firstRowAsHeaders": "firstRowAsHeader"}
"""Names that the schema misprints: the documentation, the SDKs and Teams have the plural."""
UNWANTED = ("Image", "ImageSet", "Media", "Action.ShowCard", "Action.ToggleVisibility", "Input.Time")
SHAPES = frozenset(shape for shape, _ in TONES.values())
MOST_BUTTONS = 4
"""Shown at once, in one row. Source: platform.md 3.1."""


def check(card: Card | None) -> Card:
    """The card, when there is one and it breaks no rule."""
    assert card is not None, "there is no card"
    found = faults(card.content)
    if not card.twin.strip():
        found.append("the text twin is empty")
    assert not found, "\n".join(found)
    return card


def faults(content: JSON) -> list[str]:
    """Every broken rule, in words."""
    return [
        *_whole(content),
        *_elements(content),
        *_inputs(content),
        *_buttons(content),
        *_colours(content),
        *_schema(content),
    ]


def nodes(content: Any, *, data: bool = False) -> Iterator[JSON]:
    """Every element, action and card below; what buttons carry is left out unless asked for."""
    if isinstance(content, dict):
        if isinstance(content.get("type"), str):
            yield content
        for key, value in content.items():
            if data or key != "data" or not str(content.get("type", "")).startswith("Action."):
                yield from nodes(value, data=data)
    elif isinstance(content, list):
        for item in content:
            yield from nodes(item, data=data)


def interpreted(content: JSON) -> Iterator[tuple[str, str]]:
    """Every text that a client may read as Markdown, mention or date function: (how, text).

    `markdown` for text that is drawn as Markdown, `plain` where only mentions, links and date functions are a danger,
    `run` where only date functions are.
    """
    yield "plain", content.get("fallbackText", "")
    yield "plain", content.get("speak", "")
    for node in nodes(content):
        kind = node["type"]
        if kind == "TextBlock":
            yield "markdown", node["text"]
        if kind == "FactSet":
            yield from (("markdown", fact[part]) for fact in node["facts"] for part in ("title", "value"))
        if kind == "TextRun":
            yield "run", node["text"]
        if kind.startswith("Input."):
            yield from (
                ("plain", node[part]) for part in ("label", "errorMessage", "placeholder", "title") if part in node
            )
            yield from (("plain", choice["title"]) for choice in node.get("choices", ()))
        if kind.startswith("Action."):
            yield "plain", node["title"]


def _whole(content: JSON) -> Iterator[str]:
    if content.get("type") != "AdaptiveCard" or content.get("version") != "1.5":
        yield f"type {content.get('type')}, version {content.get('version')}: an AdaptiveCard 1.5 is wanted"
    if content.get("lang") != "en":
        yield "the language is not said"
    if not content.get("fallbackText") or not content.get("speak"):
        yield "fallbackText or speak is missing"
    body = content.get("body") or [{}]
    if body[0].get("style") != "heading":
        yield "the card does not begin with its heading"
    if size(content) > BUDGET:
        yield f"{size(content)} bytes with its seals, more than {BUDGET}"


def _elements(content: JSON) -> Iterator[str]:
    for node in nodes(content):
        kind = node["type"]
        if kind in UNWANTED:
            yield f"{kind} is not used here"
        if kind.startswith(EXTENSIONS) and not isinstance(node.get("fallback"), dict):
            yield f"{kind} has no fallback"
        if kind == "TextBlock" and not node.get("wrap"):
            yield f"'{node.get('text')}' does not wrap"
        if kind in {"TextBlock", "TextRun"} and not str(node.get("text", "")).strip():
            yield f"a {kind} without text"
        if kind == "Table":
            yield from _table(node)


def _table(node: JSON) -> Iterator[str]:
    if not node.get("firstRowAsHeaders"):
        yield "a table without a header row"
    widths = {len(row["cells"]) for row in node["rows"]} | {len(node["columns"])}
    if len(widths) != 1:
        yield f"a table whose rows have {sorted(widths)} cells"


def _inputs(content: JSON) -> Iterator[str]:
    found = [node for node in nodes(content) if node["type"].startswith("Input.")]
    names = [node.get("id") for node in found]
    for name in {n for n in names if names.count(n) > 1}:
        yield f"the input id '{name}' is used twice"
    for node in found:
        name, label = node.get("id") or "?", node.get("label") or ""
        if not label:
            yield f"the input '{name}' has no label"
        if node.get("isRequired") and "(required)" not in label:
            yield f"'{label}' is required and does not say so"
        if not node.get("errorMessage"):
            yield f"'{label}' has no error message"
        values = [choice["value"] for choice in node.get("choices", ())]
        if len(set(values)) != len(values) or (node.get("isMultiSelect") and any("," in v for v in values)):
            yield f"'{label}' has values that cannot be told apart"


def _buttons(content: JSON) -> Iterator[str]:
    rows = [content.get("actions", []), *(n["actions"] for n in nodes(content) if n["type"] == "ActionSet")]
    for row in rows:
        if sum(action.get("mode") != "secondary" for action in row) > MOST_BUTTONS:
            yield f"more than {MOST_BUTTONS} buttons at once: {[a['title'] for a in row]}"
    for node in nodes(content):
        if node["type"].startswith("Action.") and not node.get("title"):
            yield f"an {node['type']} without a title"
        if node["type"] == "Action.Execute":
            spare = node["fallback"] if isinstance(node.get("fallback"), dict) else {}
            if not node.get("verb"):
                yield f"'{node.get('title')}' has no verb"
            if spare.get("type") != "Action.Submit" or spare.get("data", {}).get("verb") != node.get("verb"):
                yield f"'{node.get('title')}' has no fallback for clients without Action.Execute"
        if node["type"] == "Action.OpenUrl" and not str(node.get("url", "")).startswith("https://"):
            yield f"'{node.get('title')}' opens something that is not https"


def _colours(content: JSON) -> Iterator[str]:
    """A colour stands beside a shape and a word, so that nobody needs to see it."""
    for node in nodes(content):
        if node["type"] == "TextBlock" and node.get("color", "default") != "default" and not _said(node["text"]):
            yield f"'{node['text']}' says something by colour alone"
        if node["type"] == "Container" and node.get("style", "default") not in {"default", "emphasis"}:
            texts = [n["text"] for n in nodes(node) if n["type"] == "TextBlock"]
            if not any(_said(text) for text in texts):
                yield f"a container says '{node['style']}' by colour alone"


def _said(text: str) -> bool:
    shape, _, word = text.partition(" ")
    return shape in SHAPES and any(ch.isalpha() for ch in word)


@cache
def _official() -> JSON:
    official = json.loads(SCHEMA.read_text(encoding="utf-8"))
    # Published with 1.5 and drawn by Teams and the SDK, but left out of this schema. Source: platform.md 3.2.
    official["definitions"]["ChoiceInputStyle"]["anyOf"][0]["enum"].append("filtered")
    return official


@cache
def _validator() -> jsonschema.Draft6Validator:
    return jsonschema.Draft6Validator(_official())


def _schema(content: JSON) -> Iterator[str]:
    validator, plain = _validator(), _misprinted(without_extensions(content))
    if validator.is_valid(plain):
        return
    bad = [node for node in nodes(plain) if not _alone(validator, node).is_valid(node)]
    for node in bad:
        if not any(inner in bad for inner in nodes(node) if inner is not node):
            told = sorted(_alone(validator, node).iter_errors(node), key=relevance)
            said = "; ".join(f"{'/'.join(map(str, e.absolute_path))} {e.message[:200]}" for e in told)
            yield f"schema: {node['type']}: {said}"
    if not bad:
        yield "schema: an element stands where it must not"


def _alone(validator: jsonschema.Draft6Validator, node: JSON) -> Any:
    """The schema of this one kind of element; a kind that it does not know is never valid."""
    return validator.evolve(schema=_official()["definitions"].get(node["type"], {"not": {}}))


def without_extensions(content: Any) -> Any:
    """The card as a host of plain 1.5 sees it: each extension of Teams gives way to its fallback."""
    if isinstance(content, list):
        return [without_extensions(item) for item in content]
    if not isinstance(content, dict):
        return content
    if str(content.get("type", "")).startswith(EXTENSIONS):
        return without_extensions(content["fallback"]) if isinstance(content.get("fallback"), dict) else content
    return {key: without_extensions(value) for key, value in content.items() if key != "msteams"}


def _misprinted(content: Any) -> Any:
    if isinstance(content, list):
        return [_misprinted(item) for item in content]
    if not isinstance(content, dict):
        return content
    return {MISPRINTED.get(key, key): _misprinted(value) for key, value in content.items()}
