"""Measures understanding against labelled messages: `python -m tests.understanding FILE...`.

Prints command accuracy, slot precision, recall and F1, refusals, unsafe writes, speed, and every wrong line.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.parser import understand
from bot.understand import as_json
from bot.vocabulary import Vocabulary
from domain.people import Trust

ROOT = Path(__file__).resolve().parent.parent


def sample_trusts() -> tuple[Trust, ...]:
    """The three trusts of the sample group."""
    rows = tomllib.loads((ROOT / "playground" / "group.toml").read_text(encoding="utf-8"))["trusts"]
    return tuple(Trust(r["code"], r["ods"], r["name"], tuple(r["aliases"])) for r in rows)


VOCABULARY = Vocabulary.of(sample_trusts())


def heard(text: str, role: str = "chair", trust: str | None = None, on: str = "2026-11-23") -> dict[str, Any]:
    """One message as `understand` answers it."""
    own = (trust,) if trust else ()
    return as_json(understand(text, vocabulary=VOCABULARY, role=role, trusts=own, on=date.fromisoformat(on)))


def pairs(slots: dict[str, Any]) -> set[tuple[str, str]]:
    """Slots as comparable pairs; lists and figures item by item; words without case and marks."""
    found: set[tuple[str, str]] = set()
    for name, value in slots.items():
        if isinstance(value, list):
            found |= {(name, str(item)) for item in value}
        elif isinstance(value, dict):
            found |= {(f"{name}.{key}", f"{float(number):g}") for key, number in value.items()}
        else:
            found.add((name, " ".join(str(value).lower().strip(" .!?,").split())))
    return found


@dataclass
class Score:
    """What was right and wrong."""

    lines: int = 0
    right: int = 0
    hit: int = 0
    missed: int = 0
    extra: int = 0
    refusals: int = 0
    refused: int = 0
    falsely: int = 0
    unsafe: int = 0
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, row: dict[str, Any]) -> None:
        """One labelled message."""
        start = time.perf_counter()
        answer = heard(row["text"], row["role"], row.get("trust"), row.get("on", "2026-11-23"))
        self.times.append(time.perf_counter() - start)
        also = row.get("also", [])
        right = answer["command"] == row["command"] or answer["command"] in also
        self.lines += 1
        self.right += right
        if row["command"] == "refuse":
            self.refusals += 1
            self.refused += answer["command"] == "refuse"
        elif answer["command"] == "refuse" and "refuse" not in also:
            self.falsely += 1
        if answer["confirm"] is False and answer["command"] in WRITES:
            self.unsafe += 1
        if answer["confirm"] and not right and row["command"] not in WRITES:
            self.unsafe += 1
        note = "" if right else f"command {answer['command']} for {row['command']}"
        if answer["command"] == row["command"] and row["command"] != "refuse":
            want, got = pairs(row["slots"]), pairs(answer["slots"])
            self.hit += len(want & got)
            self.missed += len(want - got)
            self.extra += len(got - want)
            if want != got:
                note += f" missed {sorted(want - got)} extra {sorted(got - want)}"
        if note:
            self.wrong.append(f"{note.strip()} | {row['text']}")

    @property
    def f1(self) -> float:
        """Slot F1 over messages whose command was understood."""
        return 2 * self.hit / max(1, 2 * self.hit + self.missed + self.extra)

    def said(self) -> str:
        """The figures in words."""
        times = sorted(self.times)
        return (
            f"{self.lines} messages: command accuracy {self.right / max(1, self.lines):.1%}, slots precision "
            f"{self.hit / max(1, self.hit + self.extra):.1%} recall {self.hit / max(1, self.hit + self.missed):.1%} "
            f"F1 {self.f1:.1%}, "
            f"refused {self.refused} of {self.refusals}, falsely {self.falsely}, unsafe writes {self.unsafe}, "
            f"median {times[len(times) // 2] * 1e3:.2f} ms, p99 {times[int(len(times) * 0.99)] * 1e3:.2f} ms"
        )


WRITES = frozenset(
    [
        "submit",
        "correct_return",
        "review_return",
        "new_action",
        "update_action",
        "new_risk",
        "review_risk",
        "escalate_risk",
        "concern",
        "share_learning",
        "signal",
        "post_summary",
        "learning_event",
        "decision",
        "policy",
        "add_evidence",
        "remind",
        "away",
        "back",
        "snooze",
        "open_round",
        "close_round",
        "import",
        "add_member",
        "undo",
    ]
)


def score(path: Path) -> Score:
    """The score of one file of labelled messages."""
    result = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            result.add(json.loads(line))
    return result


def main(names: list[str]) -> int:
    """Print the score of each file."""
    for name in names:
        result = score(Path(name))
        sys.stdout.write("\n".join([*result.wrong, f"{name}: {result.said()}", ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
