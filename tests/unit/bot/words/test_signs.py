"""Signs in the order of words."""

from __future__ import annotations

import time

from bot.words import signs


def test_signs_are_seen():
    assert {"NEWACTION"} <= signs.seen("new action: review the rota")
    assert signs.seen("lunch") == set()


def test_no_sign_is_slow():
    for piece in ("a ", "woman ", "how is ", "did the learning ", "new ", "action to ", "add "):
        for name, pattern in signs.COMPILED.items():
            start = time.perf_counter()
            pattern.search((piece * 4_000)[:4_000])
            assert time.perf_counter() - start < 0.5, name
