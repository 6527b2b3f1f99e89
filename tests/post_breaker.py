"""Further independent attempts to tell what is hidden: by rates, by two posts, by words. See `table_breaker.py`.

    rates_broken(cut)              the rates of an equity cut outside, its sums known, by integer programming
    packs_broken(months)           a measure's figures in the packs of several months, trusts late, all of them together
    posts_broken(first, second)    two posts of one table, over stretches of time that overlap
    words_broken(text)             small numbers of people or events that a reader still finds in a text
    python -m tests.post_breaker 10000 1

The attacker knows every shown number and rate to its last shown digit, that counts are whole, that sums are sums, that
`<5` is 1 to 4, and which cells were hidden only for the sake of others.
The reader of texts is written apart from `domain/small_words.py`: word by word, with a list of its own.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import (  # pyright: ignore[reportMissingTypeStubs] it has none
    Bounds,
    LinearConstraint,
    milp,  # pyright: ignore[reportUnknownVariableType]
)

from cards import actions, learning
from cards import equity as cards
from domain.brag import brag
from domain.equity import DIMENSIONS, UNKNOWN, Cell, Cut, counted, published
from domain.learning import Kind, Learning
from domain.people import Member, ObjectId, Role
from domain.protected import TOTAL, Counts, Key, Published, protect
from domain.reports import Part, Piece, ReportLine
from domain.small_words import without_small
from domain.suppression import FEW, Audience
from tests.actions_made import made
from tests.table_breaker import random_counts

MOST = 100_000.0
"""What an attacker takes for the largest number there may be."""


class Attack:
    """A growing set of what is known; `told` says which of some values can be only one."""

    def __init__(self) -> None:
        self.at: dict[Any, int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.truth: list[float] = []
        self.rows: list[tuple[dict[Any, float], float, float]] = []
        self._drawn: tuple[int, Any] | None = None

    def table(self, name: str, counts: Counts, shown: Published) -> None:
        """Every cell and total of one shown table, and that its sums are sums."""
        for key in counts.keys:
            self.at[name, key] = len(self.low)
            low, high = _bounds(counts, shown, key)
            self.low.append(low)
            self.high.append(high)
            self.truth.append(float(counts.at(key)))
        for row in (*counts.rows, TOTAL):
            self.sum(name, [(row, c) for c in counts.columns], (row, TOTAL))
        for column in (*counts.columns, TOTAL):
            self.sum(name, [(r, column) for r in counts.rows], (TOTAL, column))

    def sum(self, name: str, parts: list[Key], whole: Key) -> None:
        """That these make up that one."""
        self.rows.append(({**{(name, p): 1.0 for p in parts}, (name, whole): -1.0}, 0.0, 0.0))

    def told(self, wanted: dict[str, dict[Any, float]]) -> list[str]:
        """The names of those sums that have but one possible value.

        The truth is one way it can be. Each further way that the solver finds clears every sum that differs in it, so
        that it is asked of few; a sum is told only when neither its most nor its least is anything but the truth.
        """
        truth = np.array(self.truth)
        aims = {name: self._vector(aim) for name, aim in wanted.items()}
        self._possible(truth)
        open_, names = dict(aims), list[str]()
        while open_:
            name, aim = next(iter(open_.items()))
            ways = (self._way(sign * aim) for sign in (1, -1))
            other = next((w for w in ways if round(aim @ w) != round(aim @ truth)), None)
            if other is None:
                del open_[name]
                names.append(name)
            else:
                open_ = {n: a for n, a in open_.items() if round(a @ other) == round(a @ truth)}
        return [name for name in wanted if name in names]

    def _vector(self, parts: dict[Any, float]) -> Any:
        line = np.zeros(len(self.low))
        for key, factor in parts.items():
            line[self.at[key]] += factor
        return line

    def _limits(self) -> Any:
        if self._drawn is None or self._drawn[0] != len(self.rows):
            matrix = np.array([self._vector(parts) for parts, _, _ in self.rows]).reshape(-1, len(self.low))
            least, most = np.array([r[1] for r in self.rows]), np.array([r[2] for r in self.rows])
            self._drawn = len(self.rows), LinearConstraint(matrix, least, most)  # pyright: ignore[reportArgumentType] arrays are meant
        return self._drawn[1]

    def _possible(self, truth: Any) -> None:
        """What is shown must not be at odds with the truth, or the attack would attack something else."""
        limits = self._limits()
        at = limits.A @ truth
        assert ((truth >= self.low) & (truth <= self.high)).all(), "what is shown is not the truth"
        assert ((at >= limits.lb - 1e-6) & (at <= limits.ub + 1e-6)).all(), "what is shown is not the truth"

    def _way(self, cost: Any) -> Any:
        bounds: Any = Bounds(np.array(self.low), np.array(self.high))  # pyright: ignore[reportArgumentType] arrays are meant
        got: Any = milp(cost, constraints=self._limits(), bounds=bounds, integrality=np.ones(len(self.low)))
        assert got.status == 0, f"what is shown cannot be: {got.message}"
        return np.round(got.x)


def _bounds(counts: Counts, shown: Published, key: Key) -> tuple[float, float]:
    if not shown.hidden(key):
        return float(shown.at(key)), float(shown.at(key))
    if shown.at(key) == FEW:
        return 1, 4
    return (5 if counts.at(key) >= 5 else 1), MOST


# ---------------------------------------------------------------- rates


def random_cut(rng: random.Random) -> Cut:
    """An equity cut of a year: small groups beside large ones, some unknown."""
    dimension = rng.choice(list(DIMENSIONS.values()))
    cells: list[Cell] = []
    for key, _ in dimension.groups:
        of = rng.choice((0, rng.randint(1, 12), rng.randint(5, 60), rng.randint(60, 2_000)))
        cells.append(Cell(key, rng.randint(0, min(of, rng.choice((2, 6, 40, 2_000)))), of))
    return Cut("EQY-26-001", "pph1500", "JPUH", dimension.key, "2026-10", tuple(cells))


def rates_of(cut: Cut, shown: Published) -> dict[str, float]:
    """The rates that stand on the outside card, by group, as they can be read there."""
    names = {name: key for key, name in DIMENSIONS[cut.dimension].groups}
    table = next(e for e in cards.outside(cut, shown, "x").content["body"] if e["type"] == "Table")
    found: dict[str, float] = {}
    for row in table["rows"][1:]:
        group, rate = (_said(cell) for cell in row["cells"])
        number = re.match(r"[\d.]+", rate)
        if group in names and number:
            found[names[group]] = float(number[0])
    return found


def _said(cell: Any) -> str:
    return "".join(item.get("text", "") for item in cell["items"]).replace("\\", "")


def rates_broken(cut: Cut) -> list[str]:
    """The small or hidden numbers of an outside version that its rates tell, the sums of the year being known.

    They may be: the packs show the months, another cut of the same year has the same sums. Where one is small itself, a
    month of it is hidden there, and only all who were counted out of are known. The attacker is also given what a table
    beside the rates would say, `<5` where it is so.
    """
    counts = counted(cut)
    shown, hidden = published(cut), protect(counts)
    attack = Attack()
    attack.table("t", counts, hidden)
    few = any(0 < counts.at((row, TOTAL)) < 5 for row in (*counts.rows, TOTAL))
    for key in counts.keys:
        if key[1] == TOTAL:
            known = not few or key[0] == TOTAL
            low, high = (float(counts.at(key)),) * 2 if known else (0.0, MOST)
        elif all(shown.hidden(k) for k in counts.keys):  # the card says nothing at all, not even of nought
            low, high = 0.0, MOST
        elif not hidden.hidden(key) and counts.at(key):  # its number is not shown, only that it is none
            low, high = 1.0, MOST
        else:
            continue
        attack.low[attack.at["t", key]], attack.high[attack.at["t", key]] = low, high
    for group, rate in rates_of(cut, shown).items():
        for low, sense in ((rate - 0.0501, 1), (rate + 0.0501, -1)):  # rounded to a tenth of a per cent
            of = ("t", (TOTAL, group))
            attack.rows.append(({("t", ("count", group)): 100.0 * sense, of: -low * sense}, 0.0, np.inf))
    wanted = {"/".join(k): {("t", k): 1.0} for k in counts.cells if hidden.hidden(k)}
    return attack.told(wanted)


# ---------------------------------------------------------------- two posts


def moved(counts: Counts, rng: random.Random) -> Counts:
    """The same table over another stretch of time, as the next twelve months are: some gone, some come in."""
    steps = (0, 0, 0, -1, 1, 2, -3, 6, 30)
    cells = {k: max(0, v + rng.choice(steps)) for k, v in counts.cells.items()}
    rows = (*counts.rows, "late") if rng.random() < 0.3 else counts.rows
    fresh = {("late", c): rng.randint(0, 6) for c in counts.columns} if len(rows) > len(counts.rows) else {}
    return Counts(rows, counts.columns, {**cells, **fresh})


def posts_broken(before: Counts, after: Counts, *, only_added: bool = False) -> list[str]:
    """What two posts tell together: a hidden number of either, or by how few a number has changed.

    `only_added`: the attacker knows that nothing went in between. No table of ours is shown twice with that being so.
    """
    first = protect(before)
    second = protect(after, first)
    attack = Attack()
    attack.table("1", before, first)
    attack.table("2", after, second)
    wanted: dict[str, dict[Any, float]] = {}
    for key in after.keys:
        if second.hidden(key):
            wanted[f"2 {'/'.join(key)}"] = {("2", key): 1.0}
        if key not in before.keys:
            continue
        if only_added:
            attack.rows.append(({("2", key): 1.0, ("1", key): -1.0}, 0.0, np.inf))
        if first.hidden(key):
            wanted[f"1 {'/'.join(key)}"] = {("1", key): 1.0}
        if 0 < abs(after.at(key) - before.at(key)) < 5:
            wanted[f"change {'/'.join(key)}"] = {("2", key): 1.0, ("1", key): -1.0}
    return attack.told(wanted)


# ---------------------------------------------------------------- words

FEW_SAID = ("1", "2", "3", "4", "one", "two", "three", "four", "One", "Two", "Three", "Four")
WHO = ("women", "woman", "mothers", "babies", "baby", "deaths", "stillbirths", "families", "patients", "incidents")
LIKE = ("", "", "late ", "preterm ", "unexpected ", "young ")
FRAMES = (
    "{n} {like}{who} waited for theatre",
    "We met {n} {like}{who} of JPUH, and {m} {who2} of NNUH",
    "Rise from {n} {like}{who} to {m} {like}{who}",
    "In October {n} {like}{who} were moved; 14 were not",
    "({n} {like}{who}), see the review",
    "{n} {like}{who}",
)


def random_text(rng: random.Random) -> str:
    """A sentence as somebody types it, with small numbers of people or events in it."""
    return rng.choice(FRAMES).format(
        n=rng.choice(FEW_SAID), m=rng.choice(FEW_SAID), like=rng.choice(LIKE), who=rng.choice(WHO), who2=rng.choice(WHO)
    )


READER = Member(ObjectId("r"), "R", frozenset({Role.MEMBER}))


def words_broken(text: str) -> list[str]:
    """Small numbers that stand at most two words before somebody or something that is counted."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    return [
        " ".join(words[i : i + 4])
        for i, word in enumerate(words)
        if word in FEW_SAID and any(w in WHO for w in words[i + 1 : i + 4])
    ]


