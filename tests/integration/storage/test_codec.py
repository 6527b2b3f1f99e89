"""Plain JSON values back into the domain's frozen dataclasses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Literal, NewType, Optional

import orjson
import pytest

from storage.codec import reader
from storage.tables import canonical

Code = NewType("Code", str)
Number = NewType("Number", int)


class Mood(StrEnum):
    GOOD = "good"


@dataclass(frozen=True)
class Leaf:
    name: str
    day: date | None = None


@dataclass(frozen=True)
class Tree:
    code: Code
    leaf: Leaf
    leaves: tuple[Leaf, ...] = ()
    pair: tuple[int, date] = (1, date(2026, 1, 1))
    moods: frozenset[Mood] = frozenset()
    by_number: Mapping[int, Leaf] = field(default_factory=dict)
    plain: dict[str, float] = field(default_factory=dict)
    numbered: dict[Number, str] = field(default_factory=dict)
    maybe: Optional[Mood] = None  # noqa: UP045 both ways of saying it are read
    either: int | str | None = None
    word: Literal["a", "b"] = "a"
    anything: Any = None
    at: datetime = datetime(2026, 1, 1)  # noqa: DTZ001 text only
    clock: time = time(9, 30)
    row: Sequence[date] = ()
    items: list[Mood] = field(default_factory=list)
    child: "Tree | None" = None
    own: int = field(default=7, init=False)


FULL = Tree(
    Code("c"),
    Leaf("l", date(2026, 12, 7)),
    (Leaf("a"), Leaf("b")),
    (2, date(2027, 1, 1)),
    frozenset({Mood.GOOD}),
    {1: Leaf("one")},
    {"x": 1.5},
    {Number(3): "three"},
    Mood.GOOD,
    "text",
    "b",
    {"any": [1]},
    datetime(2026, 7, 1, 12, 30),  # noqa: DTZ001 text only
    time(10, 0),
    (date(2026, 1, 2),),
    [Mood.GOOD],
    Tree(Code("d"), Leaf("m")),
)


@pytest.mark.parametrize("tree", [FULL, Tree(Code("d"), Leaf("m"))])
def test_a_record_is_read_as_it_was_written(tree):
    read = reader(Tree)
    assert read is not None
    assert read(orjson.loads(canonical(tree))) == tree


def test_missing_fields_keep_their_default_and_strange_names_are_left_out():
    read = reader(Leaf)
    assert read is not None
    assert read({"name": "x", "colour": "green"}) == Leaf("x")


def test_plain_values_need_no_reading():
    for hint in (str, int, float, bool, Any, Code, Literal["x"], int | str, None | int):
        assert reader(hint) is None


def test_what_json_cannot_tell_apart_is_a_bug():
    for hint in (date | datetime, Leaf | Mood, set[int], complex):
        with pytest.raises(TypeError):
            reader(hint)
