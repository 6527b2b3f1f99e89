"""`docs/adding.md` is proven: its blocks are written into a copy of the repository, where everything still holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
BLOCK = re.compile(r"^```\w+ (new|append|into)=(\S+)(?: after=(\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "docs/adding.md").read_text(encoding="utf-8"))
NEW = [path for kind, path, _, _ in BLOCKS if kind == "new"]
TESTS = [path for path in NEW if path.startswith("tests/")]
WALKS = [
    "tests/unit/domain/test_catalogue.py",
    "tests/unit/bot/test_parser.py",
    "tests/unit/bot/words/test_choose.py",
    "tests/unit/tools/test_house.py",
    "tests/integration/whole/test_authority.py::test_every_command_and_every_verb_has_a_line",
]
"""Tests that walk over every declared part; they must hold with the new ones among them."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The repository with every block of the page in it."""
    folder = tmp_path_factory.mktemp("adding") / "repository"
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file() and not name.startswith(("docs/pictures", "playground/node_modules")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for kind, path, after, text in BLOCKS:
        file = folder / path
        if kind == "new":
            assert not file.exists(), f"{path} is there already: the example needs another name"
            file.write_text(text, encoding="utf-8")
        elif kind == "append":
            file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
        else:
            before, head, rest = file.read_text(encoding="utf-8").partition(f'\n{after} = """')
            assert head, f"{path} has no {after}"
            file.write_text(f"{before}{head}{text}{rest.lstrip()}", encoding="utf-8")
    return folder


def run(folder, *command):
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, f"{done.stdout}{done.stderr}"


def test_the_page_shows_one_of_each():
    rooms = ("bot/commands/", "cards/", "bot/reminders/", "domain/measures/", "domain/frameworks/", "tests/")
    assert [room for room in rooms if not any(path.startswith(room) for path in NEW)] == []


def test_what_was_added_works_and_disturbs_nothing(copy):
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:cov")
    code, told = run(copy, sys.executable, "-m", "pytest", *options, *TESTS, *WALKS)
    assert code == 0, told
    assert re.search(r"^\d+ passed", told, re.MULTILINE), told


def test_what_was_added_keeps_to_the_style(copy):
    assert run(copy, BIN / "ruff", "check", "--no-cache", *NEW) == (0, "All checks passed!\n")
    code, told = run(copy, BIN / "ruff", "format", "--no-cache", "--check", *NEW)
    assert code == 0, told


def test_what_was_added_keeps_to_the_floors(copy):
    code, told = run(copy, BIN / "lint-imports", "--no-cache")
    assert code == 0, told


def faults(folder):
    """What the house rules say of the modules that the page adds."""
    script = "from pathlib import Path; from tools import house; print(*house.faults(Path()), sep='\\n')"
    told = run(folder, sys.executable, "-c", script)[1].splitlines()
    return [fault for fault in told if fault.startswith(tuple(NEW))]


def test_what_was_added_keeps_to_the_house_and_a_missing_test_is_noticed(copy):
    assert faults(copy) == []
    test = copy / "tests/integration/bot/test_countdown.py"
    away = test.rename(copy / "test_countdown.py.away")
    try:
        assert faults(copy) == [
            "bot/commands/countdown.py: no tests/**/test_countdown.py",
            "cards/countdown.py: no tests/**/test_countdown.py",
        ]
    finally:
        away.rename(test)
