"""A table of counts with its totals, so that no hidden number can be worked out from what is shown.

Owns: which further cells are hidden, and what a second post of the same table may still say.
Must not: know what is counted. Who sees which numbers stands in `domain/suppression.py`.

A table with totals is a network: each cell and total is an arc, each sum a node where as much goes in as comes out.
What is hidden can have another value exactly when a round trip through hidden arcs can be taken: plus one here, minus
one there, and every sum as before. A reader is taken to know that `<5` means 1 to 4, and that a cell hidden for
another's sake is 5 or more; only where even that would tell (four times `<5` and a total of `<5`) a small number is
called `suppressed`, too. Nought stays nought and covers nothing.
Source: the theory of cell suppression in tables with totals (Willenborg and de Waal, Elements of Statistical Disclosure
Control, 2001, chapter 6); an independent solver tries to break it in the tests.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from domain.suppression import FEW, HIDDEN, SMALLEST, small

TOTAL = "total"
"""Label of the sums in both directions."""

Key = tuple[str, str]
"""Row and column; either may be `TOTAL`."""
Node = tuple[str, str]

_WIDEN = 10**12
"""What it costs to say less of a small number than `<5`: only where nothing else helps."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts by row and column, each not negative; a cell that is not there is nought. Totals follow."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Key, int]

    def at(self, key: Key) -> int:
        """A cell or a total."""
        rows = self.rows if key[0] == TOTAL else (key[0],)
        columns = self.columns if key[1] == TOTAL else (key[1],)
        return sum(self.cells.get(k, 0) for k in product(rows, columns))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every cell and total."""
        return tuple(product((*self.rows, TOTAL), (*self.columns, TOTAL)))


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown: every cell and total as text, and which of them hold a number back."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    words: Mapping[str, str]
    """By `row/column`: the number, `<5` or `suppressed`."""

    def at(self, key: Key) -> str:
        """A cell or total as text."""
        return self.words.get("/".join(key), "0")

    def hidden(self, key: Key) -> bool:
        """Whether the number is held back."""
        return self.at(key) in {FEW, HIDDEN}


def plain(counts: Counts) -> Published:
    """Every number as it is, for readers who may see it."""
    return _published(counts, {})


def nothing(counts: Counts) -> Published:
    """The table with every number held back."""
    return Published(counts.rows, counts.columns, {"/".join(key): HIDDEN for key in counts.keys})


def protect(counts: Counts, before: Published | None = None, *, smallest: int = SMALLEST) -> Published:
    """The table for readers outside the group.

    `before` is the last post of the same table: what was hidden in it stays hidden, and so does what changed by less
    than `smallest`, since two posts can be subtracted. A count that became nought is shown as nought.
    """
    if before is not None:
        rows = tuple(dict.fromkeys((*counts.rows, *before.rows)))
        counts = Counts(rows, tuple(dict.fromkeys((*counts.columns, *before.columns))), counts.cells)
    net = _Network(counts, smallest)
    values = net.values
    for key, value in values.items():
        if small(value, smallest) or (value and before is not None and _told(before, key, value, smallest)):
            net.hide(key)
    net.cover()
    return _published(counts, net.hidden, wide=net.wide)


def with_total(cells: Mapping[str, int]) -> dict[str, str]:
    """Counts that stand beside their total.

    >>> with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 7})
    {'NNUH': '12', 'JPUH': '<5', 'QEHKL': 'suppressed', 'total': '21'}
    """
    row = "count"
    shown = protect(Counts((row,), tuple(cells), {(row, name): count for name, count in cells.items()}))
    return {name: shown.at((row, name)) for name in (*cells, TOTAL)}


def _told(before: Published, key: Key, value: int, smallest: int) -> bool:
    return before.hidden(key) or small(abs(value - int(before.at(key))), smallest)


def _published(counts: Counts, hidden: Mapping[Key, bool], wide: frozenset[Key] = frozenset()) -> Published:
    def text(key: Key) -> str:
        if key not in hidden:
            return str(counts.at(key))
        return FEW if hidden[key] and key not in wide else HIDDEN

    return Published(counts.rows, counts.columns, {"/".join(key): text(key) for key in counts.keys})


class _Network:
    """The table as arcs; `cover` hides further cells until each hidden one can have another value."""

    def __init__(self, counts: Counts, smallest: int) -> None:
        self.smallest = smallest
        self.values = {key: counts.at(key) for key in counts.keys}
        self.hidden: dict[Key, bool] = {}
        """Hidden cells; True where the number is small itself."""
        self._wide: set[Key] = set()
        self._waiting: list[Key] = []
        self._at: defaultdict[Node, list[Key]] = defaultdict(list)
        for key, value in self.values.items():
            if value:
                for node in _ends(key):
                    self._at[node].append(key)

    @property
    def wide(self) -> frozenset[Key]:
        """Small numbers of which not even that is said."""
        return frozenset(self._wide)

    def hide(self, key: Key) -> None:
        """Hold this number back; it is looked at by `cover`."""
        if key not in self.hidden:
            self.hidden[key] = small(self.values[key], self.smallest)
            self._waiting.append(key)

    def cover(self) -> None:
        """Hide what is needed. Hiding more never undoes a cover that was found, so each cell is looked at once."""
        while self._waiting:
            key = self._waiting.pop()
            up, down = self._forward(key), self._back(key)
            tail, head = _ends(key)
            ways = [
                found
                for first, start, end, forward in ((up, head, tail, True), (down, tail, head, False))
                if first is not None and (found := self._trip(key, first, start, end, forward=forward)) is not None
            ]
            # One more in this cell, its two totals and the total of all is always a way, so there is one.
            _, steps = min(ways)
            for step, forward in steps:
                self.hide(step)
                if forward and self._full(step):
                    self._wide.add(step)

    def _trip(
        self, key: Key, first: int, start: Node, end: Node, *, forward: bool
    ) -> tuple[int, list[tuple[Key, bool]]] | None:
        """The cheapest way from `start` to `end` past other arcs, with what it takes; None when there is none."""
        best: dict[Node, int] = {start: first}
        came: dict[Node, tuple[Node, Key, bool]] = {}
        queue = [(first, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == end:
                break
            if cost > best[node]:
                continue
            for arc in self._at[node]:
                tail, head = _ends(arc)
                onward = tail == node
                price = self._forward(arc) if onward else self._back(arc)
                to = head if onward else tail
                if arc == key or price is None or cost + price >= best.get(to, 10**18):
                    continue
                best[to] = cost + price
                came[to] = (node, arc, onward)
                heapq.heappush(queue, (cost + price, to))
        if end not in best:
            return None
        steps = [(key, forward)]
        node = end
        while node != start:
            node, arc, onward = came[node]
            steps.append((arc, onward))
        return best[end], steps

    def _full(self, key: Key) -> bool:
        """Whether `<5` would say that it cannot be one more."""
        return self.hidden[key] and key not in self._wide and self.values[key] == self.smallest - 1

    def _forward(self, key: Key) -> int | None:
        """What it costs that this one may be one more."""
        if key not in self.hidden:
            return self.values[key]
        return _WIDEN if self._full(key) else 0

    def _back(self, key: Key) -> int | None:
        """What it costs that this one may be one less; None when it cannot."""
        value = self.values[key]
        least = 1 if self.hidden.get(key) else self.smallest
        if value <= least:
            return None
        return 0 if key in self.hidden else value


def _ends(key: Key) -> tuple[Node, Node]:
    """Tail and head of an arc: cells run from row to column, totals back."""
    row, column = key
    down: Node = ("all rows", "") if row == TOTAL else ("row", row)
    across: Node = ("all columns", "") if column == TOTAL else ("column", column)
    return (across, down) if (row == TOTAL) != (column == TOTAL) else (down, across)


def lines(table: Published, rows: Sequence[str]) -> list[list[str]]:
    """The rows as text, each with its total, and the line of totals."""
    return [[r, *(table.at((r, c)) for c in (*table.columns, TOTAL))] for r in (*rows, TOTAL)]
