"""The house style: every card has a heading, a twin and room for its seals; nothing is interpreted by accident."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.seal import Sealer
from cards import elements as el
from cards import kit
from cards.forms import Choice, Many, Text, YesNo, inputs
from cards.kit import BUDGET, Card, TooBig, actions, button, card, size
from tests.cards_check import check, interpreted

NOW = datetime(2026, 12, 3, 10, 40, tzinfo=UTC)
TRICKS = [
    "<at>Helen</at>",
    "[a](https://evil.example)",
    "{{DATE(2026-12-01T00:00:00Z)}}",
    "**b** _i_ ~s~ `c`",
    "- list\n1. list\n# head\n> quote\nline\n---",
    "<img src=x onerror=alert(1)>",
    "&lt;at&gt;",
    "\\[a\\](b)",
    "\u202eevil",
    "|a|b|",
]
"""Known ways of making a client read more than was written."""
ANY_TEXT = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(TRICKS),
    st.lists(st.sampled_from([*TRICKS, " ", "a"]), min_size=1, max_size=4).map("".join),
)


def everything(text: str) -> Card:
    """A card with this text in every place that a text can stand in."""
    form = (
        Text("a", text, required=True, hint=text, lines=True),
        Choice("b", text, choices=(("x", text),)),
        Many("c", text, choices=(("x", text),)),
        YesNo("d", text),
    )
    return card(
        text,
        kit.heading(text),
        kit.words(text),
        kit.subtle(text),
        kit.quoted(text),
        kit.lines((text, True), (text, False)),
        kit.facts([(text, text)]),
        kit.status(text, "good"),
        kit.notice(text, "watch"),
        kit.errors([text]),
        kit.table([text], [[text]]),
        kit.group(kit.words(text), None),
        kit.buttons(button(text, "say", say=text)),
        *inputs(form, {"a": text}),
        actions=[button(text, "say")],
    )


@settings(max_examples=2_000)
@given(ANY_TEXT)
def test_no_text_reaches_a_field_that_would_interpret_it(text: str) -> None:
    for how, shown in interpreted(everything(text).content):
        assert "{{" not in shown, how
        if how == "run":
            continue
        assert "<" not in shown, how
        assert "](" not in shown, how
        if how == "markdown":
            assert not _formats(shown), f"{how}: {shown}"


def _formats(text: str) -> bool:
    """Whether a mark of Markdown stands without its backslash."""
    skip = False
    for char in text:
        if skip:
            skip = False
        elif char == "\\":
            skip = True
        elif char in "*_[]`~":
            return True
    return False


@pytest.mark.parametrize("text", [*TRICKS, "Plain words"])
def test_the_tricks_make_a_card_that_breaks_no_rule(text: str) -> None:
    check(everything(text.removesuffix("\n---")))


def test_the_twin_is_the_cards_own_words() -> None:
    made = card(
        "Title",
        kit.words("One (1) sentence"),
        kit.facts([("Due", "3 March 2027"), ("Left", "")]),
        kit.table(["A", "B"], [["1", ""]]),
        el.ColumnSet(columns=[el.Column(items=[kit.words("left")]).plain()]).plain(),
        kit.buttons(button("Go", "say")),
        _chart(kit.words("Three of four rose.")),
        _chart("drop"),
        as_at="As at 3 March 2027",
    )
    assert made.twin == (
        "Title\nOne (1) sentence\nDue: 3 March 2027\nLeft: -\nA | B\n1 | -\nleft\n"
        "Three of four rose.\nAs at 3 March 2027"
    )
    assert card("Title", twin="Said otherwise").twin == "Said otherwise"


def _chart(fallback: Any) -> dict[str, Any]:
    return el.LineChart(title="t", data=[], fallback=fallback).plain()


def test_a_long_card_has_a_shorter_twin_and_an_even_shorter_voice() -> None:
    made = check(card("Long", kit.quoted("word " * 1_500)))
    assert len(made.twin.encode()) <= kit.TWIN
    assert made.twin.endswith("…")
    assert len(made.content["speak"].encode()) <= kit.SPOKEN


def test_a_card_over_the_budget_is_a_bug() -> None:
    with pytest.raises(TooBig, match="'Much' is"):
        card("Much", *(kit.quoted("x" * 7_000) for _ in range(5)))


def test_the_room_kept_for_seals_is_enough() -> None:
    data: dict[str, Any] = {"period": "2026-10", "trust": "QEHKL", "step": "incidents", "version": 12, "sure": False}
    made = card("Buttons", actions=[button(f"Press {n}", "return.save", **data) for n in range(6)])
    kept = size(made.content)
    sealed = Sealer(("k",)).seal(made, scope="00000000-0000-4000-8000-000000000003", group="sqog", now=NOW)
    assert size(sealed.content) - kit.SEAL * 12 <= kept <= BUDGET


def test_four_buttons_stand_at_once_and_the_rest_under_more() -> None:
    made = check(card("Buttons", actions=[button(f"Press {n}", "say") for n in range(6)]))
    assert [a.get("mode") for a in made.content["actions"]] == [None] * 4 + ["secondary"] * 2


def test_a_button_has_a_twin_for_old_clients() -> None:
    made = button("Back", "return.step", style="positive", inputs=False, step="risks")
    assert made["data"] == {"step": "risks"}
    assert made["fallback"] == {
        "type": "Action.Submit",
        "title": "Back",
        "data": {"step": "risks", "verb": "return.step"},
        "associatedInputs": "none",
    }
    assert (made["style"], made["associatedInputs"]) == ("positive", "none")
    plain = button("Save", "return.save")
    assert "associatedInputs" not in plain
    assert "style" not in plain


def test_every_button_is_found_wherever_it_stands_and_what_it_carries_is_not_searched() -> None:
    inner = button("In", "say", more={"type": "Action.Execute"})
    made = card("T", kit.group(kit.buttons(inner)), actions=[button("Out", "say")])
    assert [a["title"] for a in actions(made.content)] == ["In", "In", "Out", "Out"]
    assert list(actions([{"type": "Action.OpenUrl"}, "text", 3])) == []
    assert len(list(actions({"type": "Action.Submit", "data": "token"}))) == 1


def test_colour_never_stands_alone() -> None:
    assert kit.status("On track", "good")["text"] == "✓ On track"
    rows = kit.notice("One\n\nTwo", "attention")["items"]
    assert [row["text"] for row in rows] == ["● One", "● Two"]
    assert kit.errors([]) is None
    assert kit.group(kit.words("x"), style="emphasis", separator=True)["separator"] is True


def test_nothing_typed_is_said_too() -> None:
    assert kit.quoted("\x00")["inlines"][0]["text"] == "(nothing)"
