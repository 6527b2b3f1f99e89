"""Measures the guard against identifiable text: `python -m tests.privacy`. Recall by kind, and false alarms.

Texts are drawn by a fixed die from templates and fictional particulars: names of the lists and names that are on none,
NHS numbers of the range kept for tests. What is innocent is the work of a group: owners with dates, figures, ids, and
every labelled message that is not to be refused.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.privacy import find, is_nhs_number

DATA = Path(__file__).resolve().parent / "data"
EACH = 60
"""Texts drawn of each kind."""
SECTIONS: dict[str, list[str]] = {}
for _line in (DATA / "privacy_templates.txt").read_text(encoding="utf-8").splitlines():
    if _line.startswith("["):
        SECTIONS[_line.strip("[]")] = []
    elif _line and not _line.startswith("#"):
        SECTIONS[list(SECTIONS)[-1]].append(_line)
INNOCENT, EVENT = SECTIONS.pop("innocent"), SECTIONS.pop("event")
GIVEN, FAMILY = " ".join(SECTIONS.pop("given")).split(), " ".join(SECTIONS.pop("family")).split()
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_HOLE = re.compile(r"\{(\w+)\}")


def _nhs(dice: random.Random) -> str:
    while True:
        stem = f"999{dice.randrange(10**6):06d}"
        for check in range(10):
            if is_nhs_number(f"{stem}{check}"):
                return f"{stem}{check}"


def _filled(template: str, dice: random.Random) -> str:
    day, month = dice.randint(1, 28), dice.randint(1, 12)
    year = dice.randint(1978, 2007)
    nhs = _nhs(dice)
    letters = "ABCDEFGHJKLMNPRSTW"
    parts = {
        "nhs": f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}",
        "nhsplain": nhs,
        "nhsdash": f"{nhs[:3]}-{nhs[3:6]}-{nhs[6:]}",
        "given": dice.choice(GIVEN),
        "given2": dice.choice(GIVEN),
        "family": dice.choice(FAMILY),
        "event": dice.choice(EVENT),
        "year": str(year),
        "age": str(dice.randint(16, 46)),
        "init": dice.choice(letters),
        "init2": dice.choice(letters),
        "dob": f"{day}/{month}/{year}",
        "dobshort": f"{day:02d}/{month:02d}/{year % 100:02d}",
        "doblong": f"{day} {MONTHS[month - 1]} {year}",
        "dobiso": f"{year}-{month:02d}-{day:02d}",
        "recent": dice.choice(
            [f"{day} {MONTHS[month - 1][:3]}", f"{day}/{month}/26", f"{day} {MONTHS[month - 1]} 2026", f"{day}/{month}"]
        ),
        "month": MONTHS[month - 1],
        "postcode": dice.choice(["NR31 6LA", "PE30 4ET", "NR4 7UY", "IP24 1AA", "nr30 2qw", "PE30 2AB", "NR313LN"]),
        "number": str(dice.randint(1, 98)),
        "number3": f"{dice.randrange(1000):03d}",
        "number5": f"{dice.randrange(10**5):05d}",
        "number6": f"{dice.randint(10**5, 10**6 - 1)}",
        "number7": f"{dice.randint(10**6, 10**7 - 1)}",
        "n": str(dice.randint(3, 19)),
        "n2": str(dice.randint(10, 40)),
        "n3": str(dice.randint(120, 400)),
    }
    return _HOLE.sub(lambda m: parts[m[1]], template)


def identifiable() -> Iterator[tuple[str, str]]:
    """Kind and text, always the same ones, each template at least three times."""
    dice = random.Random(11)
    for kind, templates in SECTIONS.items():
        for at in range(max(EACH, 3 * len(templates))):
            yield kind, _filled(templates[at % len(templates)], dice)
    for row in _rows("privacy.jsonl"):
        if row["identifiable"]:
            yield "written by hand", row["text"]
    for row in _messages():
        if row["command"] == "refuse":
            yield "labelled messages", row["text"]


def innocent() -> Iterator[tuple[str, str]]:
    """Where it comes from and text."""
    dice = random.Random(12)
    for at in range(9 * len(INNOCENT)):
        yield "drawn", _filled(INNOCENT[at % len(INNOCENT)], dice)
    for row in _rows("privacy.jsonl"):
        if not row["identifiable"]:
            yield "written by hand", row["text"]
    for row in _messages():
        if row["command"] != "refuse" and "refuse" not in row["also"]:
            yield "labelled messages", row["text"]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def _messages() -> Iterator[dict[str, Any]]:
    for path in sorted(DATA.glob("understanding*.jsonl")):
        yield from _rows(path.name)


def main(show: bool) -> int:
    """Print recall by kind and false alarms by source."""
    for title, texts, wanted in (("found", list(identifiable()), True), ("falsely", list(innocent()), False)):
        all_of = Counter(kind for kind, _ in texts)
        hit = Counter(kind for kind, text in texts if find(text))
        for kind, count in all_of.items():
            sys.stdout.write(f"{title} {hit[kind]} of {count} ({hit[kind] / count:.1%}): {kind}\n")
        total = sum(hit.values())
        sys.stdout.write(f"{title} {total} of {len(texts)} ({total / len(texts):.2%}): all\n\n")
        if show:
            sys.stdout.writelines(f"  {kind}: {text}\n" for kind, text in texts if bool(find(text)) is not wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main("--show" in sys.argv))
