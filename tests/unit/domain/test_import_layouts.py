"""The layouts are data: every indicator leads to a measure, every heading stands for one thing."""

from collections import Counter

from domain.catalogue import MEASURES
from domain.import_layouts import COLUMNS, INDICATORS, SPANS


def test_every_indicator_is_a_measure_of_the_catalogue():
    assert set(INDICATORS.values()) <= MEASURES.keys()


def test_no_heading_means_two_things():
    counted = Counter(word for words in COLUMNS.values() for word in words)
    assert [word for word, count in counted.items() if count > 1] == []


def test_headings_are_as_cells_are_tidied():
    assert all(word == " ".join(word.lower().split()) for words in COLUMNS.values() for word in words)


def test_what_counts_other_months_is_an_indicator_that_is_read():
    assert SPANS.keys() <= INDICATORS.keys()
    assert all(months == 1 or back >= months - 1 for back, months in SPANS.values()), "no month of the future"
