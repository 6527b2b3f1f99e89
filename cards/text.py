"""Text on cards: what members typed is shown as typed and never interpreted.

Owns: cleaning, escaping, and the words that stand beside every colour.
Source of what Teams interprets in text: platform.md 3.1; reliability.md 4.3.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 8_000
"""Longest text put on a card, characters; longer is cut with an ellipsis. Source: ours, within the 28 KB of a card."""

_INVISIBLE = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD], None
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\*_\[\]()~`#>|])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)


def clean(text: str, longest: int = LONGEST) -> str:
    """Text in one form (NFC), without control, invisible and direction-changing characters, cut to `longest`.

    >>> clean("a\\u202eb\\x00c")
    'abc'
    """
    tidy = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE))
    tidy = unicodedata.normalize("NFC", tidy)
    return tidy if len(tidy) <= longest else tidy[: longest - 1] + "\u2026"


def escape(text: str) -> str:
    """Text that Markdown, mentions and date functions leave alone, for fields that interpret.

    >>> escape("[x](http://a) <at>Bo</at> {{DATE(1)}}")
    '\\\\[x\\\\]\\\\(http://a\\\\) \\u2039at\\\\>Bo\\u2039/at\\\\> { {DATE\\\\(1\\\\)}}'
    """
    safe = clean(text).replace("<", "\u2039").replace("{{", "{ {")
    safe = _MARKDOWN.sub(r"\\\1", safe)
    return _LIST.sub(lambda m: f"{m[1]}\\{m[2]}{m[3]}" if not m[2][0].isdigit() else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}{m[3]}", safe)


TONES = {
    "good": ("\u2713", "good"),
    "watch": ("\u25b2", "warning"),
    "attention": ("\u25cf", "attention"),
    "done": ("\u25a0", "accent"),
    "plain": ("\u25cb", "default"),
}
"""Shape and Adaptive Card colour for each tone; a shape and a word always stand beside the colour."""
