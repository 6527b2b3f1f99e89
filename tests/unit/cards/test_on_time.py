from datetime import date

from cards.on_time import ages, show
from domain.ages import Ageing, Point, days_of
from domain.on_time import Month, Record
from tests.cards_check import check, nodes
from tests.goldens import golden
from tests.scene import titles

WHEN = "23 November 2026, 10:00"


def a_year(trust: str) -> tuple[Month, ...]:
    return tuple(Month(trust, f"2026-{n:02}", 4, n % 5) for n in range(1, 11))


def test_each_trust_has_words_a_chart_and_a_table_behind_it():
    found = [
        Record("NNUH", a_year("NNUH"), 4, 20.0),
        Record("JPUH", ()),
        Record("ALL", (Month("ALL", "2026-10", 2, 1),)),
    ]
    card = golden("on_time", show(found, WHEN))
    assert "No action was due in these months." in card.twin
    assert "All trusts together" in card.twin
    assert [n["type"] for n in nodes(card.content)].count("Chart.Line") == 1
    assert titles(card) == ["Age of open actions", "Open actions"]


def test_many_trusts_fit_in_words():
    found = [Record(f"T{n:02}", a_year(f"T{n:02}"), 4, 20.0) for n in range(45)]
    card = check(show(found, WHEN))
    assert [n["type"] for n in nodes(card.content)].count("Chart.Line") == 0
    assert "And 5 more trusts" in card.twin or "And 5 more trusts" in str(card.content)


def test_a_small_group_has_a_chart_for_each():
    found = [Record(f"T{n}", a_year(f"T{n}"), 4, 20.0) for n in range(4)]
    card = check(show(found, WHEN))
    assert [n["type"] for n in nodes(card.content)].count("Chart.Line") == 4


def old(trust: str) -> Ageing:
    return Ageing(trust, tuple(Point(day, 4, 20.5 + n) for n, day in enumerate(days_of(date(2026, 11, 23), 12))))


def test_the_age_has_words_a_chart_and_a_table_behind_it():
    found = [old("NNUH"), Ageing("JPUH", ()), Ageing("ALL", (Point(date(2026, 11, 23), 1, 3),))]
    card = golden("on_time_ages", ages(found, WHEN))
    assert "No action was open at the end of these months." in card.twin
    assert [n["type"] for n in nodes(card.content)].count("Chart.Line") == 1
    assert titles(card) == ["On time", "Open actions"]


def test_the_age_of_four_trusts_and_of_many_fits():
    four = check(ages([old(f"T{n}") for n in range(4)], WHEN))
    assert [n["type"] for n in nodes(four.content)].count("Chart.Line") == 4
    many = check(ages([old(f"T{n:02}") for n in range(45)], WHEN))
    assert [n["type"] for n in nodes(many.content)].count("Chart.Line") == 0
    assert "And 5 more trusts" in str(many.content)
