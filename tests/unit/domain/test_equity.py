"""A measure by groups: what is examined, the gap of each to all who are known, and what nobody has looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MEASURES
from domain.equity import (
    DIMENSIONS,
    UNKNOWN,
    Cell,
    Cut,
    Place,
    checked,
    dimensions_of,
    examined_measures,
    gaps,
    places,
    published,
    standing,
    value,
    withdrawn,
)
from domain.protected import TOTAL
from domain.refusals import Invalid, NotAllowed

TODAY = date(2026, 11, 23)
CELLS = (Cell("q1", 12, 200), Cell("q2", 8, 200), Cell("q3", 0, 0), Cell("q5", 4, 200), Cell(UNKNOWN, 1, 30))


def a_cut(record: str = "EQY-26-001", **changes: object) -> Cut:
    made = Cut(record, "pph1500", "JPUH", "deprivation", "2026-10", CELLS)
    return replace(made, **changes)  # pyright: ignore[reportArgumentType] fields of a cut


def test_a_cut_covers_twelve_months_and_counts_those_not_known_apart():
    cut = a_cut()
    assert (cut.first, cut.last) == ("2025-11", "2026-10")
    assert (cut.known.count, cut.known.of) == (24, 600)
    assert (cut.unknown.count, cut.unknown.of) == (1, 30)
    assert replace(cut, cells=CELLS[:-1]).unknown == Cell(UNKNOWN, 0, 0)


def test_each_group_stands_beside_all_who_are_known_in_its_own_order():
    found = gaps(a_cut())
    assert [g.name for g in found] == ["Fifth 1, most deprived", "Fifth 2", "Fifth 3", "Fifth 5, least deprived"]
    assert [None if g.rate is None else round(g.rate, 2) for g in found] == [6.0, 4.0, None, 2.0]
    assert [None if g.difference is None else round(g.difference, 2) for g in found] == [2.0, 0.0, None, -2.0]
    assert [None if g.ratio is None else round(g.ratio, 2) for g in found] == [1.5, 1.0, None, 0.5]


def test_nobody_had_it_so_there_is_no_ratio():
    found = gaps(a_cut(cells=(Cell("q1", 0, 100), Cell("q5", 0, 90))))
    assert [(g.difference, g.ratio) for g in found] == [(0.0, None), (0.0, None)]


def test_what_cannot_be_is_refused():
    assert checked(a_cut(), TODAY).made_on == TODAY
    with pytest.raises(Invalid, match="still to come"):
        checked(a_cut(last="2026-12"), TODAY)
    with pytest.raises(Invalid, match="3 of 2 cannot be"):
        checked(a_cut(cells=(Cell("q1", 3, 2),)), TODAY)
    for cells in ((), (Cell(UNKNOWN, 1, 9),), (Cell("q1", 0, 0),)):
        with pytest.raises(Invalid, match="at least one group"):
            checked(a_cut(cells=cells), TODAY)


def test_it_is_taken_out_once_with_a_reason():
    gone = withdrawn(a_cut(), "wrong year")
    assert gone.withdrawn == "wrong year"
    with pytest.raises(Invalid):
        withdrawn(a_cut(), " ")
    with pytest.raises(NotAllowed):
        withdrawn(gone, "again")


def test_only_rates_whose_dimension_the_catalogue_names_are_looked_at():
    found = examined_measures(MEASURES.values())
    assert "pph1500" in {m.key for m in found}
    assert all(m.is_rate and dimensions_of(m) for m in found)
    assert [d.key for d in dimensions_of(MEASURES["pph1500"])] == list(MEASURES["pph1500"].breakdowns)
    assert all(d.groups[-1][0] == UNKNOWN and d.source for d in DIMENSIONS.values())
    assert value(MEASURES["pph1500"], Cell("q1", 1, 0)) is None


def test_what_nobody_gave_within_a_year_is_not_examined():
    wanted = tuple(places([MEASURES["pph1500"]], ("NNUH", "JPUH")))
    assert Place("pph1500", "NNUH", "ethnicity") in wanted
    here = Place("pph1500", "JPUH", "deprivation")
    old, new = a_cut("EQY-25-001", last="2025-10"), a_cut()
    found = standing([new, old, a_cut("EQY-26-002", trust="QEHKL")], wanted, TODAY)
    assert found[here] == new
    assert [p for p, cut in found.items() if cut is not None] == [here]
    assert standing([old], wanted, TODAY)[here] is None
    assert standing([replace(new, withdrawn="x")], wanted, TODAY)[here] is None


def test_outside_a_small_number_goes_with_what_would_tell_it_and_the_sums_are_taken_as_known():
    shown = published(a_cut())
    assert shown.hidden(("count", "q5"))
    assert not shown.hidden(("count", "q1"))
    assert not any(shown.hidden((row, TOTAL)) for row in ("count", "others", TOTAL))
    newer = published(a_cut(cells=(Cell("q1", 13, 200), *CELLS[1:])), shown)
    assert newer.hidden(("count", "q1")), "one more than was shown before"


def test_outside_nothing_is_shown_where_only_a_hidden_sum_would_help():
    alone = published(a_cut(cells=(Cell("q1", 3, 200), Cell("q2", 0, 300))))
    assert all(alone.hidden((row, column)) for row in ("count", "others", TOTAL) for column in ("q1", "q2", TOTAL))
