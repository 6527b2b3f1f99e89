"""How likely each command is by the words people use: a second opinion beside the rules, for what no rule foresaw.

Owns: the marks of a message (words, pairs, stems, meanings) and their weights, read from `data/habits.json`, which
`tools/habits.py` makes from labelled messages. Must not: learn from what members say, or fill a slot.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache

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
    for at, start in enumerate(reading.starts):
        if any(w.start <= start < w.end for w in reading.whens):
            kinds[at] = "D_"
        for named in reading.records:
            if named.start <= start < named.end:
                kinds[at] = "R_" + named.noun
    return kinds


@cache
def _habits() -> tuple[tuple[str, ...], float, dict[str, tuple[tuple[int, int], ...]]]:
    """Commands, the size of one step, and by mark the steps towards each command."""
    read = json.loads((shelf.DATA / "habits.json").read_text(encoding="utf-8"))
    weights = {mark: tuple(zip(w[::2], w[1::2], strict=True)) for mark, w in read["weights"].items()}
    return tuple(read["commands"]), read["step"], weights


def likely(reading: Reading) -> Mapping[str, float]:
    """The logarithm of each command's likelihood."""
    commands, step, weights = _habits()
    known = [weights[mark] for mark in marks(reading) if mark in weights]
    sums = [0] * len(commands)
    for pairs in known:
        for at, steps in pairs:
            sums[at] += steps
    size = step / math.sqrt(max(1, len(known)))
    scores = [total * size for total in sums]
    most = max(scores)
    norm = most + math.log(sum(math.exp(score - most) for score in scores))
    return {command: score - norm for command, score in zip(commands, scores, strict=True)}


def because(reading: Reading, command: str) -> tuple[str, ...]:
    """The three marks that speak most for a command."""
    commands, _, weights = _habits()
    at = commands.index(command)
    found = ((dict(weights[mark]).get(at, 0), mark) for mark in marks(reading) if mark in weights)
    return tuple(mark for weight, mark in sorted(found, reverse=True)[:3] if weight > 0)
