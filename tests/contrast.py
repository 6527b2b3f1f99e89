"""How much two colours differ in lightness, and what is left of a colour in print or for a colour-blind reader."""

from __future__ import annotations

DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
"""Source: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency,
IEEE Transactions on Visualization and Computer Graphics 15 (2009) 1291-1298, severity 1."""


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of `#rrggbb`, each from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def lightness(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(first: str, second: str) -> float:
    """Contrast ratio, 1 to 21. Source: WCAG 2.2."""
    low, high = sorted((lightness(first), lightness(second)))
    return (high + 0.05) / (low + 0.05)


def deuteranope(colour: str) -> str:
    """The colour as somebody without green cones sees it."""
    rgb = channels(colour)
    seen = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in DEUTERANOPIA)
    return "#" + "".join(f"{round(255 * min(1, max(0, c))):02x}" for c in seen)
