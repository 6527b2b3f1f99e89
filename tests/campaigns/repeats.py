"""Deliveries repeated, late and out of order: one effect for each press, and every copy gets the same answer.

    python -m tests.campaigns.repeats --deliveries 1000000 --seed 1

Teams repeats in two ways: the same activity again, and one with a new id half a minute later. Copies come up to seven
days late, between other people's presses, and several at the same moment.
Source: reliability.md 5 (5) and 1 (BF5005); invariant I2.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.contracts import Happening, PlaceKind, Reply, Turn
from cards.kit import Card
from storage import actions as kept_actions
from storage import outbox, proof
from tests import risk_steps
from tests.campaigns.kill import introduced
from tests.campaigns.living import LETTERS, REFUSED
from tests.scene import Scene

PRESSES = 400
"""Of one database; then a new one."""
LATE = (0.0, 1.0, 15.0, 31.0, 3_600.0, 86_400.0, 7 * 86_400.0)
"""Seconds after the first delivery."""


@dataclass
class Press:
    """One thing that somebody did once, however often it is delivered."""

    who: str
    verb: str
    mark: str
    turn: Turn | None = None
    answers: list[Reply] = field(default_factory=list[Reply])


@dataclass
class Found:
    """What a campaign saw."""

    presses: int = 0
    deliveries: int = 0
    refused: int = 0
    at_once: int = 0
    faults: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return (
            f"{self.deliveries} deliveries of {self.presses} presses and messages ({self.at_once} at the same moment), "
            f"{self.refused} refused; {len(self.faults)} faults {self.faults[:5]}"
        )


class Story:
    """One database."""

    def __init__(self, folder: Path, seed: object, found: Found) -> None:
        self.rng = random.Random(f"{seed}")
        self.scene = Scene(folder)
        self.found = found
        self.start = self.scene.now
        self.made: list[str] = []

    async def run(self, presses: int) -> None:
        """Deliver everything by the clock, then look."""
        events: list[tuple[float, int, Press]] = []
        everything = [self._press() for _ in range(presses)]
        for number, press in enumerate(everything):
            first = number * 20.0 + self.rng.random() * 40
            for n in range(self.rng.randint(2, 6)):
                events.append((first + (self.rng.choice(LATE) * self.rng.random() if n else 0), len(events), press))
        events.sort(key=lambda e: e[:2])
        while events:
            at, _, press = events.pop(0)
            self.scene.now = self.start + timedelta(seconds=at)
            together = self.rng.choice((1, 1, 1, 2, 3))
            self.found.at_once += together if together > 1 else 0
            await asyncio.gather(*(self._deliver(press) for _ in range(together)))
        self._look(everything)
        self.scene.close()

    # ------------------------------------------------------------ what is delivered

    def _press(self) -> Press:
        mark = "".join(("zq", *(self.rng.choice(LETTERS) for _ in range(8)), "zq"))
        verb = self.rng.choice(("action.save", "action.save", "action.update", "action.update", "risk.save", "say"))
        return Press(self.rng.choice(("chair", "deputy")), verb, mark)

    async def _deliver(self, press: Press) -> None:
        if press.turn is None:
            press.turn = self._turn(press)
            if press.turn is None:
                return
        turn = press.turn
        if press.verb != "say" and self.rng.random() < 0.5:
            turn = replace(turn, id=f"again-{self.rng.random()}")  # the second pattern: a new id
        self.found.deliveries += 1
        press.answers.append(await self.scene.turns(turn))

    def _turn(self, press: Press) -> Turn | None:
        words = f"{press.mark} {''.join(self.rng.choices(LETTERS, k=9))} {''.join(self.rng.choices(LETTERS, k=9))}"
        owner = self.scene.cast["jpuh-lead"].object_id
        if press.verb == "say":
            return self.scene._turn(press.who, Happening.SAID, PlaceKind.PERSONAL, press.mark, said="open round")
        if press.verb == "action.save":
            asked = {"title": words, "why": "A walkabout", "trust": "JPUH", "owner": owner, "due": "2028-01-28"}
            return self._pressed(press, {"typed": asked}, {})
        if press.verb == "risk.save":
            typed = {**risk_steps.SENTENCE, **risk_steps.SCORED, "title": words, "cause": words, "event": words}
            return self._pressed(press, {}, {**typed, "trust": "JPUH", "owner": owner, "appetite": "cautious"})
        found = self.scene.run(lambda s: kept_actions.of_owner(s, owner, limit=5))
        if not found:
            return None
        action = self.rng.choice(found)
        data = {"record": action.id, "version": action.version, "step": "on_track"}
        return self._pressed(press, data, {"text": words, "progress": "10", "barrier": "", "evidence": ""})

    def _pressed(self, press: Press, data: Mapping[str, Any], typed: Mapping[str, Any]) -> Turn:
        content = {"actions": [{"type": "Action.Execute", "verb": press.verb, "data": dict(data)}]}
        scope = self.scene.cast[press.who].object_id
        sealed = self.scene.sealer.seal(Card(content, ""), scope=scope, group=self.scene.group.id, now=self.scene.now)
        values = {**typed, **sealed.content["actions"][0]["data"]}
        where = PlaceKind.PERSONAL
        return self.scene._turn(press.who, Happening.PRESSED, where, press.mark, verb=press.verb, values=values)

    # ------------------------------------------------------------ what must hold

    def _look(self, everything: list[Press]) -> None:
        kept = self.scene.run(lambda s: introduced(s.connection))
        faults = self.scene.run(lambda s: proof.faults(s.connection))
        self.found.faults += faults
        rounds = 0
        for press in everything:
            if press.turn is None:
                continue
            self.found.presses += 1
            answers = {json.dumps(a.card.content, sort_keys=True) if a.card else a.text for a in press.answers}
            refused = any(REFUSED.search(a) for a in answers)
            self.found.refused += refused
            if press.verb == "say":
                rounds += 1
                continue
            times = len(kept.get(press.mark, ()))
            if not refused and len(answers) != 1:
                self.found.faults.append(f"{press.verb}: {len(answers)} different answers")
            if (not refused and times != 1) or times > 1:
                self.found.faults.append(f"{press.verb}: kept {times} times")
        rows = self.scene.run(lambda s: outbox.listed(s, *outbox.State, limit=100_000))
        by_key: dict[str, int] = defaultdict(int)
        for row in rows:
            by_key[row.key] += 1
        live = sum(1 for row in rows if row.key.endswith("/live"))
        if live > 1 or any(n > 1 for n in by_key.values()):
            self.found.faults.append("a post was put out twice")
        if rounds and live != 1:
            self.found.faults.append(f"{rounds} times 'open round' was said and {live} live cards were made")


async def campaign(deliveries: int, seed: int, presses: int = PRESSES, minutes: float = 0.0) -> Found:
    """At least so many deliveries, or as many as these minutes allow; stops at the first fault."""
    found, number, until = Found(), 0, time.monotonic() + minutes * 60
    while found.deliveries < deliveries and not found.faults and (not minutes or time.monotonic() < until):
        with tempfile.TemporaryDirectory(prefix="ovs-repeats-", dir=_fast()) as folder:
            await Story(Path(folder), f"{seed}/{number}", found).run(presses)
        number += 1
    return found


def _fast() -> str | None:
    """A RAM disk where there is one: nothing here is about durability."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - as said


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many, with what was done until then")
    given = parser.parse_args()
    began = time.monotonic()
    found = asyncio.run(campaign(given.deliveries, given.seed, minutes=given.minutes))
    sys.stdout.write(f"seed {given.seed}, {time.monotonic() - began:.0f} s: {found}\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
