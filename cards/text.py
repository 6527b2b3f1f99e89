"""Text on cards: what members typed is shown as typed and never interpreted.

Owns: cleaning, escaping, and the words that stand beside every colour.
Source of what Teams interprets in text: platform.md 3.1; reliability.md 4.3.
"""

from __future__ import annotations

import json
import re
import unicodedata

MOST_BYTES = 6
"""Bytes that one character can take in JSON: a control sign as its number."""
LONGEST = 8_000
"""Longest text put on a card, characters; longer is cut with an ellipsis. Source: ours, within the 28 KB of a card."""

_INVISIBLE = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD], None
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\*_\[\]()~`#>|])")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.:;'\"?!%/@-]*")
"""A line in which nothing is interpreted."""
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)
_RULE = re.compile(r"^(\s*)(?=[-=]+[ \t]*$)", re.MULTILINE)
"""A line of dashes or equal signs would make a heading of the line above it."""


def clean(text: str, longest: int = LONGEST) -> str:
    r"""Text in one form (NFC), without control, invisible and direction-changing characters, cut to `longest`.

    >>> clean("a\u202eb\x00c")
    'abc'
    """
    tidy = text
    if not (text.isascii() and text.isprintable()):  # most lines are: then there is nothing to tidy
        tidy = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE))
        tidy = unicodedata.normalize("NFC", tidy)
    return tidy if len(tidy) <= longest else tidy[: longest - 1] + "\u2026"


def weight(text: str) -> int:
    """Bytes that a text takes in a card's JSON.

    >>> weight('a'), weight('"'), weight('\u20ac')
    (1, 2, 3)
    """
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def within(text: str, room: int) -> str:
    """The text, cut with an ellipsis so that it takes no more than `room` bytes of a card.

    >>> within("abcdef", 5), within("abc", 5)
    ('ab\u2026', 'abc')
    """
    if len(text) * MOST_BYTES <= room or weight(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if weight(text[:middle]) <= room - 3 else (low, middle - 1)
    return text[:low] + "\u2026"


def escape(text: str) -> str:
    r"""Text that Markdown, mentions and date functions leave alone, for fields that interpret.

    >>> escape("[x](http://a) <at>Bo</at> {{DATE(1)}}")
    '\\[x\\]\\(http://a\\) \u2039at\\>Bo\u2039/at\\> { {DATE\\(1\\)}}'
    """
    if len(text) <= LONGEST and _PLAIN.fullmatch(text):
        return text
    safe = _ENTITY.sub(r"\\&", _MARKDOWN.sub(r"\\\1", _unmentioned(text)))
    return _LIST.sub(_flat, _RULE.sub(r"\1\\", safe))


def neutral(text: str) -> str:
    r"""Text for fields where a backslash would show, but a link, mention or date function be read: labels, titles.

    >>> neutral("[x](http://a) <at>Bo</at> {{DATE(1)}}")
    '[x] (http://a) \u2039at>Bo\u2039/at> { {DATE(1)}}'
    """
    return _unmentioned(text).replace("](", "] (")


def undated(text: str, longest: int = LONGEST) -> str:
    """Clean text for a text run, where only date functions are read.

    >>> undated("<b> {{DATE(1)}}")
    '<b> { {DATE(1)}}'
    """
    if "{{" not in text and len(text) <= longest and text.isascii() and text.isprintable():
        return text  # as most are
    safe = clean(text, longest)
    while "{{" in safe:
        safe = safe.replace("{{", "{ {")
    return safe


def _unmentioned(text: str) -> str:
    return undated(text).replace("<", "\u2039")


def _flat(found: re.Match[str]) -> str:
    space, mark, after = found.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}{after}"


TONES = {
    "good": ("\u2713", "good"),
    "watch": ("\u25b2", "warning"),
    "attention": ("\u25cf", "attention"),
    "done": ("\u25a0", "accent"),
    "plain": ("\u25cb", "default"),
}
"""Shape, and style of the box, for each tone. Text itself keeps the host's own colour: the tones that hosts give text
fail WCAG's contrast on their light boxes (axe in the Playground). A shape and a word always stand beside the colour."""
