"""Draws the two icons of the Teams app: a speech bubble with a run chart in it.

Owns: the drawing, and writing PNG with the standard library alone, so that the same bytes come out everywhere.
Must not: be needed to run or to package the app; the pictures are committed.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise
from math import hypot
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "appPackage"
BLUE, WHITE = (0, 94, 184), (255, 255, 255)
"""The blue is the manifest's `accentColor`."""
CHART = ((0.30, 0.53), (0.42, 0.40), (0.55, 0.47), (0.70, 0.30))
"""The points of the run chart, in parts of the side. The last one is a ring: it was not received yet."""

Colour = tuple[int, int, int]
Shape = Callable[[float, float], float]
"""How far a point lies outside a shape, negative inside, in pixels."""


def box(left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    """A rectangle with round corners."""
    middle, half = ((left + right) / 2, (top + bottom) / 2), ((right - left) / 2, (bottom - top) / 2)

    def outside(x: float, y: float) -> float:
        dx, dy = abs(x - middle[0]) - half[0] + radius, abs(y - middle[1]) - half[1] + radius
        return hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius

    return outside


def line(x1: float, y1: float, x2: float, y2: float, width: float) -> Shape:
    """A line with round ends."""

    def outside(x: float, y: float) -> float:
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0.0
        along = min(max(along, 0.0), 1.0)
        return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) - width / 2

    return outside


def disc(x: float, y: float, radius: float) -> Shape:
    """A filled circle."""
    return line(x, y, x, y, 2 * radius)


def triangle(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> Shape:
    """A triangle, its corners in the order of the clock's hand."""
    edges = ((a, b), (b, c), (c, a))

    def outside(x: float, y: float) -> float:
        return max(
            ((y2 - y1) * (x - x1) - (x2 - x1) * (y - y1)) / hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in edges
        )

    return outside


def either(*shapes: Shape) -> Shape:
    """What lies in any of the shapes."""
    return lambda x, y: min(shape(x, y) for shape in shapes)


def rim(shape: Shape, width: float) -> Shape:
    """A line of this width along the inside of a shape's edge."""
    return lambda x, y: max(shape(x, y), -shape(x, y) - width)


def bubble(side: float) -> Shape:
    """The speech bubble of an icon of this side."""
    tail = triangle((0.30 * side, 0.66 * side), (0.48 * side, 0.66 * side), (0.30 * side, 0.86 * side))
    return either(box(0.14 * side, 0.14 * side, 0.86 * side, 0.69 * side, 0.11 * side), tail)


def chart(side: float, width: float) -> tuple[Shape, Shape]:
    """The run chart, and the hole of the ring at its end."""
    points = [(x * side, y * side) for x, y in CHART]
    lines = [line(*one, *two, width) for one, two in pairwise(points)]
    dots = [disc(x, y, width * 1.15) for x, y in points[:-1]]
    x, y = points[-1]
    return either(*lines, *dots, disc(x, y, width * 1.6)), disc(x, y, width * 0.7)


def inked(shape: Shape, x: int, y: int) -> float:
    """How much of a pixel a shape covers, 0 to 1."""
    return min(max(0.5 - shape(x + 0.5, y + 0.5), 0.0), 1.0)


def mixed(below: Colour, above: Colour, share: float) -> Colour:
    """`above` laid over `below`."""
    red, green, blue = (round(b + (a - b) * share) for a, b in zip(above, below, strict=True))
    return red, green, blue


def png(side: int, pixel: Callable[[int, int], tuple[int, int, int, int]]) -> bytes:
    """A square picture with transparency. Source: PNG specification, third edition."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(side)) for y in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def color(side: int = 192) -> bytes:
    """The colour icon: white on blue, filled to the edge; Teams rounds the corners itself."""
    speech = bubble(side)
    drawn, hole = chart(side, side * 0.045)

    def pixel(x: int, y: int) -> tuple[int, int, int, int]:
        found = mixed(BLUE, WHITE, inked(speech, x, y))
        found = mixed(found, BLUE, inked(drawn, x, y))
        return (*mixed(found, WHITE, inked(hole, x, y)), 255)

    return png(side, pixel)


def outline(side: int = 32) -> bytes:
    """The outline icon: white lines, transparent elsewhere."""
    edge = rim(bubble(side), side * 0.07)
    drawn, hole = chart(side, side * 0.06)

    def pixel(x: int, y: int) -> tuple[int, int, int, int]:
        ink = max(inked(edge, x, y), inked(drawn, x, y) * (1 - inked(hole, x, y)))
        return (*WHITE, round(255 * ink))

    return png(side, pixel)


def main() -> int:
    """Draw both anew."""
    for name, drawn in (("color.png", color()), ("outline.png", outline())):
        (FOLDER / name).write_bytes(drawn)
        print(f"Drew appPackage/{name}, {len(drawn)} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
