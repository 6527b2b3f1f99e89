"""The toolkit's files: the official schema, and that every place they fill comes from somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "tests/data/m365agents-1.11.schema.json").read_text(encoding="utf-8"))
FILES = {
    "m365agents.yml": "env/.env.example",
    "m365agents.local.yml": "env/.env.local.example",
    "m365agents.playground.yml": "env/.env.playground.example",
}
PLACE = re.compile(r"\$\{\{\s*(\w+)\s*\}\}")


def steps(name):
    made = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return [step for stage in ("provision", "deploy", "publish") for step in made.get(stage, ())]


@pytest.mark.parametrize("name", FILES)
def test_the_official_schema_takes_it(name):
    made = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(made)] == []


@pytest.mark.parametrize(("name", "example"), FILES.items())
def test_what_is_filled_in_stands_in_the_example_or_is_written_by_an_earlier_step(name, example):
    listed = re.findall(r"^(\w+)=", (ROOT / example).read_text(encoding="utf-8"), re.MULTILINE)
    written = {v for step in steps(name) for v in step.get("writeToEnvironmentFile", {}).values()}
    text = (ROOT / name).read_text(encoding="utf-8")
    text += "".join((ROOT / s["with"]["manifestPath"]).read_text() for s in steps(name) if "manifestPath" in s["with"])
    optional = {"PRIVACY_URL", "TERMS_URL"}  # the bot's own pages, which make package fills in
    assert set(PLACE.findall(text)) - set(listed) - written <= (optional if name.endswith("local.yml") else set())


def test_files_that_it_names_are_there():
    for name in FILES:
        for step in steps(name):
            for part in step["with"].get("templates", ()):
                assert (ROOT / part["path"]).is_file()
                assert (ROOT / part["parameters"]).is_file()


def test_no_example_holds_a_secret():
    for example in FILES.values():
        for line in (ROOT / example).read_text(encoding="utf-8").splitlines():
            if line.startswith(("SECRET_", "MICROSOFT_")):
                assert line.endswith("="), line
