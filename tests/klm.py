"""How long a practised person would take for a journey, by the keystroke-level model: an estimate, not a measurement.

    about = Estimate.read()
    about.taps, about.decisions, about.words = 6, 5, 180
    about.seconds()                     taps, making up one's mind, reading at the published middle speed
    about.seconds(slow=True)            the same for a slow reader

Owns: adding up. The operators and their sources are `tests/data/klm.toml`. Must not: time anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "klm.toml"
_WORD = re.compile(r"\w[\w'’.,-]*")


def words_in(text: str) -> int:
    """Words as a reader counts them; an id or a number is one."""
    return len(_WORD.findall(text))


def new_words(known: set[str], text: str) -> int:
    """Words of the lines that were not read yet; `known` has them from then on: `Later` on each row is read once."""
    fresh = [line for line in dict.fromkeys(text.splitlines()) if line not in known]
    known.update(fresh)
    return sum(words_in(line) for line in fresh)


@dataclass
class Estimate:
    """What was done and read on a journey."""

    operators: Mapping[str, float]
    reading: Mapping[str, float]
    taps: int = 0
    decisions: int = 0
    words: int = 0

    @classmethod
    def read(cls) -> Estimate:
        """An empty one, with the operators of the file."""
        table = tomllib.loads(DATA.read_text(encoding="utf-8"))
        return cls(table["operators"], table["reading"])

    def seconds(self, *, slow: bool = False) -> float:
        """All of it."""
        pace = self.reading["slow_words_per_minute" if slow else "words_per_minute"]
        tap = self.operators["point"] + self.operators["press"]
        return self.taps * tap + self.decisions * self.operators["prepare"] + self.words * 60 / pace

    def __str__(self) -> str:
        did = f"{self.taps} taps, {self.decisions} decisions, {self.words} words"
        return f"{did}: {self.seconds():.0f} s, {self.seconds(slow=True):.0f} s for a slow reader"
