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

from bot.vocabulary import Vocabulary
from tests.understanding import heard, sample_trusts

DATA = Path(__file__).resolve().parents[1] / "data"
START = "import time; a = time.perf_counter(); import bot.parser; b = time.perf_counter(); print((b - a) * 1e3)"


def measure() -> dict[str, Any]:
    """The figures by name: start-up, median, p99 and the growth with length."""
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    start = time.perf_counter()
    Vocabulary.of(sample_trusts())
    built = (time.perf_counter() - start) * 1e3
    rows = [
        json.loads(line) for path in DATA.glob("understanding*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    random.Random(1).shuffle(rows)
    times = []
    for row in [*rows[:50], *rows, *rows]:
        start = time.perf_counter()
        heard(row["text"], row["role"], row["trust"])
        times.append((time.perf_counter() - start) * 1e3)
    times = sorted(times[50:])
    lengths: dict[str, int] = {}
    for size in (1_000, 10_000, 50_000, 100_000):
        text = ("action 14 is done, evidence in the shared drive by friday. " * 2_000)[:size]
        start = time.perf_counter()
        heard(text)
        lengths[str(size)] = round((time.perf_counter() - start) * 1e3)
    return {
        "import_ms": round(float(done.stdout)),
        "vocabulary_ms": round(built),
        "messages": len(times),
        "median_ms": round(times[len(times) // 2], 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
        "characters": lengths,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:<16} {value}\n")
