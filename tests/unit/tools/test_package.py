import json
import zipfile

import pytest

from tools import package as tool
from tools.package import PackageError, check, fill, package, values

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


def test_values_come_from_the_environment_then_a_file_then_from_each_other(folder, monkeypatch):
    monkeypatch.setattr(tool, "ROOT", folder)
    (folder / "env").mkdir()
    (folder / "env/.env.production").write_text("# ours\nMICROSOFT_APP_ID=7\nPUBLIC_URL=https://a.example/  # here\n")
    found = values({"PRIVACY_URL": "https://b.example/privacy", "EMPTY": ""}, "production")
    assert found == {
        "MICROSOFT_APP_ID": "7",
        "TEAMS_APP_ID": "7",
        "PUBLIC_URL": "https://a.example",
        "PRIVACY_URL": "https://b.example/privacy",
        "TERMS_URL": "https://a.example/terms",
    }
    assert values({}) == {}
    with pytest.raises(PackageError, match=r"env/\.env\.nowhere"):
        values({}, "nowhere")


def test_a_package_that_teams_would_refuse_is_not_written(folder):
    with pytest.raises(PackageError, match=r"would refuse this package:\n(- .*\n)*.*'manifestVersion' is a required"):
        check(fill(json.dumps(MANIFEST), VALUES), folder)


def test_the_script_writes_ours_and_says_what_is_missing(monkeypatch, capsys):
    for name in ("MICROSOFT_APP_ID", "PUBLIC_URL", "TEAMS_APP_ID", "PRIVACY_URL", "TERMS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert tool.main([]) == 1
    assert "MICROSOFT_APP_ID, PRIVACY_URL, PUBLIC_URL, TEAMS_APP_ID, TERMS_URL" in capsys.readouterr().err
    monkeypatch.setenv("MICROSOFT_APP_ID", "00000000-0000-4000-8000-000000000099")
    monkeypatch.setenv("PUBLIC_URL", "https://oversight.example.org")
    assert tool.main([]) == 0
    assert capsys.readouterr().out == "Wrote out/oversight.zip: manifest.json, color.png, outline.png.\n"
