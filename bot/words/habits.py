"""How likely each command is by the words people use: a second opinion beside the rules, for what no rule foresaw.

Owns: the marks of a message (words, pairs, stems, meanings) and their weights, read from `data/habits.json`, which
`tools/habits.py` makes from labelled messages. Must not: learn from what members say, or fill a slot.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from bot.words import shelf
from bot.words.reading import Reading

STEM = 4
"""Letters of a longer word that stand for its family: `escalate`, `escalation`. Source: ours, by measuring."""
_SILENT = frozenset(",.-") | {"'s"}


def marks(reading: Reading) -> frozenset[str]:
    """What a message is recognised by. Names, dates and numbers count by their kind, so that each stands for all.

    The order of words is in the pairs; `^` is the beginning and `$` the end.
    """
    words = list(_words(reading))
    found = set(words)
    found.update(f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True))
    found.update("s:" + w[:STEM] for w in words if len(w) > STEM and w.isalpha())
    found.update("m:" + meaning for meaning in reading.meanings)
    return frozenset(found)


def _words(reading: Reading) -> Iterator[str]:
    """The words in order, with `T_` for a trust, `M_` a measure, `H_` a theme, `F_` a framework, `D_` a date, `#`."""
    kinds = _kinds(reading)
    before = ""
    for at, word in enumerate(reading.said.words):
        now = kinds.get(at) or ("#" if word.form[:1].isdigit() else word.form)
        if at == 0 and now == "oversight":
            continue  # the bot is spoken to
        if now in _SILENT or (now == before and now.endswith("_")):
            continue
        yield now
        before = now


def _kinds(reading: Reading) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for kind, hits in (
        ("H_", reading.themes),
        ("T_", reading.trusts),
        ("M_", reading.measures),
        ("F_", reading.frameworks),
    ):
        kinds.update((at, kind) for hit in hits for at in range(hit.start, hit.end))
    for when in reading.whens:
        kinds.update(dict.fromkeys(_between(reading, when.start, when.end), "D_"))
    for named in reading.records:
        kinds.update(dict.fromkeys(_between(reading, named.start, named.end), "R_" + named.noun))
    return kinds


def _between(reading: Reading, start: int, end: int) -> range:
    """The words that begin in a stretch of the line."""
    return range(bisect_left(reading.starts, start), bisect_left(reading.starts, end))


_READ = json.loads((shelf.DATA / "habits.json").read_text(encoding="utf-8"))
COMMANDS: tuple[str, ...] = tuple(_READ["commands"])
STEP: float = _READ["step"]
WEIGHTS: Mapping[str, list[int]] = _READ["weights"]
"""By mark: command and steps towards it, in turn."""


def likely(reading: Reading) -> Mapping[str, float]:
    """The logarithm of each command's likelihood."""
    known = [WEIGHTS[mark] for mark in marks(reading) if mark in WEIGHTS]
    sums = [0] * len(COMMANDS)
    for weights in known:
        for at, steps in zip(weights[::2], weights[1::2], strict=True):
            sums[at] += steps
    size = STEP / math.sqrt(max(1, len(known)))
    scores = [total * size for total in sums]
    most = max(scores)
    norm = most + math.log(sum(math.exp(score - most) for score in scores))
    return {command: score - norm for command, score in zip(COMMANDS, scores, strict=True)}


def because(reading: Reading, command: str) -> tuple[str, ...]:
    """The three marks that speak most for a command."""
    wanted = COMMANDS.index(command)
    found: list[tuple[int, str]] = []
    for mark in marks(reading):
        weights = WEIGHTS.get(mark, [])
        found += [(n, mark) for at, n in zip(weights[::2], weights[1::2], strict=True) if at == wanted and n > 0]
    return tuple(mark for _, mark in sorted(found, reverse=True)[:3])
