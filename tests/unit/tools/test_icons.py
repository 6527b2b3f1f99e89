"""The icons of the Teams app are what `tools/icons.py` draws, of the sizes and colours that Teams asks for."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tools import icons

DRAWN = {"color.png": icons.color, "outline.png": icons.outline}


@pytest.mark.parametrize("name", DRAWN)
def test_the_committed_icon_is_the_drawn_one(name):
    assert (icons.FOLDER / name).read_bytes() == DRAWN[name]()


def test_the_colour_icon_is_large_opaque_and_in_the_accent_colour():
    picture = Image.open(BytesIO(icons.color()))
    assert (picture.size, picture.mode) == ((192, 192), "RGBA")
    assert picture.getchannel("A").getextrema() == (255, 255)
    assert picture.getpixel((0, 0)) == (*icons.BLUE, 255)


def test_the_outline_icon_is_small_white_and_transparent_elsewhere():
    picture = Image.open(BytesIO(icons.outline()))
    assert picture.size == (32, 32)
    assert [picture.getchannel(c).getextrema() for c in "RGB"] == [(255, 255)] * 3
    assert picture.getchannel("A").getextrema() == (0, 255)
    assert picture.getpixel((0, 0)) == (255, 255, 255, 0)


def test_the_same_drawing_gives_the_same_bytes_and_a_script_writes_both(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(icons, "FOLDER", tmp_path)
    assert icons.main() == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {n: draw() for n, draw in DRAWN.items()}
    assert "appPackage/outline.png" in capsys.readouterr().out
