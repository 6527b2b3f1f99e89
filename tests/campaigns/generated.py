"""Every generated text of many random groups, each statement looked up in its records.

`python -m tests.campaigns.generated`; the number of groups is the first argument, 1,000 without one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.flows import packs as pack_flow
from storage.session import Session
from storage.store import Store
from tests.generated import faults, fill, texts_of
from tests.sample_risks import GROUP
from tests.scene import START, Scene


@dataclass
class Found:
    """What was looked at and what was wrong."""

    statements: int = 0
    faults: list[str] = field(default_factory=list[str])


def run(store: Store, now: datetime, seeds: Iterable[int]) -> Found:
    """A random group for each seed in this store; its texts are made twice and must be the same."""
    found = Found()
    for seed in seeds:
        group = replace(GROUP, id=f"random-{seed}")

        def work(session: Session, seed: int = seed, group: Any = group) -> None:
            session.as_system("campaign")
            fill(session, Random(seed), now)
            said = list(texts_of(session, group, now))
            if said != list(texts_of(session, group, now)):
                found.faults.append(f"group {seed}: the same records gave another text")
            for one in said:
                wrong = faults(session, group, now, one)
                found.faults += [f"group {seed}, {one.where}: {w} in '{one.text}' {one.ids}" for w in wrong]
            found.statements += len(said)

        store.run_sync(work, group=group.id)
    return found


def main(groups: int = 1_000) -> int:
    """Run it; 1 when a text says what no record says."""
    pack_flow.MOST_PICTURES = 0  # pictures say what the tables say, and cost ten times as much
    with tempfile.TemporaryDirectory() as place:
        scene = Scene(Path(place))
        found = run(scene.store, START, range(groups))
        scene.close()
    for fault in found.faults[:40]:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{found.statements:,} statements of {groups:,} groups, {len(found.faults)} faults.\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(*(int(n) for n in sys.argv[1:2])))
