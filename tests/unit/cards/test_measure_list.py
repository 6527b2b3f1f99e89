"""The list of measures: its order, its parts, what can be opened from it."""

from dataclasses import replace

import pytest

from cards import measure_list as lists
from cards.forms import read
from cards.kit import actions
from cards.measures import Page
from domain.catalogue import core
from domain.refusals import InvalidForm
from tests.cards_check import check
from tests.charts_made import RISING, STEADY, chart
from tests.goldens import golden

PAGE = Page("23 November 2026, 10:00", ("2026-10",), measures=core()[:3], trusts=("NNUH", "JPUH", "QEHKL"))


def titles(card):
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def everything():
    """A chart of each sort, in an order that is none."""
    return [
        chart("births", [150.0, 151.0] * 12),
        chart("births", [150.0, 151.0] * 11 + [150.0, 190.0], "NNUH"),
        chart("bf_first", [(80, 150), (81, 150)] * 12),
        chart("satod", []),
        chart("stillbirth", [(0, 150)] * 3),
        chart("stillbirth", [(1, 150)] * 13, "NNUH"),
        chart("one_to_one", [(149, 150), (150, 150)] * 11 + [(149, 150), (160, 160)], "QEHKL"),
        chart("triage15", [(120, 150), (121, 150)] * 11 + [(120, 150), (149, 150)]),
        chart("pph1500", RISING),
        chart("pph1500", [*STEADY[:-2], None, (4, 150)], "NNUH"),
    ]


def test_special_causes_come_first_and_what_was_not_received_last():
    card = golden("measures_board", lists.board(everything(), PAGE, "2 of 3 trusts received for October 2026."))
    rows = [line.split(" | ")[0] for line in card.twin.splitlines() if " | " in line][1:]
    assert rows[0] == "PPH of 1500 ml or more: JPUH"
    assert rows[1:4] == [
        "Seen within 15 minutes in triage: JPUH",
        "Births (registrable): NNUH",
        "Breast milk at first feed: JPUH",
    ]
    assert rows[-1] == "Smoking at time of delivery: JPUH"
    assert (
        "1 special cause concern, 1 special cause improvement, 1 special cause that is neither, 4 common cause, "
        "2 without control limits, 1 not received." in card.twin
    )


def test_trusts_are_never_ordered_by_who_does_better():
    worse, better = (
        chart("pph1500", [(9, 150), (8, 150)] * 6, "NNUH"),
        chart("pph1500", [(3, 150), (4, 150)] * 6, "JPUH"),
    )
    assert [c.trust for c in lists.ordered([worse, better])] == ["NNUH", "JPUH"]


def test_a_long_list_turns_its_pages():
    many = [chart(m.key, []) for m in core()]
    first = check(lists.board(many, PAGE, ""))
    assert titles(first) == ["Show", "Special causes only", "More"]
    second = check(lists.board(many, PAGE, "", lists.Look(1)))
    assert titles(second)[-1] == "Back"
    assert f"16 to {len(many)} of {len(many)}" in second.twin


def test_the_full_set_of_a_group_fits_on_its_cards():
    many = [chart("pph1500", STEADY, trust) for trust in ("NNUH", "JPUH", "QEHKL")] * 8
    check(lists.board(many, PAGE, "3 of 3 trusts received for October 2026."))


def test_special_causes_alone_or_one_trust_alone_and_back_again():
    some = lists.Look(trusts=("JPUH",), special=True)
    card = golden("measures_special", lists.board([c for c in everything() if c.trust == "JPUH"], PAGE, "", some))
    assert card.twin.startswith("Measures: special causes")
    assert "1 to 2 of 2, special causes first, JPUH only." in card.twin
    assert "2 common cause" in card.twin, "the tally stays the whole"
    assert titles(card)[:3] == ["Show", "All causes", "All trusts"]
    none = check(lists.board([chart("births", [150.0, 151.0] * 12)], PAGE, "", lists.Look(special=True)))
    assert "None, special causes first." in none.twin
    assert titles(none) == ["Show", "All causes"]


def test_the_next_page_stays_with_its_trust_and_causes():
    many = [chart("pph1500", RISING, "JPUH")] * 31
    card = lists.board(many, PAGE, "", lists.Look(1, ("JPUH",), special=True))
    turns = {a["title"]: a["data"] for a in actions(card.content) if a["title"] in {"More", "Back"}}
    kept = {"trusts": ["JPUH"], "special": True}
    assert {k: {n: v[n] for n in kept} for k, v in turns.items()} == {"More": kept, "Back": kept}
    assert (turns["More"]["number"], turns["Back"]["number"]) == (2, 0)


def test_a_chart_is_opened_by_measure_and_trust():
    fields = lists.finder(PAGE)
    assert read(fields, {"measure": core()[0].key}) == {"measure": core()[0].key, "trust": None}
    with pytest.raises(InvalidForm):
        read(fields, {"measure": "weather"})
    assert titles(lists.board([chart("pph1500", RISING)], replace(PAGE, trusts=()), ""))[0] == "Show"
