"""Signs in the order of words."""

from __future__ import annotations

import pytest

from bot.words import signs
from tests.growth import is_even


def test_signs_are_seen():
    assert {"NEWACTION"} <= signs.seen("new action: review the rota")
    assert signs.seen("lunch") == set()


@pytest.mark.parametrize("piece", ["a ", "woman ", "how is ", "did the learning ", "new ", "action to ", "add "])
def test_the_cost_of_a_sign_grows_with_the_length_and_no_faster(piece):
    for name, pattern in signs.COMPILED.items():
        assert is_even(pattern.search, piece, 4_000), name