def line_broken(text: str) -> list[str]:
    """The same through every door to the board, the public and the channel: a report's line, learning, actions."""
    line = ReportLine("x", Part.ALERT, (Piece(f"{text}. "), Piece(f"Reason: {text}", typed=True)))
    shared = Learning("LRN-26-001", Kind.LEARNING, text, f"It was so: {text}. And {text}", "JPUH")
    action = made(title=text)
    colour = brag(action, date(2026, 11, 23), 10)
    said = [
        *(line.words(a) for a in (Audience.BOARD, Audience.PUBLIC)),
        learning.channel(shared).twin,
        actions.listing("Actions", [(action, colour)], actions.Page(), "x", {}, public=True).twin,
        actions.show(action, colour, READER, "x", public=True).twin,
        without_small(text),
    ]
    return [found for s in said for found in words_broken(s)]


# ---------------------------------------------------------------- many


def _rates(rng: random.Random) -> list[str]:
    return rates_broken(random_cut(rng))


def _posts(rng: random.Random) -> list[str]:
    before = random_counts(rng)
    return posts_broken(before, moved(before, rng))


def _words(rng: random.Random) -> list[str]:
    return line_broken(random_text(rng))


KINDS: dict[str, Callable[[random.Random], list[str]]] = {"rates": _rates, "posts": _posts, "words": _words}


