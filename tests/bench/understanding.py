"""How fast messages are understood: `python -m tests.bench.understanding`. Prints figures; asserts nothing.

Goals (performance.md P8): median under 2 ms, p99 under 10 ms, linear to 100 KB, vocabulary under 150 ms.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.understanding import heard

DATA = Path(__file__).resolve().parents[1] / "data"
START = """
import time, tomllib, pathlib
a = time.perf_counter()
import bot.parser
b = time.perf_counter()
from bot.vocabulary import Vocabulary
from domain.people import Trust
rows = tomllib.loads(pathlib.Path("playground/group.toml").read_text(encoding="utf-8"))["trusts"]
trusts = tuple(Trust(r["code"], r["ods"], r["name"], tuple(r["aliases"])) for r in rows)
c = time.perf_counter()
Vocabulary.of(trusts)
print((b - a) * 1e3, (time.perf_counter() - c) * 1e3)
"""
"""In a process of its own, since the catalogue's names are read once: ours to import, then a group's vocabulary."""


def measure() -> dict[str, Any]:
    """The figures by name: start-up, median, p99 and the growth with length."""
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    imported, built = map(float, done.stdout.split())
    rows = [
        json.loads(line) for path in DATA.glob("understanding*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    random.Random(1).shuffle(rows)
    times, spent = list[float](), list[float]()
    for row in [*rows[:50], *rows, *rows]:
        start, cpu = time.perf_counter(), time.process_time()
        heard(row["text"], row["role"], row["trust"])
        times.append((time.perf_counter() - start) * 1e3)
        spent.append((time.process_time() - cpu) * 1e3)
    times, spent = sorted(times[50:]), sorted(spent[50:])
    lengths: dict[str, int] = {}
    for size in (1_000, 10_000, 50_000, 100_000):
        text = ("action 14 is done, evidence in the shared drive by friday. " * 2_000)[:size]
        start = time.perf_counter()
        heard(text)
        lengths[str(size)] = round((time.perf_counter() - start) * 1e3)
    return {
        "import_ms": round(imported),
        "vocabulary_ms": round(built),
        "messages": len(times),
        "median_ms": round(times[len(times) // 2], 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
        "median_cpu_ms": round(spent[len(spent) // 2], 2),
        "p99_cpu_ms": round(spent[int(len(spent) * 0.99)], 2),
        "characters": lengths,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:<16} {value}\n")
