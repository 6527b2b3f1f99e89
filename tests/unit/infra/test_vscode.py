"""The editor's tasks are verbs of the Makefile, and what it starts is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot import playground

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / ".vscode"


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("task", read("tasks.json")["tasks"], ids=lambda t: t["label"])
def test_a_task_is_a_verb_of_the_makefile(task):
    verbs = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert task["command"].split()[:2] == ["make", task["label"]]
    assert task["label"] in verbs


def test_the_people_it_offers_are_those_of_the_sample_group():
    (who,) = read("tasks.json")["inputs"]
    _, people = playground.sample_group()
    assert set(who["options"]) <= set(playground.cast_list(people))


def test_what_is_started_lies_where_it_is_looked_for():
    for made in read("launch.json")["configurations"]:
        program = made.get("program", "").removeprefix("${workspaceFolder}/")
        assert program in {"", "app.py"}
        assert (ROOT / made.get("env", {}).get("GROUP_FILE", "app.py")).is_file()
