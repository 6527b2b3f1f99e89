import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.strict import DEPTH, Unreadable, read_object

SIMPLE = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
JSON = st.recursive(SIMPLE | TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


@given(st.dictionaries(TEXT, JSON, max_size=5), st.booleans())
def test_every_plain_object_is_read_as_it_is(value, ascii_only):
    assert read_object(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.dictionaries(TEXT, JSON, min_size=1, max_size=3), st.sampled_from(["", " ", "\n\t"]))
def test_a_key_that_stands_twice_is_refused(value, space):
    key = json.dumps(next(iter(value)))
    text = json.dumps(value)
    doubled = f"{text[:-1]}, {key}{space}: 1" + "}"
    with pytest.raises(Unreadable, match="twice"):
        read_object(doubled.encode())


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": [{"b": 1, "b": 2}]}',
        b'{"\\u0061": 1, "a": 2}',
        b'{"x": "\\n", "a": {"b": 1, "b": 2}}',
    ],
)
def test_however_deep_or_disguised(raw):
    with pytest.raises(Unreadable, match="twice"):
        read_object(raw)


@pytest.mark.parametrize(
    "raw", [b'{"a": "\\u0000"}', b'{"\\u0000": 1}', b'{"a": ["x", "\\u0000"]}', b'{"a": [["\\u0000"]]}']
)
def test_nul_is_refused_wherever_it_hides(raw):
    with pytest.raises(Unreadable, match="NUL"):
        read_object(raw)


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


def test_depth_is_bounded():
    assert read_object(nested(DEPTH))
    with pytest.raises(Unreadable, match="deep"):
        read_object(nested(DEPTH + 1))
    with pytest.raises(Unreadable):
        read_object(b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}")


@pytest.mark.parametrize("raw", [b"", b"[]", b"1", b"{", b'{"a": NaN}', b'{"a": 1} x', b"\xff\xfe{\x00}\x00"])
def test_what_is_no_object_is_refused(raw):
    with pytest.raises(Unreadable):
        read_object(raw)


def test_quotes_and_colons_within_words_are_words():
    assert read_object(b'{"a": "key: value", "b": "\\"a\\": 1"}') == {"a": "key: value", "b": '"a": 1'}


def test_nul_within_what_was_typed_is_left_out():
    """As pasted from a PDF: the words come through, nobody meets a bare refusal."""
    raw = rb'{"text": "new\u0000 risk", "value": {"action": {"data": {"title": "a\u0000b", "more": ["\u0000c", 1]}}}}'
    assert read_object(raw) == {
        "text": "new risk",
        "value": {"action": {"data": {"title": "ab", "more": ["c", 1]}}},
    }


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (rb'{"text": "a\u0000", "id": "b\u0000"}', "NUL"),
        (rb'{"value": {"a\u0000": 1}}', "NUL"),
        (rb'{"text": "a\u0000", "value": {"b": 1, "b": 2}}', "twice"),
        (rb'{"te\u0000xt": "a"}', "NUL"),
    ],
)
def test_nul_anywhere_else_is_refused_beside_it(raw, why):
    with pytest.raises(Unreadable, match=why):
        read_object(raw)
