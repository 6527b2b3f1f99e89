"""What is asked about, denied, supposed or quoted is not told to do: `should we close risk 4?` only shows the risk.

Owns: telling such a sentence from an order, and what is shown instead of a write. Must not: choose a command otherwise.
"""

from __future__ import annotations

import re

from bot.words import shelf
from bot.words.reading import Reading

_LINES = shelf.sections("meant")
_DOING = rf"(?:{'|'.join(' '.join(_LINES['doing']).split())})\b"
_AT_START = "|".join(_LINES["polite"])
_FRAMES = {
    kind: re.compile(rf"^(?:(?:{_AT_START})[ ,]*)*(?:{'|'.join(_LINES[kind])})(?: \S+){{0,{words}}}? {_DOING}")
    for kind, words in (("how", 3), ("asked", 4), ("denied", 1))
}
_QUOTED = tuple(re.compile(line) for line in (*_LINES["passive"], *_LINES["quoted"]))
_BUT_DO = re.compile(rf"(?:[,.;!] | - |\bbut )(?:(?:please|just|instead|but|do) )*{_DOING}")
_IMAGINED, _NOT_NEW = (
    tuple(re.compile(line.replace("%POLITE%", rf"(?:{_AT_START})[ ,]*")) for line in _LINES[kind])
    for kind in ("imagined", "notnew")
)
_SHOWN = {
    "update_action": ("ACT", "action", "actions"),
    "new_action": ("ACT", "action", "actions"),
    "remind": ("ACT", "action", "actions"),
    "review_risk": ("RSK", "risk", "risks"),
    "escalate_risk": ("RSK", "risk", "risks"),
    "new_risk": ("RSK", "risk", "risks"),
    "review_return": ("", "", "returns"),
    "submit": ("", "", "returns"),
    "correct_return": ("", "", "returns"),
    "open_round": ("", "", "returns"),
    "close_round": ("", "", "returns"),
    "post_summary": ("", "", "summary"),
    "add_evidence": ("", "", "evidence"),
    "add_member": ("", "", "members"),
}
"""By write: the noun of a record, what shows that record, and what shows them all."""


def instead(command: str, reading: Reading) -> str:
    """The command that a sentence means: a write only when it is an order."""
    if command == "review_return" and reading.role not in _REVIEWERS and _only_named(reading):
        return "returns"
    if command in {"open_round", "close_round"} and not _names_a_round(reading):
        return "unknown"
    if any(pattern.match(reading.line) for pattern in _IMAGINED):
        return "unknown"
    told = command not in _SHOWN and command not in _UNSHOWN
    return (
        command
        if told or (command == "learning_event" and _OF_ONE_HELD.match(reading.line))
        else _shown(command, reading)
    )


def _shown(command: str, reading: Reading) -> str:
    """A write that is an order, or what is shown instead of it."""
    noun, one, several = _SHOWN.get(command, ("", "", "unknown"))
    if any(pattern.match(reading.line) for pattern in _NOT_NEW):
        return several
    kind = next((kind for kind, frame in _FRAMES.items() if frame.match(reading.line)), "")
    quoted = any(pattern.search(reading.line) for pattern in _QUOTED)
    if not kind and not quoted:
        return command
    if kind == "how":
        return "help"
    if kind == "denied" and _BUT_DO.search(reading.line):
        return command  # `do not close it - escalate R-014`
    if noun and any(n.noun == noun for n in reading.records):
        return one
    return "unknown" if kind == "denied" or (quoted and not kind) else several  # what nobody asks for is not shown


def _only_named(reading: Reading) -> bool:
    """Whether the message is the id of a record and nothing else."""
    spans = [(n.start, n.end) for n in reading.records]
    return len(spans) == 1 and not (reading.line[: spans[0][0]] + reading.line[spans[0][1] :]).strip()


def _names_a_round(reading: Reading) -> bool:
    """Whether a round is spoken of: by its name, or a month that is opened or closed.

    A round is done as it is said and everybody hears of it: what is only like an order is none, `rehearse next week`.
    """
    month = any(w.kind == "month" for w in reading.whens)
    return reading.has("ROUND", "RETURN", "CLOSEROUND") or (month and reading.has("OPENV", "CLOSEV"))


_REVIEWERS = frozenset({"chair", "deputy"})
"""Who gives a word on a return: for anybody else, the bare id of one asks to see it."""
_OF_ONE_HELD = re.compile(r"(?:so |and )?(?:did|has|have|was|were|who (?:came|went|attended))\b")
"""`did the study day make a difference` asks about an event; the event is shown."""
_UNSHOWN = frozenset({"decision", "learning_event", "policy", "signal", "import", "undo"})
"""Writes with nothing to show instead: the nearest commands are offered. Speaking up, sharing what was learned and
saying when one is away are not among them: these are often said by way of a question or a denial."""