def campaign(tries: int, seed: int) -> dict[str, list[tuple[int, list[str]]]]:
    """So many tries of each kind; the seeds of those that told something, with what."""
    lost: dict[str, list[tuple[int, list[str]]]] = {kind: [] for kind in KINDS}
    for kind, n in product(KINDS, range(tries)):
        told = KINDS[kind](random.Random(seed * 1_000_003 + n))
        if told:
            lost[kind].append((seed * 1_000_003 + n, told))
    return lost


def cut_of(cells: dict[str, tuple[int, int]], dimension: str = "age under 20") -> Cut:
    """A cut with these counts, of so many, by group."""
    made = tuple(Cell(group, *cells[group]) for group, _ in DIMENSIONS[dimension].groups if group in cells)
    return replace(Cut("EQY-26-001", "pph1500", "JPUH", dimension, "2026-10"), cells=made, made_on=date(2026, 11, 1))


__all__ = ["UNKNOWN", "campaign", "cut_of", "line_broken", "posts_broken", "rates_broken", "words_broken"]


if __name__ == "__main__":
    found = campaign(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for kind_, lost_ in found.items():
        print(f"{kind_}: {len(lost_)} of {sys.argv[1]} broken", lost_[:3])  # noqa: T201 said to who runs it by hand
    sys.exit(1 if any(found.values()) else 0)
