"""A group file out and in again: nothing is lost on the way, whatever stands in it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.group import read_group
from domain.group_files import written

FOLDER = Path(__file__).parents[3] / "playground"


@pytest.mark.parametrize("name", ["group.toml", "other-lmns.toml"])
def test_a_shipped_file_says_the_same_after_a_round_trip(name):
    config = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    group, people = read_group(config)
    again = tomllib.loads(written(config, people))
    assert read_group(again) == (group, people)
    assert list(again)[:3] == ["group", "trusts", "people"]


def test_who_has_left_is_not_in_it_and_a_person_without_a_trust_has_none():
    config = tomllib.loads((FOLDER / "group.toml").read_text(encoding="utf-8"))
    _, people = read_group(config)
    gone = replace(people[3], active=False)
    told = tomllib.loads(written(config, (*people[:3], gone)))["people"]
    assert [p["name"] for p in told] == [p.name for p in people[:3]]
    assert "trusts" not in told[0]


PLAIN = st.text() | st.integers(-(2**60), 2**60) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
ROW = st.dictionaries(st.text(), PLAIN | st.lists(PLAIN), max_size=3)
TABLE = st.dictionaries(st.text(), PLAIN | st.lists(PLAIN) | ROW | st.lists(ROW, min_size=1, max_size=2), max_size=4)


@given(st.dictionaries(st.text().filter(lambda name: name != "people"), TABLE, max_size=3))
def test_every_table_comes_back_as_it_was(config):
    assert tomllib.loads(written(config, ())) == config


def test_no_people_are_no_table():
    assert written({"group": {"short": "X"}}, ()) == '[group]\nshort = "X"\n'
