"""Figures as series, in both databases."""

from storage import observations
from tests.figures_made import put, year_and_more
from tests.stores import GROUP


def test_figures_come_by_measure_trust_and_month_of_one_group_only(store):
    store.run_sync(lambda s: (s.as_system("test"), year_and_more(s, 3)), group=GROUP)
    store.run_sync(lambda s: (s.as_system("test"), put(s, "NNUH", "2026-10", {"births": (1, None)})), group="other")
    found = store.run_sync(lambda s: observations.figures(s, measures=["births"]), group=GROUP)
    assert [(f.trust, f.period, f.numerator) for f in found] == [
        ("JPUH", "2026-08", 150),
        ("JPUH", "2026-10", 152),
        ("NNUH", "2026-08", 400),
        ("NNUH", "2026-09", 401),
        ("NNUH", "2026-10", 402),
        ("QEHKL", "2026-08", 160),
        ("QEHKL", "2026-09", 161),
        ("QEHKL", "2026-10", 162),
    ]
    late = store.run_sync(
        lambda s: observations.figures(s, trusts=["JPUH"], since="2026-09", until="2026-10"), group=GROUP
    )
    assert {f.period for f in late} == {"2026-10"}
    assert store.run_sync(observations.open_periods, group=GROUP) == ()
