"""What an import asks before it is kept."""

from dataclasses import replace

from domain.import_checks import fresh, key_of, own_first, replaced, unusual
from domain.rhythm import previous
from domain.series import Figure


def figure(
    period: str = "2026-10",
    top: float | None = 5.0,
    bottom: float | None = 150.0,
    measure: str = "pph1500",
    source: str = "RET-x",
) -> Figure:
    return Figure(measure, "JPUH", period, top, bottom, source)


def stand(*figures):
    return {key_of(f): f for f in figures}


def test_what_stands_here_already_is_not_fresh_and_what_differs_is_said():
    here = stand(figure(), figure("2026-09", 4))
    found = [figure(), figure("2026-09", 6), figure("2026-08", 3)]
    assert [f.period for f in fresh(found, here)] == ["2026-09", "2026-08"]
    assert replaced(found, here) == (
        "PPH of 1500 ml or more, JPUH, September 2026: 4 of 150 of RET-x becomes 6 of 150.",
    )


def test_a_count_without_denominator_and_a_figure_without_count():
    here = stand(figure(top=None, measure="births", bottom=None))
    assert replaced([figure(top=1200, measure="births", bottom=None)], here) == (
        "Births (registrable), JPUH, October 2026: nothing of RET-x becomes 1,200.",
    )


def test_a_return_s_figure_stays_an_import_s_may_be_replaced():
    here = stand(figure(source="RET-2026-10-JPUH"), figure("2026-09", source="IMP-26-001"))
    assert [f.period for f in own_first([figure(), figure("2026-09"), figure("2026-08")], here)] == [
        "2026-09",
        "2026-08",
    ]


def year(measure="pph1500", count=12, top=5.0):
    return [figure(previous("2026-10", back), top + back % 2, measure=measure) for back in range(count, 0, -1)]


def test_a_figure_unlike_a_year_of_others_is_asked_about():
    assert unusual([figure(top=16)], year()) == (
        "PPH of 1500 ml or more, JPUH, October 2026: 16, usual 2 to 9: correct?",
    )
    assert unusual([figure(top=6)], year()) == ()


def test_months_of_the_same_sheet_are_a_history_too():
    assert len(unusual([*year(), figure(top=16)], ())) == 1


def test_less_than_a_year_and_rare_events_are_no_history():
    assert unusual([figure(top=16)], year(count=11)) == ()
    assert unusual([figure(top=16, measure="stillbirth")], year("stillbirth")) == ()


def test_a_level_that_moved_is_one_question():
    moved = [figure(period, 30) for period in ("2026-08", "2026-09", "2026-10")]
    before = [f for f in year(count=15) if f.period < "2026-08"]
    (asked,) = unusual(moved, before)
    assert asked.startswith("PPH of 1500 ml or more, JPUH: 3 months outside the usual range, August 2026 to October")
    assert "; the last 30, usual" in asked


def test_a_queried_month_is_no_part_of_what_is_usual():
    past = [previous("2026-10", back) for back in range(14, 0, -1)]
    usual = [figure(month, 4.0 + n % 2) for n, month in enumerate(past)]
    wild = [replace(f, numerator=900) if n == 3 else f for n, f in enumerate(usual)]
    new = [figure(top=40.0)]
    assert unusual(new, wild) == unusual(new, usual)
    assert "40, usual" in unusual(new, wild)[0]
    assert unusual(new, [replace(f, numerator=900) for f in usual]) == ()
