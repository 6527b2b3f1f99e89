"""Makes bot/words/data/habits.json from labelled messages: `python tools/habits.py`. A minute or two; needs scipy.

A softmax regression over the marks of `bot/words/habits.py`. Nothing that a member says is ever used: the messages are
those of tests/data, all invented. Held-out sets are left out. The file is checked in; a test holds it to the messages.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from scipy import optimize, sparse  # pyright: ignore[reportMissingTypeStubs] scipy has none

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "bot" / "words" / "data" / "habits.json"
DATA = ROOT / "tests" / "data"
STRENGTH, STEP, FEWEST, ROUNDS = 3e-6, 0.25, 2, 200
"""How strongly weights are held near zero, the size of a step, how often a mark must occur, the rounds of fitting."""
DRAWN, DRAWN_COUNTS = 25, 0.3
"""Messages drawn from a line of grammars.txt, and how much one of them counts beside a message that was written."""
ROLES = ("chair", "trust_lead", "member", "coordinator", "deputy", "trust_lead", "observer")
LEADS_ONLY = frozenset({"submit", "correct_return"})
Row = tuple[str, str, str | None, str]
_CHOICE = re.compile(r"\{([^{}]*)\}")
_LIST = re.compile(r"\$([A-Z]+)")


def phrases() -> Iterator[Row]:
    """Message, role, trust and command of each line of phrases.txt; roles in turn, since a phrase is nobody's."""
    roles, command = cycle(ROLES), ""
    for line in (DATA / "phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            command = line.strip("[]")
        elif line and not line.startswith("#"):
            role = "trust_lead" if command in LEADS_ONLY else next(roles)
            yield line, role, "JPUH" if role == "trust_lead" else None, command


def drawn() -> Iterator[Row]:
    """Messages drawn from grammars.txt, always the same ones."""
    dice, roles, command = random.Random(7), cycle(ROLES), ""  # noqa: S311 not for secrets: always the same messages
    lists: dict[str, list[str]] = {}
    for line in (DATA / "grammars.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            command = line.strip("[]")
        elif command == "lists" and " = " in line:
            name, _, said = line.partition(" = ")
            lists[name] = said.split("|")
        elif line and not line.startswith("#"):
            for said in sorted({_draw(line, lists, dice) for _ in range(DRAWN)}):
                role = "trust_lead" if command in LEADS_ONLY else next(roles)
                yield said, role, "JPUH" if role == "trust_lead" else None, command


def _draw(line: str, lists: dict[str, list[str]], dice: random.Random) -> str:
    while _CHOICE.search(line) or _LIST.search(line):
        line = _CHOICE.sub(lambda m: dice.choice(m[1].split("|")), line)
        line = _LIST.sub(lambda m: dice.choice(lists[m[1]]), line)
    return " ".join(line.split())


def messages() -> Iterator[Row]:
    """The same of each labelled message, held-out ones left out."""
    for path in sorted(DATA.glob("understanding*.jsonl")):
        if "held_out" not in path.stem:
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["text"], row["role"], row.get("trust"), row["command"]


Learned = tuple[frozenset[str], str, float]


def rows() -> list[Learned]:
    """Marks and command of everything that is learned from, and how much it counts."""
    from bot.words.habits import marks  # noqa: PLC0415 the project is on the path only now
    from bot.words.reading import listen  # noqa: PLC0415 as above
    from tests.understanding import VOCABULARY  # noqa: PLC0415 as above

    def read(row: Row, counts: float) -> Learned:
        text, role, trust, command = row
        return marks(listen(text, VOCABULARY, role, (trust,) if trust else (), date(2026, 11, 23))), command, counts

    written = [read(row, 1.0) for row in (*messages(), *phrases()) if row[3] != "refuse"]
    return [*written, *(read(row, DRAWN_COUNTS) for row in drawn())]


def learned(found: list[Learned]) -> dict[str, Any]:
    """The weights as they are written."""
    often = Counter(mark for marks, *_ in found for mark in marks)
    known = {mark: at for at, mark in enumerate(sorted(m for m, n in often.items() if n >= FEWEST))}
    commands = sorted({command for _, command, _ in found})
    answers = np.array([commands.index(command) for _, command, _ in found])
    weights = _fitted(_matrix(found, known), answers, np.array([counts for *_, counts in found]), len(commands))
    steps = np.rint(weights / STEP).astype(int)
    kept = {mark: [int(n) for at, w in enumerate(steps[row]) if w for n in (at, w)] for mark, row in known.items()}
    return {"commands": commands, "step": STEP, "weights": {mark: w for mark, w in kept.items() if w}}


def _matrix(found: list[Learned], known: dict[str, int]) -> Any:
    values: list[float] = []
    across: list[int] = []
    starts = [0]
    for marks, *_ in found:
        columns = sorted(known[mark] for mark in marks if mark in known)
        across += columns
        values += [max(1, len(columns)) ** -0.5] * len(columns)
        starts.append(len(across))
    return sparse.csr_matrix((values, across, starts), shape=(len(found), len(known)))


def _fitted(marks: Any, answers: Any, counts: Any, many: int) -> Any:
    count, shares = len(answers), counts / counts.sum()
    wanted = np.zeros((count, many))
    wanted[np.arange(count), answers] = 1

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(-1, many)
        scores = marks @ weights
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        sums = powers.sum(1, keepdims=True)
        losses = np.log(sums[:, 0]) - scores[np.arange(count), answers]
        value = (losses * shares).sum() + STRENGTH / 2 * (flat @ flat)
        slope = marks.T @ ((powers / sums - wanted) * shares[:, None]) + STRENGTH * weights
        return float(value), slope.ravel()

    start = np.zeros(marks.shape[1] * many)
    minimize: Any = optimize.minimize  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] no stubs
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return best.x.reshape(-1, many)


if __name__ == "__main__":
    made = learned(rows())
    TARGET.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(made['weights'])} marks, {TARGET.stat().st_size // 1000} KB.")
