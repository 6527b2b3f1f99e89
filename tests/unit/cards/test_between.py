"""The view of rare events: its sentences, its line, its table."""

from __future__ import annotations

import json

from cards import between as view
from cards import measures as cards
from domain import between_words as said
from tests.cards_check import check
from tests.charts_made import chart
from tests.goldens import golden
from tests.unit.domain.test_between import made

PAGE = cards.Page("23 November 2026, 10:00")


def test_flags_are_words_and_letters_in_the_line():
    found = made([1] + [0, 0, 0, 0, 0, 0, 0, 1] * 6 + [0, 1] * 8 + [0] * 70 + [1])
    spoken = said.sentences(found)
    assert "October 2026: longer than the upper limit." in spoken
    assert sum("below the median (shift, more often)" in s for s in spoken) == 1
    drawn = view.line(found, "Births between events")
    assert drawn is not None
    legends = [d["legend"] for d in drawn["data"]]
    assert (legends[0], legends[-2:]) == ("Births between", ["Centre", "Upper limit"])
    assert "H October 2026" in legends
    assert any(name.startswith("L ") for name in legends)
    assert "longer than the upper limit" in json.dumps(drawn["fallback"])


def test_no_line_of_one_stretch_and_no_limits_where_there_are_none():
    assert view.line(made([1, 0, 0, 1]), "x") is None
    drawn = view.line(made([1] * 12), "x")
    assert drawn is not None
    assert [d["legend"] for d in drawn["data"]] == ["Births between"]


def test_the_card_of_a_rare_event_shows_both_views():
    counts = [1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0]
    rolling = chart("stillbirth", [(count, 150) for count in counts])
    card = golden("measures_rare_both", cards.show(rolling, PAGE, gaps=made(counts)))
    assert "Births between events" in card.twin
    assert "Rolling values overlap" in card.twin
    side = check(cards.several([rolling, chart("stillbirth", [(0, 150)] * 14, "NNUH")], PAGE, {"JPUH": made(counts)}))
    assert side.twin.count("since the last one, in") == 1
