"""What is asked is what is read: `read(ask(x)) == x` for every field, and typed words always come back."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.forms import (
    EMPTY,
    Choice,
    Day,
    Field,
    Many,
    Number,
    Refill,
    Text,
    YesNo,
    bare,
    in_pairs,
    inputs,
    next_revision,
    read,
)
from cards.kit import card
from cards.text import clean
from domain.refusals import Invalid, InvalidForm
from tests.cards_check import check

WORDS = (("no", "No"), ("yes", "Yes"), ("not said", "Not said"))
FORM: tuple[Field, ...] = (
    Text("text", "A line"),
    Text("lines", "Some lines", longest=2_000, lines=True),
    Number("count", "A count"),
    Number("share", "A share (%)", high=150, decimals=True),
    Day("day", "A day", earliest=date(2026, 1, 1)),
    Choice("choice", "One of three", choices=WORDS),
    Many("many", "Some of many", choices=tuple((f"v{n}", f"Value {n}") for n in range(14))),
    Many("few", "Some of few", choices=WORDS[:2]),
    YesNo("tick", "A box"),
)

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80).map(lambda t: clean(t).strip())
VALUES = st.fixed_dictionaries(
    {
        "text": LINE.map(lambda t: t or None),
        "lines": st.lists(LINE, max_size=4).map(lambda ls: "\n".join(ls).strip() or None),
        "count": st.none() | st.integers(0, 1_000_000),
        "share": st.none() | st.decimals(0, 150, places=2).map(float),
        "day": st.none() | st.dates(date(2026, 1, 1), date(2100, 12, 31)),
        "choice": st.sampled_from([None, *(value for value, _ in WORDS)]),
        "many": st.sets(st.sampled_from([f"v{n}" for n in range(14)])),
        "few": st.sets(st.sampled_from(["no", "yes"])),
        "tick": st.booleans(),
    }
)


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a form is filled with them: numbers as they are, dates in ISO, several joined by commas."""
    joined = {k: ",".join(v) if isinstance(v, tuple) else v for k, v in values.items()}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in joined.items()}


def sent(elements: list[dict[str, Any]]) -> dict[str, Any]:
    """What Teams sends of a form that nobody touched: every input, numbers and ticks as text."""
    return {e["id"]: str(e["value"]) if "value" in e else "" for e in elements}


@given(VALUES, st.integers(0, 999))
def test_what_is_asked_is_what_is_read(values: dict[str, Any], revision: int) -> None:
    wanted = values | {
        "many": tuple(f"v{n}" for n in range(14) if f"v{n}" in values["many"]),
        "few": tuple(v for v in ("no", "yes") if v in values["few"]),
    }
    assert read(FORM, sent(inputs(FORM, typed(wanted), revision))) == wanted


@given(st.dictionaries(st.sampled_from([f.key for f in FORM]), st.text(max_size=200) | st.integers() | st.booleans()))
def test_whatever_is_sent_is_read_or_refused_in_words_and_can_be_drawn_again(values: dict[str, Any]) -> None:
    faults: tuple[Invalid, ...] = ()
    try:
        read(FORM, values)
    except InvalidForm as refusal:
        faults = refusal.faults
    refill = Refill.of(values, faults)
    assert all(refill.fault_words)
    check(card("Again", *inputs(FORM, refill.values, refill.revision)))


