"""Control charts as pictures."""

import io
import struct
import subprocess
import sys

import pytest
from matplotlib.image import imread

from bot import pictures
from bot.pictures import MARKS, picture
from domain import chart_rules
from tests.charts_made import RISING, STEADY, chart, rebase
from tests.contrast import channels, contrast, deuteranope


@pytest.mark.parametrize(
    "made",
    [
        chart("pph1500", RISING),
        chart("pph1500", [*STEADY[:-3], None, (4, None), (5, 150)], rebases=[rebase("2026-05")]),
        chart("births", [150.0, 151.0] * 12 + [90.0]),
        chart("stillbirth", [(1, 150)] * 14),
        chart("births", [150.0]),
        chart("pph1500", []),
    ],
    ids=["rising", "gap and rebase", "neutral", "rolling", "one value", "nothing"],
)
def test_a_chart_of_any_sort_is_a_png_of_its_size_that_is_not_blank(made):
    data = picture(made).png
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1152, 512)
    assert imread(io.BytesIO(data)).std() > 0.01


def test_a_rebase_before_the_months_shown_leaves_the_old_stretch_out():
    made = chart("pph1500", STEADY, rebases=[rebase("2026-05")])
    assert picture(made, most=3).png != picture(made).png


def test_its_alternative_text_says_it_all():
    made = picture(chart("pph1500", RISING))
    assert made.alt == (
        "PPH of 1500 ml or more: JPUH. Special cause concern (high). Latest, October 2026: 8.0% (12 of 150). "
        "Against the target: hit and miss, the target may be met or missed by chance. "
        "October 2026: above the upper limit. Mean 3.0%, limits 0.7% to 5.3%, from 24 points."
    )


def test_no_kind_of_point_is_told_by_colour_alone():
    assert set(MARKS) == {*chart_rules.TYPES, "queried"}
    shapes = [shape for shape, _, words in MARKS.values() if not words.startswith("special cause,")]
    assert len(set(shapes)) == len(shapes)


def test_the_same_chart_is_the_same_picture():
    assert picture(chart("pph1500", RISING)).png == picture(chart("pph1500", RISING)).png


def test_matplotlib_is_loaded_by_a_picture_and_not_before():
    code = "import bot.pictures, sys; print('matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_queried_figure_has_a_shape_of_its_own_and_is_said():
    made = picture(chart("pph1500", [*STEADY[:-1], (151, 150)]))
    assert "numerator above denominator, queried. Shown, but not used" in made.alt
    assert made.png != picture(chart("pph1500", [*STEADY[:-1], (150, 150)])).png


def test_lines_are_seen_on_paper_and_kinds_of_points_told_apart_without_green_and_in_grey():
    assert [c for c in (pictures.INK, pictures.LINE, pictures.AIM) if contrast(c, "#ffffff") < 4.5] == []
    assert len({pictures.MEAN, pictures.LIMITS, pictures.TARGET}) == 3, "dashes, for print in grey"
    concern, improvement = chart_rules.COLOURS["concern"], chart_rules.COLOURS["improvement"]
    red, _, blue = channels(deuteranope(concern))
    assert red > 2 * blue, "what is orange stays yellow to a reader without green"
    red, _, blue = channels(deuteranope(improvement))
    assert blue > 1.4 * red, "what is blue stays blue"
