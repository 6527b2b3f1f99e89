"""The linter finds each fault it is there for, and nothing on a good card."""

from __future__ import annotations

from typing import Any

import pytest

from cards.forms import Text, inputs
from cards.kit import Card, button, card, facts, group, notice, status, table, words
from tests.cards_check import check, faults, without_extensions


def a_card() -> dict[str, Any]:
    made = card(
        "Title",
        words("Words"),
        status("On track", "good"),
        notice("Look", "watch"),
        table(["A", "B"], [["1", "2"]]),
        *inputs((Text("note", "Note", required=True),), {}),
        actions=[button("Save", "note.save")],
    )
    return check(made).content


def broken(path: str, value: Any) -> list[str]:
    """The faults of a good card with one thing changed; `path` like `body/1/text`. None takes the thing away."""
    made = a_card()
    *way, last = path.split("/")
    node: Any = made
    for step in way:
        node = node[int(step)] if step.isdigit() else node[step]
    if value is None:
        del node[last]
    elif isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value
    return faults(made)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("version", "1.6", "an AdaptiveCard 1.5 is wanted"),
        ("lang", "fr", "the language is not said"),
        ("speak", "", "fallbackText or speak is missing"),
        ("body/0/style", "default", "does not begin with its heading"),
        ("body/1/text", "x" * 30_000, "bytes with its seals"),
        ("body/1/wrap", False, "does not wrap"),
        ("body/1/text", " ", "a TextBlock without text"),
        ("body/1/color", "good", "says something by colour alone"),
        ("body/2", {"type": "TextBlock", "text": "✓", "wrap": True, "color": "good"}, "by colour alone"),
        ("body/3/items/0/text", "Look", "by colour alone"),
        ("body/4/firstRowAsHeaders", False, "a table without a header row"),
        ("body/4/columns", [{"width": 1}], "a table whose rows have [1, 2] cells"),
        ("body/5/label", "", "has no label"),
        ("body/5/label", "Note", "is required and does not say so"),
        ("body/5/errorMessage", None, "has no error message"),
        ("actions/0/title", "", "without a title"),
        ("actions/0/verb", "", "has no verb"),
        ("actions/0/fallback", "drop", "no fallback for clients without Action.Execute"),
        ("actions/0", {"type": "Action.OpenUrl", "title": "Go", "url": "http://x"}, "is not https"),
        ("body/1", {"type": "Image", "url": "https://x"}, "Image is not used here"),
        ("body/1", {"type": "Badge", "text": "New"}, "Badge has no fallback"),
        ("body/1", {"type": "Nonsense"}, "schema: Nonsense"),
        ("body/1/size", "huge", "schema: TextBlock: size"),
        ("body/1", {"type": "Action.Submit", "title": "x"}, "schema:"),
    ],
)
def test_each_fault_is_found(path: str, value: Any, said: str) -> None:
    found = broken(path, value)
    assert any(said in fault for fault in found), found


def test_ids_and_values_must_be_told_apart() -> None:
    made = a_card()
    made["body"].append(dict(made["body"][5]))
    assert "the input id 'note' is used twice" in faults(made)
    choices = [{"title": "A", "value": "a,b"}, {"title": "B", "value": "b"}]
    made["body"][6] = {"type": "Input.ChoiceSet", "id": "c", "label": "C", "errorMessage": "C", "choices": choices}
    assert faults(made) == []
    made["body"][6]["isMultiSelect"] = True
    assert "'C' has values that cannot be told apart" in faults(made)


def test_five_buttons_in_a_row_are_too_many() -> None:
    made = a_card()
    made["actions"] = [button(f"B{n}", "say") for n in range(5)]
    assert any("more than 4 buttons at once" in fault for fault in faults(made))


def test_an_extension_counts_as_its_fallback() -> None:
    chart = {"type": "Chart.Line", "data": [], "fallback": facts([("May", "1")])}
    assert without_extensions([chart])[0]["type"] == "FactSet"
    made = a_card()
    made["body"].append(chart)
    assert faults(made) == []
    made["body"][-1] = group(words("fine"), style="emphasis")
    assert faults(made) == []


def test_a_card_without_words_or_no_card_at_all_is_no_answer() -> None:
    with pytest.raises(AssertionError, match="the text twin is empty"):
        check(Card(a_card(), " "))
    with pytest.raises(AssertionError, match="there is no card"):
        check(None)
