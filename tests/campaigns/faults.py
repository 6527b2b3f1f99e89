"""Random scripts of faults of the service against every kind of post: at most one POST a row, every row has its end.

    python -m tests.campaigns.faults --scripts 10000 --seed 1

The script and what must hold are those of `tests/integration/bot/test_outbox_faults.py`, the real sender and connector.
Source: reliability.md 5 (7): invariants I3 and I4.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.teams import connector
from tests.campaigns.repeats import _fast
from tests.integration.bot.test_outbox_faults import look


def campaign(scripts: int, seed: int, minutes: float = 0.0) -> tuple[int, Counter[str], list[str]]:
    """So many scripts, or as many as these minutes allow: how many, how rows ended, and the scripts that failed."""
    ended, faults, until, done = Counter[str](), list[str](), time.monotonic() + minutes * 60, 0
    pauses, connector.AGAIN_412 = connector.AGAIN_412, (0.0, 0.0, 0.0)
    try:
        while done < scripts and len(faults) < 5 and (not minutes or time.monotonic() < until):
            with tempfile.TemporaryDirectory(prefix="ovs-faults-", dir=_fast()) as folder:
                try:
                    ended += look(Path(folder), seed * 1_000_000 + done)
                except AssertionError as error:
                    faults.append(f"script {seed * 1_000_000 + done}: {error}")
            done += 1
    finally:
        connector.AGAIN_412 = pauses
    return done, ended, faults


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many, with what was done until then")
    given = parser.parse_args()
    logging.disable(logging.ERROR)
    began = time.monotonic()
    done, ended, faults = campaign(given.scripts, given.seed, given.minutes)
    took = time.monotonic() - began
    sys.stdout.write(f"seed {given.seed}, {took:.0f} s: {done} scripts, {sum(ended.values())} rows {dict(ended)}; ")
    sys.stdout.write(f"{len(faults)} faults {faults}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
