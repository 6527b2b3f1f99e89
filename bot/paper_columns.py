"""How wide each column of a document's table is, by what stands in it: no word is broken while there is room.

Owns: that sum. Must not: know a file format.
"""

from __future__ import annotations

from collections.abc import Sequence

LETTER, BOLD = 0.19, 0.21
"""Centimetres of a letter at 10 points in the texts' sans serif, and in bold. Source: measured, LibreOffice."""
MARGINS = 0.45
"""Centimetres of a cell beside its text. Source: Word's own, and a little air."""
ENOUGH = 9.0
"""A column that is this wide reads well; longer texts take more lines. Source: ours."""


def widths(header: Sequence[str], rows: Sequence[Sequence[str]], across: float) -> tuple[float, ...]:
    """Centimetres of each column, `across` together.

    >>> widths(["Id", "What"], [["ACT-26-001", "Do it"]], 10.0)
    (6.27, 3.73)
    """
    columns = list(zip(header, *rows, strict=True))
    least = [_least(cells) for cells in columns]
    wish = [max(low, min(ENOUGH, _whole(cells))) for low, cells in zip(least, columns, strict=True)]
    if sum(least) >= across:
        return _scaled(least, across)
    if sum(wish) <= across:
        return _scaled(wish, across)
    share = (across - sum(least)) / (sum(wish) - sum(least))
    return tuple(round(low + (want - low) * share, 2) for low, want in zip(least, wish, strict=True))


def _least(cells: Sequence[str]) -> float:
    """Of its longest word."""
    head, *others = cells
    longest = max((len(word) for cell in others for word in cell.split()), default=0)
    return MARGINS + max(longest * LETTER, max((len(word) for word in head.split()), default=0) * BOLD)


def _whole(cells: Sequence[str]) -> float:
    """Of its longest text in one line."""
    head, *others = cells
    return MARGINS + max(max((len(cell) for cell in others), default=0) * LETTER, len(head) * BOLD)


def _scaled(found: Sequence[float], across: float) -> tuple[float, ...]:
    whole = sum(found)
    return tuple(round(width * across / whole, 2) for width in found)
