"""`make bench`, `make bench-quick`: every part of performance.md, its table on the screen, docs/evidence/bench.json.

`python -m tests.bench [--quick] [--only P1 P3 ...]`. What runs is what is used: all protections on, a real store, real
tokens. Only ratios within one run mean anything: the machines this runs on are shared.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench import bots, fanout, growth, records, replicas, running, spc, table, turns, understanding, year

OUT = bots.ROOT / "docs" / "evidence" / "bench.json"
PARTS = ("P1", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10")
"""P2 runs with P1, on the same store and bots."""


class Run:
    """What a run knows: how long it may take, and where its stores are."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder, self.quick = folder, quick
        self._made: dict[str, records.Made] = {}

    def store(self, name: str, size: int) -> records.Made:
        """A store with so many actions, made once."""
        if name not in self._made:
            now = datetime.now(UTC)
            (self.folder / name).mkdir()
            self._made[name] = records.start(f"sqlite:///{self.folder}/{name}/oversight.db", now)
        records.grow(self._made[name], size, datetime.now(UTC))
        return self._made[name]

    def turns(self) -> dict[str, Any]:
        times, seconds = (3, 1.0) if self.quick else (5, 4.0)
        return turns.measure(self.store("turns", 10_000), self.folder, times=times, seconds=seconds)

    def growth(self) -> dict[str, Any]:
        sizes = [10_000, 50_000] if self.quick else [10_000, 100_000, 1_000_000]
        return growth.measure(self.store("growth", 0), sizes, 15 if self.quick else 41)

    def fanout(self) -> dict[str, Any]:
        count, times = (1_000, 3) if self.quick else (5_000, 5)
        found = fanout.measure(self.folder, count=count, times=times)
        return {"throttle_off": found, "throttle_on": fanout.throttled()}

    def stalls(self) -> dict[str, Any]:
        return running.stalls(self.store("running", 20_000 if self.quick else 100_000), 4.0 if self.quick else 12.0)

    def memory(self) -> dict[str, Any]:
        made = self.store("running", 20_000 if self.quick else 100_000)
        found = running.starts(made, 2 if self.quick else 5)
        return {**found, "soak": None if self.quick else running.soak(made, 20_000)}

    def spc(self) -> dict[str, Any]:
        return dict(spc.measure())

    def understanding(self) -> dict[str, Any]:
        return dict(understanding.measure())

    def replicas(self) -> dict[str, Any]:
        return {} if self.quick else replicas.measure(seconds=4.0)

    def year(self) -> dict[str, Any]:
        return year.measure(self.folder, None if self.quick else self.store("turns", 10_000))


def main() -> int:
    """Run the parts that are asked for and write what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="under three minutes, for development")
    parser.add_argument("--only", nargs="*", default=PARTS, choices=PARTS)
    given = parser.parse_args()
    found: dict[str, Any] = json.loads(OUT.read_text("utf-8")) if OUT.is_file() and not given.quick else {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        run = Run(Path(folder), quick=given.quick)
        works: dict[str, Callable[[], dict[str, Any]]] = {
            "P1": run.turns, "P3": run.growth, "P4": run.fanout, "P5": run.stalls, "P6": run.memory,
            "P7": run.spc, "P8": run.understanding, "P9": run.replicas, "P10": run.year,
        }  # fmt: skip
        for part in given.only:
            began = time.perf_counter()
            answer = works[part]()
            load = round(os.getloadavg()[1], 1)
            found.setdefault("when", {})[part] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "load": load}
            found |= {"P1": answer["P1"], "P2": answer["P2"]} if part == "P1" else {part: answer}
            sys.stdout.write(f"{part} took {time.perf_counter() - began:.0f} s\n")
            sys.stdout.flush()
    found["machine"] = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "names": bots.NAMES,
    }
    sys.stdout.write("\n" + table.words(found))
    if not given.quick:
        table.keep(found, OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
