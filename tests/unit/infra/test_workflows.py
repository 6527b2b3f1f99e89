"""The workflows say make's verbs, pin what they use, and ask for no right beyond reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))


def jobs(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_actions_are_pinned_and_rights_are_few(file):
    made = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert made["permissions"] == {"contents": "read"}
    for job in made["jobs"].values():
        assert job["timeout-minutes"] <= 90
        assert "permissions" not in job
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})", step["uses"])
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_verb_of_make_is_one_of_the_makefile(file):
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    said = {
        v for job in jobs(file).values() for s in job["steps"] for v in re.findall(r"\bmake (\w+)", s.get("run", ""))
    }
    assert said
    assert said <= verbs


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_nothing_of_a_stranger_is_put_into_a_script(file):
    for job in jobs(file).values():
        for step in job["steps"]:
            assert "${{ github" not in step.get("run", "")
            assert "${{ secrets" not in step.get("run", "")


def test_developers_on_other_systems_are_looked_after():
    matrix = jobs(ROOT / ".github/workflows/ci.yml")["developers"]["strategy"]["matrix"]
    assert {o.split("-")[0] for o in matrix["os"]} == {"macos", "windows"}
