"""Tables of small numbers, and an independent solver that tries to work out what is hidden."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.protected import TOTAL, Counts, Published, lines, plain, protect, with_total
from domain.suppression import FEW, HIDDEN
from tests.table_breaker import broken, campaign, random_counts

TRUSTS = ("NNUH", "JPUH", "QEHKL")


def one_row(*cells: int) -> Counts:
    return Counts(("count",), TRUSTS, {("count", t): n for t, n in zip(TRUSTS, cells, strict=True)})


def said(table: Published) -> list[str]:
    return [table.at(("count", t)) for t in (*TRUSTS, TOTAL)]


def test_a_cell_that_the_total_would_tell_takes_the_next_smallest_with_it() -> None:
    assert with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 7}) == {
        "NNUH": "12",
        "JPUH": "<5",
        "QEHKL": "suppressed",
        "total": "21",
    }


def test_two_small_cells_protect_each_other() -> None:
    assert with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 3}) == {"NNUH": "12", "JPUH": "<5", "QEHKL": "<5", "total": "17"}


def test_without_a_second_cell_the_total_is_hidden_too() -> None:
    assert with_total({"NNUH": 0, "JPUH": 2}) == {"NNUH": "0", "JPUH": "<5", "total": "<5"}


def test_five_does_not_cover_one_since_their_sum_would_tell_both() -> None:
    assert said(protect(one_row(12, 1, 5))) == [HIDDEN, FEW, "5", "18"]


def test_two_ones_tell_each_other_by_their_sum_so_a_third_cell_goes() -> None:
    assert said(protect(one_row(12, 1, 1))) == [HIDDEN, FEW, FEW, "14"]


def test_where_few_alone_would_tell_the_total_says_even_less() -> None:
    ones = Counts(("count",), ("a", "b", "c", "d"), {("count", c): 1 for c in "abcd"})
    shown = protect(ones)
    assert [shown.at(("count", c)) for c in "abcd"] == [FEW] * 4
    assert shown.at(("count", TOTAL)) == HIDDEN
    assert broken(ones, shown) == []


def test_nothing_small_means_nothing_hidden() -> None:
    counts = one_row(12, 0, 7)
    assert said(protect(counts)) == said(plain(counts)) == ["12", "0", "7", "19"]
    assert lines(plain(counts), ("count",)) == [["count", "12", "0", "7", "19"], [TOTAL, "12", "0", "7", "19"]]


def test_a_small_cell_of_a_grid_takes_three_others_with_it() -> None:
    counts = Counts(
        ("pph", "triage"), ("A", "B"), {("pph", "A"): 2, ("pph", "B"): 9, ("triage", "A"): 8, ("triage", "B"): 30}
    )
    shown = protect(counts)
    assert {k for k in counts.keys if shown.hidden(k)} == set(product(("pph", "triage"), ("A", "B")))
    assert broken(counts, shown) == []


@pytest.mark.parametrize("seed", range(10))
def test_a_solver_cannot_break_a_table(seed: int) -> None:
    assert campaign(30, seed) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_solver_cannot_break_two_posts_of_a_table_either(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(20):
        first = random_counts(rng)
        before = protect(first)
        cells = {k: max(0, n + rng.choice((0, 0, 0, 0, -1, 1, 2, 6))) for k, n in first.cells.items()}
        second = Counts(first.rows, first.columns, cells)
        after = protect(second, before)
        assert broken(first, before) == []
        assert broken(second, after) == []
        for key in first.keys:
            if not before.hidden(key) and not after.hidden(key):
                assert not 0 < abs(second.at(key) - first.at(key)) < 5, "the difference of two posts tells"
            if before.hidden(key):
                assert after.hidden(key) or second.at(key) == 0


def test_a_second_post_remembers_rows_that_are_empty_now() -> None:
    before = protect(Counts(("pph",), ("A",), {("pph", "A"): 7}))
    after = protect(Counts(("triage",), ("A",), {("triage", "A"): 20}), before)
    assert after.rows == ("triage", "pph")
    assert (after.at(("pph", "A")), after.at(("triage", "A"))) == ("0", "20")
    again = protect(Counts(("triage",), ("A",), {("triage", "A"): 22}), after)
    assert again.at(("triage", "A")) == HIDDEN, "two more in between two posts would be told"


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 40), min_size=1))
def test_what_is_shown_is_true(cells: dict[str, int]) -> None:
    out = with_total(cells)
    assert all(out[name] in {str(count), FEW, HIDDEN} for name, count in cells.items())
    assert all(out[name] != str(count) for name, count in cells.items() if 0 < count < 5)
    assert all(out[name] == "0" for name, count in cells.items() if count == 0)
    assert all(cells[name] < 5 for name in cells if out[name] == FEW)


def test_the_breaker_itself_breaks_a_table_that_is_not_protected() -> None:
    counts = one_row(12, 2, 7)
    words = {**plain(counts).words, "count/JPUH": FEW, f"{TOTAL}/JPUH": FEW}
    assert broken(counts, Published(counts.rows, counts.columns, words)) == [("count", "JPUH"), (TOTAL, "JPUH")]
