import json
import zipfile

import pytest

from tools.package import PackageError, fill, package

MANIFEST = {"id": "${{ TEAMS_APP_ID }}", "icons": {"color": "color.png", "outline": "outline.png"}, "name": "${{NAME}}"}
VALUES = {"TEAMS_APP_ID": "42", "NAME": 'A "quoted" name'}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    for name in ("color.png", "outline.png"):
        (tmp_path / name).write_bytes(b"\x89PNG")
    return tmp_path


def test_the_package_holds_the_filled_manifest_and_both_icons(folder):
    names = package(folder, folder / "out/app.zip", VALUES)
    with zipfile.ZipFile(folder / "out/app.zip") as pack:
        assert tuple(pack.namelist()) == names == ("manifest.json", "color.png", "outline.png")
        assert json.loads(pack.read("manifest.json"))["name"] == 'A "quoted" name'


def test_the_same_input_gives_the_same_bytes(folder):
    package(folder, folder / "a.zip", VALUES)
    package(folder, folder / "b.zip", VALUES)
    assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()


def test_all_missing_values_are_named_at_once():
    with pytest.raises(PackageError, match="NAME, TEAMS_APP_ID"):
        fill(json.dumps(MANIFEST), {"NAME": ""})


def test_a_missing_icon_and_a_broken_manifest_are_said(folder):
    (folder / "outline.png").unlink()
    with pytest.raises(PackageError, match=r"outline\.png"):
        package(folder, folder / "a.zip", VALUES)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(PackageError, match="not a Teams manifest"):
        package(folder, folder / "a.zip", VALUES)
    (folder / "manifest.json").unlink()
    with pytest.raises(PackageError, match="There is no"):
        package(folder, folder / "a.zip", VALUES)
