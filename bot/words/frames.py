"""What stands around the words that a command keeps: `hi, I'd like to share some learning, ...`, `..., thanks, x`.

Owns: cutting clauses that are made of words of asking alone, by `data/frames.txt`. Must not: reword anything.
"""

from __future__ import annotations

import re
from collections import deque

from bot.words import shelf

_LINES = shelf.sections("frames")
FRAMED = frozenset(" ".join(_LINES["framed"]).split())
"""Commands whose words stand in a frame."""
_FIRST = frozenset(" ".join(_LINES["first"]).split())
_LAST = frozenset(" ".join(_LINES["last"]).split())
_NOUNS = {name: frozenset(" ".join(lines).split()) for name, lines in _LINES.items() if name in FRAMED}
_BREAK = re.compile(r"(?:[,:;!?]|\.(?!\d)| -|\s–)+\s+|\s+-\s+")
_THAT = re.compile(r"\s+that\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MOST = 4
"""So many clauses are cut from each end at most. Source: ours."""


def bare(command: str, text: str) -> str:
    """The words of this command without clauses that only ask.

    >>> bare("share_learning", "I'd like to share some learning, we moved the trolley, thanks all")
    'we moved the trolley'
    """
    if command not in FRAMED:
        return text
    nouns = _NOUNS.get(command, frozenset[str]())
    for _ in range(MOST):
        text, before = _without_last(_without_first(text, _FIRST | nouns), _LAST | nouns), text
        if text == before:
            break
    return text


def _without_first(text: str, words: frozenset[str]) -> str:
    m = _BREAK.search(text)
    if m and _only(text[: m.start()], words) and text[m.end() :].strip():
        return text[m.end() :]
    m = _THAT.search(text)
    if m and len(text[: m.start()].split()) > 1 and _only(text[: m.start()], words) and text[m.end() :].strip():
        return text[m.end() :]
    return text


def _without_last(text: str, words: frozenset[str]) -> str:
    last = next(iter(deque(_BREAK.finditer(text), maxlen=1)), None)
    return text[: last.start()] if last and last.start() and _only(text[last.end() :], words) else text


def _only(clause: str, words: frozenset[str]) -> bool:
    """Whether a clause is made of these words and nothing else; an empty one is not."""
    said = [m[0].lower().replace("’", "'") for m in _WORD.finditer(clause)]
    return bool(said) and all(word in words for word in said)
