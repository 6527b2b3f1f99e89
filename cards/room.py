"""How much of a list a card has room for: what does not fit is counted, never cut in half.

Owns: that count, in bytes of card JSON. Must not: know what is listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from cards.kit import JSON


def fitting(groups: Iterable[Sequence[JSON]], room: int) -> tuple[list[JSON], int]:
    """The first groups of elements that take no more than `room` bytes together, at least one; and how many groups.

    >>> fitting([[{"a": 1}], [{"b": 2}], [{"c": 3}]], 14)
    ([{'a': 1}, {'b': 2}], 2)
    """
    found: list[JSON] = []
    used = count = 0
    for group in groups:
        takes = sum(len(json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode()) for e in group)
        if count and used + takes > room:
            break
        found += group
        used += takes
        count += 1
    return found, count
