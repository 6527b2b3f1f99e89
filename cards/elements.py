"""The element classes of a card, on the `adaptivecards` package. The only file that imports it.

Owns: which elements and properties exist. The package accepts and loses unknown properties; ours are refused.
Must not: know house style.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from adaptivecards.adaptivecard import AdaptiveCard  # pyright: ignore[reportMissingTypeStubs] the package has none
from adaptivecards.baseobject import Element as _Element  # pyright: ignore[reportMissingTypeStubs] the package has none
from adaptivecards.baseobject import PropertyType  # pyright: ignore[reportMissingTypeStubs] the package has none

VERSION = "1.5"
"""Highest card version Teams accepts from bots. Source: platform.md 3.1."""

JSON = dict[str, Any]


def _p(kind: Any, key: str | None = None) -> Any:
    return PropertyType(type=kind, key_name=key)


class Strict(_Element):
    """An element that refuses a property it does not have, and a property without a value."""

    separator = _p(bool)
    spacing = _p(str)
    fallback = _p((str, dict))

    def __init__(self, **properties: Any) -> None:
        # The package's own way there, one descriptor for each property, takes three times as long.
        known = _properties(type(self))
        unknown = [name for name in properties if name not in known]
        if unknown:
            raise TypeError(f"{self.element_type} has no property {', '.join(unknown)}")
        self._data: JSON = {}
        for name, value in properties.items():
            key, kind = known[name]
            if not isinstance(value, kind):
                raise TypeError(f"{key} must be of type(s) {kind} (got {value!r})")
            self._data[key] = value
        self._data["type"] = self.element_type

    def plain(self) -> JSON:
        """The element as card JSON."""
        return self._data


@cache
def _properties(owner: type) -> dict[str, tuple[str, Any]]:
    """What an element may have: for each name its key in the JSON and the types its value may be of."""
    named: dict[str, Any] = {name: found for base in reversed(owner.__mro__) for name, found in vars(base).items()}
    ours: dict[str, Any] = {name: found for name, found in named.items() if isinstance(found, PropertyType)}
    return {name: (p.key_name, p.type) for name, p in ours.items()}


class TextBlock(Strict):
    """Text of ours; Teams interprets Markdown in it."""

    element_type = "TextBlock"
    text = _p(str)
    color = _p(str)
    subtle = _p(bool, "isSubtle")
    size = _p(str)
    weight = _p(str)
    style = _p(str)
    wrap = _p(bool)


class RichTextBlock(Strict):
    """Text runs; nothing in them is interpreted, so people's words go here."""

    element_type = "RichTextBlock"
    inlines = _p(list)


class FactSet(Strict):
    """Labels and values."""

    element_type = "FactSet"
    facts = _p(list)


class Container(Strict):
    """A group of elements."""

    element_type = "Container"
    items = _p(list)
    style = _p(str)


class Column(Strict):
    """One column of a `ColumnSet`."""

    element_type = "Column"
    items = _p(list)
    width = _p(str)
    align = _p(str, "verticalContentAlignment")


class ColumnSet(Strict):
    """Elements side by side."""

    element_type = "ColumnSet"
    columns = _p(list)


class ActionSet(Strict):
    """Buttons within the body."""

    element_type = "ActionSet"
    actions = _p(list)


class Table(Strict):
    """Rows and columns with a header row."""

    element_type = "Table"
    columns = _p(list)
    rows = _p(list)
    header = _p(bool, "firstRowAsHeaders")
    lines = _p(bool, "showGridLines")


class Input(Strict):
    """What all inputs share."""

    label = _p(str)
    required = _p(bool, "isRequired")
    error = _p(str, "errorMessage")


class InputText(Input):
    """A line or a box of text."""

    element_type = "Input.Text"
    multiline = _p(bool, "isMultiline")
    longest = _p(int, "maxLength")
    placeholder = _p(str)
    value = _p(str)


class InputNumber(Input):
    """A number. It has no limits: see `cards/forms.py`."""

    element_type = "Input.Number"
    placeholder = _p(str)
    value = _p((int, float))


class InputDate(Input):
    """A date."""

    element_type = "Input.Date"
    low = _p(str, "min")
    value = _p(str)


class InputToggle(Input):
    """Yes or no."""

    element_type = "Input.Toggle"
    title = _p(str)
    value = _p(str)


class InputChoice(Input):
    """One or several of a list."""

    element_type = "Input.ChoiceSet"
    choices = _p(list)
    several = _p(bool, "isMultiSelect")
    style = _p(str)
    value = _p(str)
    wrap = _p(bool)
    placeholder = _p(str)


class Execute(Strict):
    """A button that comes back to us."""

    element_type = "Action.Execute"
    title = _p(str)
    verb = _p(str)
    data = _p(dict)
    style = _p(str)
    mode = _p(str)
    associated = _p(str, "associatedInputs")


class Submit(Strict):
    """The same button for hosts that do not know Action.Execute."""

    element_type = "Action.Submit"
    title = _p(str)
    data = _p(dict)
    associated = _p(str, "associatedInputs")


class OpenUrl(Strict):
    """A link of ours; never one that somebody typed."""

    element_type = "Action.OpenUrl"
    title = _p(str)
    url = _p(str)


class LineChart(Strict):
    """A line chart of Teams; hosts that do not know it show the fallback."""

    element_type = "Chart.Line"
    title = _p(str)
    x = _p(str, "xAxisTitle")
    y = _p(str, "yAxisTitle")
    data = _p(list)
    colors = _p(str, "colorSet")


def card_json(body: list[JSON], actions: list[JSON], *, twin: str, spoken: str, wide: bool) -> JSON:
    """A whole card as JSON, version 1.5. `twin` stands in for it where it cannot be drawn; `spoken` is read aloud."""
    card: Any = AdaptiveCard()
    card.set_data("version", VERSION)
    card.set_data("lang", "en")
    card.body = body
    if actions:
        card.actions = actions
    card.fallback_text = twin
    card.speak = spoken
    data: JSON = card.render()
    if wide:
        data["msteams"] = {"width": "Full"}
    return data