@pytest.mark.parametrize(
    ("field", "given", "says"),
    [
        (Text("a", "Title", required=True), "  ", "Title: please fill this in."),
        (Text("a", "Title", required=True), "\u202e\u2066", "Title: please fill this in."),
        (Text("a", "Title"), 3, "Title: please type words."),
        (Text("a", "Title", longest=5), "123456", "Title: please keep it under 5 characters; it has 6."),
        (Number("a", "Births", required=True), "", "Births: please fill this in."),
        (Number("a", "Births"), "12x", "Births: please give a number. A number from 0 to 1,000,000."),
        (Number("a", "Births"), True, "Births: please give a number."),
        (Number("a", "Births"), [1], "Births: please give a number."),
        (Number("a", "Births"), float("inf"), "Births: please give a number."),
        (Number("a", "Births"), 1e13, "Births: please give a number."),
        (Number("a", "Births"), "1.5", "Births: please give a whole number."),
        (Number("a", "Births"), "-1", "Births: please give a number from 0 to 1,000,000."),
        (Number("a", "Fill", low=0.5, decimals=True), "0.25", "Fill: please give a number from 0.5 to 1,000,000."),
        (Day("a", "Due", required=True), None, "Due: please fill this in."),
        (Day("a", "Due"), "31 Dec", "Due: please give a real date."),
        (Day("a", "Due"), "2026-02-30", "Due: please give a real date."),
        (Day("a", "Due", earliest=date(2026, 12, 3)), "2026-12-02", "Due: please give a date from 3 December 2026 on."),
        (Day("a", "Due"), "2101-01-01", "Due: that is too far ahead."),
        (Choice("a", "Trust", choices=WORDS), "maybe", "Trust: please choose one of the list."),
        (Choice("a", "Trust", required=True, choices=WORDS), "", "Trust: please fill this in."),
        (Many("a", "Themes", choices=WORDS), "no,maybe", "Themes: please choose from the list."),
        (Many("a", "Themes", required=True, choices=WORDS), "", "Themes: please fill this in."),
        (YesNo("a", "Agreed"), "perhaps", "Agreed: please tick it or leave it."),
    ],
)
def test_a_fault_names_the_field_and_how_to_mend_it(field: Field, given: object, says: str) -> None:
    with pytest.raises(Invalid) as refusal:
        field.read(given)
    assert refusal.value.words.startswith(says)


@pytest.mark.parametrize("said", ["1,234", " 1234 ", "1234.0", "1 234", 1234, 1234.0])
def test_a_number_may_be_written_as_people_do(said: object) -> None:
    assert Number("a", "Births").read(said) == 1234


def test_a_percentage_may_have_its_sign() -> None:
    assert Number("a", "Fill", decimals=True).read("86.2%") == 86.2


def test_all_faults_are_said_together_in_the_order_of_the_form() -> None:
    with pytest.raises(InvalidForm) as refusal:
        read(FORM, {"count": "x", "day": "y"})
    assert refusal.value.words.splitlines()[0].startswith("A count")
    assert [f.field for f in refusal.value.faults] == ["A count", "A day"]


def test_a_form_without_its_keys_did_not_arrive() -> None:
    with pytest.raises(InvalidForm, match="the form did not arrive") as refusal:
        read((*FORM, Text("why", "Why", required=True)), {"version": 3})
    assert refusal.value.faults[0].words == "Why: please fill this in."
    assert read((), {}) == {}
    optional = (Text("reason", "Reason"), Number("count", "A count"))
    assert read(optional, {"version": 3}) == {"reason": None, "count": None}, "blank fields are not sent"


def test_nothing_typed_is_lost_when_it_is_drawn_again() -> None:
    again = inputs(FORM, {"count": "twelve", "text": "x" * 300, "day": "soon", "many": "v1,gone", "choice": "gone"}, 4)
    shown = {e["id"]: e.get("value") for e in again}
    assert shown["count__r4"] == "twelve"
    assert shown["text__r4"] == "x" * 199 + "…"
    assert shown["day__r4"] is None
    assert shown["many__r4"] == "v1"
    assert shown["choice__r4"] is None


def test_each_drawing_has_new_names_so_that_teams_sends_what_it_shows() -> None:
    assert bare({"note__r2": "a", "version": 1}) == {"note": "a", "version": 1}
    assert next_revision({"note": "a"}) == 1
    assert next_revision({"note__r2": "a", "other__r10": "b"}) == 11
    assert next_revision({"note__r999": "a"}) == 0
    refill = Refill.of({"note__r2": "a"}, [Invalid("Note", "please look.")])
    assert (refill.values, refill.revision, refill.fault_words) == ({"note": "a"}, 3, ["Note: please look."])
    assert EMPTY.fault_words == []


