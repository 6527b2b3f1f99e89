"""An element has the properties it has and no others."""

from __future__ import annotations

from typing import Any

import pytest

from cards import elements as el


def test_an_unknown_property_is_refused() -> None:
    with pytest.raises(TypeError, match="TextBlock has no property colour, plain"):
        el.TextBlock(text="x", colour="good", plain=True)


def test_a_wrong_type_is_refused() -> None:
    with pytest.raises(TypeError):
        el.TextBlock(text=3)


@pytest.mark.parametrize(
    ("made", "json"),
    [
        (el.TextBlock(text="x", subtle=True), {"type": "TextBlock", "text": "x", "isSubtle": True}),
        (el.RichTextBlock(inlines=[]), {"type": "RichTextBlock", "inlines": []}),
        (el.ColumnSet(columns=[el.Column(items=[], width="auto").plain()]),
         {"type": "ColumnSet", "columns": [{"type": "Column", "items": [], "width": "auto"}]}),
        (el.InputText(id="a", label="A", multiline=True, longest=5),
         {"type": "Input.Text", "id": "a", "label": "A", "isMultiline": True, "maxLength": 5}),
        (el.InputNumber(id="n", value=1),
         {"type": "Input.Number", "id": "n", "value": 1}),
        (el.InputDate(id="d", low="2026-01-01"), {"type": "Input.Date", "id": "d", "min": "2026-01-01"}),
        (el.OpenUrl(title="Guide", url="https://example.org"),
         {"type": "Action.OpenUrl", "title": "Guide", "url": "https://example.org"}),
        (el.LineChart(title="t", x="m", y="n", data=[]),
         {"type": "Chart.Line", "title": "t", "xAxisTitle": "m", "yAxisTitle": "n", "data": []}),
    ],
)  # fmt: skip
def test_our_names_become_those_of_adaptive_cards(made: Any, json: dict[str, Any]) -> None:
    assert made.plain() == json


def test_a_card_says_its_version_its_language_and_its_twin() -> None:
    made = el.card_json([el.TextBlock(text="Hi").plain()], [], twin="Hi there", spoken="Hi", wide=False)
    assert made["version"] == "1.5"
    assert made["lang"] == "en"
    assert (made["fallbackText"], made["speak"]) == ("Hi there", "Hi")
    assert "actions" not in made
    assert "msteams" not in made
    assert el.card_json([], [{"type": "Action.Submit"}], twin="x", spoken="x", wide=True)["msteams"] == {
        "width": "Full"
    }
