"""What members type is shown as typed, and never read as formatting, a link, a mention or a date."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.text import LONGEST, TONES, clean, escape, neutral, undated, weight, within


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b\x07c\ud800", "abc"),
        ("line\r\nbreak\rhere", "line\nbreak\nhere"),
        ("left\u202eright\u2066x\u200b\ufeffy", "leftrightxy"),
        ("cafe\u0301", "café"),
        ("👩‍⚕️", "👩‍⚕️"),
    ],
)
def test_text_is_tidied_without_changing_what_it_says(typed: str, shown: str) -> None:
    assert clean(typed) == shown


def test_text_is_cut_with_an_ellipsis() -> None:
    assert clean("abcdef", 4) == "abc…"
    assert clean("abcd", 4) == "abcd"
    assert len(clean("x" * 100_000)) == LONGEST


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("- item", r"\- item"),
        ("  + item", r"  \+ item"),
        ("1. first", r"1\. first"),
        ("2) second", r"2\) second"),
        ("a - b", "a - b"),
        ("Title\n---", "Title\n\\---"),
        ("Title\n== ", "Title\n\\== "),
        ("&lt;at&gt; R&D", r"\&lt;at\&gt; R&D"),
        ("&#60;", r"&\#60;"),
        ("{{{DATE}}}", "{ { {DATE}}}"),
    ],
)
def test_formatting_is_taken_for_what_it_looks_like(typed: str, safe: str) -> None:
    assert escape(typed) == safe


@given(st.text(max_size=200))
def test_nothing_dangerous_is_left_in_any_text(typed: str) -> None:
    for made in (escape(typed), neutral(typed)):
        assert "<" not in made
        assert "{{" not in made
        assert "](" not in made
    assert "{{" not in undated(typed)


@given(st.text(max_size=200), st.integers(3, 60))
def test_a_text_is_cut_to_the_bytes_it_may_take(typed: str, room: int) -> None:
    made = within(clean(typed), room)
    assert weight(made) <= room
    assert made == clean(typed) or made.endswith("…")
    assert weight(made) == len(json.dumps(made, ensure_ascii=False).encode()) - 2


def test_each_tone_has_a_shape_of_its_own() -> None:
    assert len({shape for shape, _ in TONES.values()}) == len(TONES)
