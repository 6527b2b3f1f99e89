"""What somebody outside the group sees of measures."""

from __future__ import annotations

from cards import published as cards
from domain.catalogue import MEASURES
from domain.published import told
from tests.cards_check import check
from tests.charts_made import chart
from tests.goldens import golden

AT = "23 November 2026, 10:00"


def lines(key, *years, until="2026-10"):
    made = [chart(key, values, trust) for trust, values in zip(("NNUH", "JPUH", "QEHKL"), years, strict=False)]
    parts = [c.series for c in made]
    found = told(MEASURES[key], parts, until)
    by_trust = {c.trust: c for c in made}
    return [cards.Line(line, by_trust.get(line.trust, made[0])) for line in found]


def everything():
    return [
        *lines("pph1500", [(12, 400)] * 24, [(0, 150)] * 11 + [(2, 150)], [(1, 160)] * 7),
        *lines("midwife_fill_night_pct", [95.0] * 12, []),
    ]


def test_small_numbers_are_hidden_and_said_to_be():
    card = golden("published_board", cards.board(everything(), "2026-10", AT))
    assert "PPH of 1500 ml or more: JPUH | fewer than 5 | Common cause, no significant change." not in card.twin
    assert "PPH of 1500 ml or more: JPUH | fewer than 5 | Special cause concern (high)." in card.twin
    assert "QEHKL | not shown, 7 of 12 months" in card.twin
    assert "Counts from 1 to 4 are not shown" in card.twin


def test_one_measure_of_each_trust():
    card = golden("published_show", cards.show(everything()[:4], "2026-10", AT))
    assert "2 of 150" not in card.twin


def test_pages():
    many = everything() * 4
    first, second = cards.board(many, "2026-10", AT), cards.board(many, "2026-10", AT, 1)
    assert "1 to 15 of 24" in check(first).twin
    assert "16 to 24 of 24" in check(second).twin
    assert [a["title"] for card in (first, second) for a in card.content["actions"]] == ["More", "Back"]
