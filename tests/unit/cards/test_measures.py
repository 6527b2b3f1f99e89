"""Cards of measures, as files and in their order."""

from dataclasses import replace

from cards import measure_list as lists
from cards import measures as cards
from cards.kit import actions
from domain.catalogue import MEASURES, core
from domain.refusals import Invalid
from tests.cards_check import check
from tests.charts_made import RISING, STEADY, chart, rebase
from tests.goldens import golden
from tests.unit.cards.test_measure_list import everything

PAGE = cards.Page("23 November 2026, 10:00", ("2026-10",))
OFFICE = replace(PAGE, may_rebase=True)


def titles(card):
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_one_measure_says_everything_that_its_chart_shows():
    made = chart("pph1500", RISING, rebases=[rebase("2025-11")])
    card = golden("measures_show", cards.show(made, OFFICE, ["Saved as REB-26-001."]))
    assert "● special cause concern (high)" in card.twin
    assert "October 2026 is provisional" in card.twin
    assert "Latest from RET-2026-10-JPUH" in card.twin
    assert titles(card) == ["Data table", "Explain", "Rebase", "All trusts", "All measures"]


def test_a_rare_event_rolls_and_offers_no_rebase():
    card = golden("measures_rare", cards.show(chart("stillbirth", [(1, 150), *[(0, 150)] * 14]), OFFICE))
    assert "rolling 12 months, no control limits" in card.twin
    assert titles(card) == ["Data table", "Explain", "All trusts", "All measures"]


def test_nothing_received_is_said_and_no_chart_is_drawn():
    card = golden("measures_none", cards.show(chart("pph1500", []), PAGE))
    assert "Latest: not received." in card.twin
    assert titles(card) == ["Explain", "All trusts", "All measures"]


def test_how_to_read_a_chart_is_one_tap_away():
    card = golden("measures_explain", cards.explain(chart("pph1500", RISING), PAGE))
    assert "Special cause concern: something has changed for the worse" in card.twin
    assert "Counted: PPH of 1500 ml or more; out of: births (registrable)." in card.twin
    assert titles(card) == ["Chart"]
    plain = check(cards.explain(chart("maternal_death", [1]), PAGE))
    assert "Target" not in plain.twin


def test_only_the_months_asked_for_are_shown():
    page = replace(PAGE, first="2026-07", last="2026-09")
    card = check(cards.show(chart("pph1500", STEADY), page))
    assert "July 2026 2.7% (4 of 150); August 2026 2.0% (3 of 150); September 2026 3.3% (5 of 150)." in card.twin
    both = check(cards.several([chart("pph1500", STEADY), chart("pph1500", [], "NNUH")], page))
    assert "July 2026 2.7% (4 of 150)" in both.twin
    assert "NNUH: not received. Latest: not received. The months you name: not received." in both.twin


def test_trusts_side_by_side_with_all_of_them_together():
    found = [chart("pph1500", RISING, t) for t in ("NNUH", "JPUH", "QEHKL")] + [chart("pph1500", STEADY[:6], "ALL")]
    card = golden("measures_several", cards.several(found, PAGE))
    assert "not in a ranking" in card.twin
    assert "All trusts together: common cause" in card.twin
    assert "Trial limits: 6 points." in card.twin
    assert titles(card)[-1] == "PPH of 1500 ml or more: ALL"


def test_too_many_trusts_for_charts_keep_their_words():
    found = [chart("incidents_moderate_plus", [float(i % 5) for i in range(36)], f"TRUST{n}") for n in range(9)]
    card = check(cards.several(found, PAGE))
    assert "Chart.Line" not in str(card.content)
    assert "TRUST8: common cause" in card.twin
    assert titles(card)[0] == "incidents moderate plus: TRUST0"


def test_a_rare_measure_side_by_side_without_a_year_yet():
    card = check(cards.several([chart("stillbirth", [(0, 150)]), chart("maternal_death", [0])], PAGE))
    assert "JPUH: not 12 months yet. 12 months in a row are needed" in card.twin


def test_the_data_behind_a_chart_newest_first():
    made = chart("pph1500", [*STEADY[:-2], None, (4, 150), *STEADY[:6]])
    first = golden("measures_data", cards.data(made, PAGE))
    assert titles(first) == ["Chart", "Earlier"]
    assert titles(check(cards.data(made, PAGE, 1))) == ["Chart"]
    assert "Not received" not in cards.data(chart("pph1500", STEADY), PAGE).twin


def test_which_measure_is_asked_back():
    card = golden("measures_which", cards.which(core()))
    assert titles(card) == ["Show", "All measures"]


def test_a_rebase_asks_for_a_month_and_a_named_change():
    made = chart("pph1500", STEADY, rebases=[rebase("2025-11")])
    card = golden(
        "measures_rebase", cards.rebase(made, {"reason": "New pathway"}, [Invalid("Month", "please choose.")], 1)
    )
    assert titles(card) == ["Save", "Back", "Take back November 2025"]
    months = [value for value, _ in cards.rebase_fields(made)[0].choices]
    assert (months[0], months[-1]) == ("2026-10", "2024-12")
    check(cards.rebase(chart("pph1500", STEADY)))


def test_what_is_said_after_a_rebase():
    kept = rebase("2026-05")
    assert "Say undo within ten minutes" in cards.note_of(kept)
    assert cards.note_of(replace(kept, active=False)) == "REB-26-001 was taken back; the chart stands as before."


def test_a_measure_without_a_target_is_not_judged_against_one():
    assert "Against the target" not in cards.show(chart("births", [150.0, 151.0]), PAGE).twin
    assert MEASURES["births"].target is None


def test_a_queried_figure_stands_on_every_card_as_such():
    made = chart("pph1500", [*STEADY[:-1], (151, 150)])
    board = check(lists.board([*everything(), made], PAGE, "3 of 3 trusts received.")).twin
    rows = [line for line in board.splitlines() if " | " in line][1:]
    assert "100.7%, October 2026 (provisional); numerator above denominator, queried; 24 of 24 months" in rows[3]
    assert "not judged, the latest figure is queried" in rows[3], "after the special causes, before the rest"
    assert "1 with a latest figure that is queried" in board
    one = golden("measures_queried", cards.show(made, PAGE)).twin
    assert "not used for the mean, the limits or the rules" in one
    assert "not used for the mean" in check(cards.several([made, chart("pph1500", STEADY, "NNUH")], PAGE)).twin
    assert "queried, not used" in check(cards.data(made, PAGE)).twin