def test_an_unfinished_form_says_what_is_required_and_stops_no_press() -> None:
    form = (Text("a", "Title", required=True),)
    assert inputs(form, {})[0]["isRequired"] is True
    loose = inputs(form, {}, unfinished=True)[0]
    assert "isRequired" not in loose
    assert loose["label"] == "Title (required)"


def test_a_label_says_required_and_its_hint() -> None:
    (element,) = inputs((Number("a", "Births", required=True, hint="September: 138"),), {})
    assert element["label"] == "Births (required). September: 138"
    assert element["errorMessage"] == "Births: a number from 0 to 1,000,000."
    assert (
        inputs((Choice("a", "Trust", choices=WORDS),), {})[0]["errorMessage"] == "Trust: please choose one of the list."
    )


def test_a_long_list_can_be_searched_and_a_short_one_is_seen_at_once() -> None:
    styles = {e["id"]: e.get("style") for e in inputs(FORM, {})}
    assert (styles["many"], styles["few"], styles["choice"]) == ("filtered", "expanded", "compact")


def test_a_field_of_no_kind_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        Field("a", "A")  # pyright: ignore[reportAbstractUsage] that is the point


def test_letters_of_any_alphabet_are_kept() -> None:
    said = string.printable.strip() + " ñ é 日本 ا"
    assert Text("a", "A", longest=500).read(said) == clean(said).strip()


def test_numbers_stand_two_to_a_row_with_what_they_are_counted_out_of() -> None:
    form = (
        Number("births", "Births", together="births"), Number("deaths", "Deaths", together="births"),
        Number("pph", "PPH", together="births"), Text("why", "Why"), Number("gaps", "Gaps"),
    )  # fmt: skip
    rows = in_pairs(form, inputs(form, {}))
    stands = [
        [[i["id"] for i in c["items"]] for c in r["columns"]] if r["type"] == "ColumnSet" else r["id"] for r in rows
    ]
    assert stands == [[["births"], ["deaths"]], [["pph"], []], "why", [["gaps"], []]]
    assert [r.get("separator", False) for r in rows] == [True, False, False, True], "a line above each group"
    check(card("A form", *rows))


def test_a_box_has_no_limits_that_a_client_could_put_in_place_of_what_was_typed() -> None:
    births = Number("births", "Births", low=0, high=1_000)
    (box,) = inputs((births,), {"births": "-5"})
    assert box["value"] == -5
    assert not {"min", "max"} & set(box)
    with pytest.raises(InvalidForm) as fault:
        read((births,), {"births": "-5"})
    assert [f.words for f in fault.value.faults] == ["Births: please give a number from 0 to 1,000."]


class Kept(tuple[tuple[str, str], ...]):
    """A list that keeps one value more where it stands already."""

    __slots__ = ()

    def kept(self, value: str) -> tuple[str, str] | None:
        return ("old", "Old (retired)") if value == "old" else None


def test_what_is_offered_no_more_stays_valid_where_it_stands():
    pairs = Kept((("a", "A"), ("b", "B")))
    one, many = Choice("x", "X", choices=pairs), Many("y", "Y", choices=pairs)
    assert [c["value"] for c in one.element("", "x")["choices"]] == ["a", "b"]
    shown = one.element("old", "x")
    assert ([c["title"] for c in shown["choices"]], shown["value"]) == (["A", "B", "Old (retired)"], "old")
    assert (one.read("old"), many.read("old,a")) == ("old", ("a", "old"))
    assert many.element("a,old", "y")["value"] == "a,old"
    assert [c["value"] for c in many.element("a", "y")["choices"]] == ["a", "b"]
    with pytest.raises(Invalid):
        one.read("older")
