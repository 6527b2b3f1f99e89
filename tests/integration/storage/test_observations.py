"""Figures as series, in both databases."""

from domain.series import Figure
from storage import history, observations
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


def test_an_import_stands_over_what_was_there_and_remembers_it(store):
    def work(session):
        session.as_system("test")
        put(session, "NNUH", "2026-10", {"births": (393, None)})
        fresh = [Figure("births", "NNUH", "2026-10", 394, None), Figure("pph1500", "NNUH", "2026-10", 12, 394)]
        source = observations.keep_imported(session, fresh, year=2026)
        kept = history.version(session, source, 1)
        return source, observations.figures(session), kept.body if kept else ""

    source, found, body = store.run_sync(work, group=GROUP)
    assert source == "IMP-26-001"
    assert [(f.measure, f.numerator, f.source) for f in found] == [
        ("births", 394, "IMP-26-001"),
        ("pph1500", 12, "IMP-26-001"),
    ]
    assert '["births","NNUH","2026-10",394,null,[393.0,null,"RET-2026-10-NNUH",1]]' in body
