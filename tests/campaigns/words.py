"""Random and mutated messages: nothing raises, nothing is slow, and no write is unconfirmed.

`python -m tests.campaigns.words --texts 100000 --seed 1`. Messages are those of tests/data, spoiled in a dozen ways:
letters swapped, doubled and dropped, other alphabets, invisible marks, two messages run together, markup, capitals;
every twentieth is noise from all of Unicode.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.parser import WRITES
from tests.understanding import heard

DATA = Path(__file__).resolve().parents[1] / "data"
ODD = "’“”–—…\u00a0\u200b\u200f\u0301\ufe0f٣½İıß🎉👩‍⚕️\x00\ud800\t\n<>&;\"'`%_\\/"
ROLES = ("chair", "deputy", "coordinator", "trust_lead", "member", "observer", "nobody")
MARKUP = ("<p>...</p>", "<at>Oversight</at> ...", "<blockquote>...</blockquote> ok", "&lt;...&gt;", "<b>...")
Spoil = Callable[[str, random.Random], str]


def _swap(text: str, dice: random.Random) -> str:
    at = dice.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _drop(text: str, dice: random.Random) -> str:
    at = dice.randrange(max(1, len(text)))
    return text[:at] + text[at + 1 :]


def _odd(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(ODD) * dice.randint(1, 5) + text[at:]


def _repeat(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at : at + dice.randint(1, 20)] * dice.randint(2, 30) + text[at:]


def _markup(text: str, dice: random.Random) -> str:
    return dice.choice(
        ("<p>{}</p>", "<at>Oversight</at> {}", "<blockquote>{}</blockquote> ok", "&lt;{}&gt;", "<b>{}")
    ).format(text.replace("{", "").replace("}", ""))


SPOILS: tuple[Spoil, ...] = (
    _swap,
    _drop,
    _odd,
    _repeat,
    _markup,
    lambda text, _: text.upper(),
    lambda text, _: text[::-1],
    lambda text, _: text.replace(" ", ""),
    lambda text, dice: text + dice.choice(" ?,;-.") + text,
    lambda text, dice: " ".join(dice.sample(text.split(), len(text.split()))),
    lambda text, dice: text.translate(str.maketrans("0123456789", "".join(dice.sample("0123456789", 10)))),
)


def spoiled(text: str, dice: random.Random) -> str:
    """A message after one to six spoils, cut to a length that a chat would take."""
    for _ in range(dice.randint(1, 6)):
        text = dice.choice(SPOILS)(text, dice)[:6_000]
    return text


def noise(dice: random.Random) -> str:
    """Signs from all of Unicode, half-signs among them."""
    return "".join(chr(dice.randrange(0x110000)) for _ in range(dice.randint(0, 200)))


def main(texts: int, seed: int) -> int:
    """Say what happened; 1 when anything did that must not."""
    dice = random.Random(seed)
    lines = [row for path in sorted(DATA.glob("understanding*.jsonl")) for row in path.read_text("utf-8").splitlines()]
    messages = [json.loads(line)["text"] for line in lines]
    commands, raised, unconfirmed, slowest = Counter[str](), list[str](), list[str](), 0.0
    began = time.perf_counter()
    for number in range(texts):
        text = noise(dice) if number % 20 == 0 else spoiled(dice.choice(messages), dice)
        start = time.perf_counter()
        try:
            answer = heard(text, dice.choice(ROLES), dice.choice(("JPUH", "QEHKL", None)))
        except Exception as fault:  # noqa: BLE001 whatever is raised is what is counted
            raised.append(f"{fault!r}: {text[:200]!r}")
            continue
        slowest = max(slowest, time.perf_counter() - start)
        commands[answer["command"]] += 1
        if answer["command"] in WRITES and not answer["confirm"]:
            unconfirmed.append(text[:200])
    sys.stdout.write(
        f"{texts} texts in {time.perf_counter() - began:.0f} s, seed {seed}: {len(raised)} raised, "
        f"{len(unconfirmed)} writes unconfirmed, slowest {slowest * 1e3:.0f} ms; "
        f"commands: {dict(commands.most_common(8))}\n"
    )
    sys.stdout.writelines(f"  {line}\n" for line in [*raised, *unconfirmed][:20])
    return 1 if raised or unconfirmed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.exit(main(given.texts, given.seed))
