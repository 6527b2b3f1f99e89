"""Who is meant: the person to be reminded, the owner of an action, who is away and who covers; as said.

Owns: where a name of a colleague stands, by the patterns of `data/names.txt`. Must not: know who belongs to the group.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.words import shelf
from bot.words.reading import Reading

_LINES = shelf.sections("names")
_WORD = r"[^\W\d_][\w'\-]*"
_NAME = _LINES["name"][0].replace("%WORD%", _WORD)
_NOBODY = frozenset(" ".join(_LINES["nobody"]).split())
"""Words that are never a name, and where a stretch that begins with them is cut."""
_DONE_TO = frozenset(" ".join(_LINES["done_to"]).split())
_SHAPES = {"%NAME%": _NAME, "%POST%": _LINES["post"][0], "%WORD%": _WORD}


def _filled(pattern: str) -> re.Pattern[str]:
    for shape, meant in _SHAPES.items():
        pattern = pattern.replace(shape, meant)
    return re.compile(pattern, re.IGNORECASE)


_COMPILED = {
    command: tuple(_filled(p) for p in patterns)
    for command, patterns in _LINES.items()
    if command not in {"name", "nobody", "post", "done_to"}
}
_ALSO_OWNERS = frozenset({"both", "all", "the", "our", "me", "myself"})
"""Words that begin an owner of an action, and no other name: `both HoMs`, `me`."""
_POSTS = shelf.words("small", "posts")
_TEAMS = shelf.words("small", "teams")
_GOING = re.compile(
    r"(?:'s|s)? (?:going|gonna|offered|happy|keen|agreed|volunteered|trying|meant|supposed|due)$", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:trusts|sites|units|hospitals)\b", re.IGNORECASE)


def who(command: str, reading: Reading) -> str:
    """The person meant by this command, as said, or nothing."""
    return _first(_COMPILED.get(command, ()), reading, command)


def cover(reading: Reading) -> str:
    """Who covers; of a post with its article, as said: `the deputy`."""
    name = _first(_COMPILED["cover"], reading, "away")
    m = (
        re.search(rf"\b(?:the|our|my) {re.escape(name)}\b", reading.said.text, re.IGNORECASE)
        if name.islower()
        else None
    )
    return m[0] if m else name


def _first(patterns: tuple[re.Pattern[str], ...], reading: Reading, command: str) -> str:
    text, back = reading.said.text_mended()
    for pattern in patterns:
        for m in pattern.finditer(text):
            name = m["n"].strip(" ,.'")
            name = _GOING.sub("", name)
            while name.lower().endswith(("'s", " s")):
                name = name[:-2].rstrip()
            parts = name.split()
            whole = parts[0].lower() if parts else ""
            while parts and parts[0].lower() in _NOBODY and not (command == "new_action" and whole in _ALSO_OWNERS):
                parts = parts[1:]
            name = " ".join(parts)
            first = name.lower().split()[0].removesuffix("'s") if name else ""
            if name in _DONE_TO:  # in small letters, as typed
                continue
            if _MANY.search(name) or name.lower() in {"all three", "all 3", "all", "both", "the"}:
                continue
            if first in _ALSO_OWNERS and command == "new_action" and not _is_trust(reading, m, back):
                return name
            last = parts[-1].lower() if parts else ""
            posted = len(parts) > 1 and last in _POSTS
            if name and first not in _NOBODY and (posted or last not in _NOBODY) and not _is_trust(reading, m, back):
                return name
    return ""


def _is_trust(reading: Reading, m: re.Match[str], back: Callable[[int], int]) -> bool:
    """Whether what looks like a name is a trust, a measure or another word of ours."""
    start, end = back(m.start("n")), back(m.end("n"))
    if (
        m["n"].rsplit(" ", 1)[-1].lower() in _POSTS or m["n"].lower() in _TEAMS
    ):  # `digital midwife` is somebody, though `digital` is a theme
        return False
    for hit in (*reading.trusts, *reading.measures, *reading.frameworks, *reading.themes):
        first, last = reading.span(hit.start, hit.end)
        if first < end and start < last:
            return True
    stretches = (*reading.records, *(w for w in reading.whens if w.kind == "range"))
    return any(
        reading.text_offset(n.start) < end and start < reading.said.words[reading.word_at(n.end - 1)].end
        for n in stretches
    )
