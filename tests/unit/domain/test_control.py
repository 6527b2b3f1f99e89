"""Charts as plain data."""

import subprocess
import sys
from dataclasses import replace

from domain.catalogue import MEASURES
from domain.control import draw
from domain.series import monthly
from tests.charts_made import RISING, STEADY, chart, figures, rebase


def test_a_rise_is_flagged_with_its_icon():
    made = chart("pph1500", RISING)
    assert (made.variation, made.icon, made.assurance) == ("special_cause_concern", "concern_high", "inconsistent")
    assert made.latest is not None
    assert (made.latest.special, made.latest.label) == (True, "Above UCL")
    assert not made.points[0].special
    assert made.now is not None
    assert (made.now.count, made.now.trial) == (24, False)
    assert made.trust == "JPUH"


def test_many_series_come_back_in_their_order_whatever_their_settings():
    fixed = replace(MEASURES["pph1500"], key="fixed", fix_after=12)
    screened = replace(MEASURES["pph1500"], key="screened", screen_outliers=True)
    series = [monthly(m, "JPUH", figures(m.key, RISING)) for m in (screened, fixed, MEASURES["pph1500"])]
    made = draw(series)
    assert [c.measure.key for c in made] == ["screened", "fixed", "pph1500"]
    upper = [c.segments[0].upl for c in made]
    assert len(set(upper)) == 3


def test_a_rebase_makes_two_segments_and_a_foreign_one_none():
    made = chart("pph1500", STEADY, rebases=[rebase("2026-05"), rebase("2026-05", trust="NNUH", number=2)])
    assert [(s.first, s.last, s.count, s.trial) for s in made.segments] == [
        ("2024-11", "2026-04", 18, False),
        ("2026-05", "2026-10", 6, True),
    ]
    assert [r.id for r in made.rebases] == ["REB-26-001"]


def test_one_value_has_no_limits():
    (segment,) = chart("pph1500", [(4, 150)]).segments
    assert (segment.upl, segment.lpl) == (None, None)
    assert round(segment.mean or 0, 3) == 2.667


def test_rolling_values_and_deaths_of_mothers_have_no_limits_and_nothing_has_nothing():
    assert chart("stillbirth", [(0, 150)] * 13).segments == ()
    assert len(chart("stillbirth", [(0, 150)] * 13).points) == 2
    assert chart("maternal_death", [0] * 14).segments == ()
    empty = chart("pph1500", [])
    assert (empty.points, empty.latest, empty.now, empty.variation) == ((), None, None, "")


def test_pandas_is_loaded_by_a_chart_and_not_before():
    code = "import domain.control, domain.measure_words, bot.commands.measures, sys; print('pandas' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_queried_figure_is_shown_and_no_limit_is_made_of_it():
    plain, made = chart("pph1500", [*STEADY[:-1], None]), chart("pph1500", [*STEADY[:-1], (151, 150)])
    assert made.latest is not None
    assert (made.latest.point.numerator, made.latest.point.queried, made.latest.special) == (151, True, False)
    assert made.unsure
    assert made.now is not None
    assert plain.now is not None
    assert (made.now.mean, made.now.lpl, made.now.upl) == (plain.now.mean, plain.now.lpl, plain.now.upl)
    assert not plain.unsure
    assert not chart("pph1500", []).unsure
