"""What lies between rare events, as a picture."""

import io

from matplotlib.image import imread

from bot.between_pictures import picture
from tests.unit.domain.test_between import made


def test_stretches_with_and_without_limits_are_a_png_that_is_not_blank():
    flagged = made([1] + [0, 0, 0, 0, 0, 0, 0, 1] * 6 + [0, 1] * 8 + [0] * 70 + [1])
    for found in (flagged, made([1, 0, 0] * 4), made([1] * 12)):
        assert imread(io.BytesIO(picture(found))).std() > 0.01
    assert picture(flagged) == picture(flagged)


def test_one_stretch_is_no_line():
    assert picture(made([1, 0, 0, 1])) == b""
