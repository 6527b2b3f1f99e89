"""Records and themes named in a sentence about an action."""

from __future__ import annotations

import pytest

from bot.flows.ties import Ties, ties


@pytest.mark.parametrize(
    ("said", "title", "ids", "theme"),
    [
        ("audit swabs", "audit swabs", (), ""),
        ("audit swabs because of rsk-26-003", "audit swabs", ("RSK-26-003",), ""),
        ("audit swabs for RET-2026-10-JPUH", "audit swabs", ("RET-2026-10-JPUH",), ""),
        ("due to RSK-26-003, DEC-26-001: audit swabs", "audit swabs", ("RSK-26-003", "DEC-26-001"), ""),
        ("agree the swab audit under the theme PPH, please", "agree the swab audit, please", (), "pph"),
        ("write a theme song", "write a theme song", (), ""),
        ("close RSK-26-003", "close RSK-26-003", ("RSK-26-003",), ""),
    ],
)
def test_what_it_is_tied_to_is_taken_out_of_the_title(said: str, title: str, ids: tuple[str, ...], theme: str):
    assert ties(said) == Ties(title, ids, theme)
