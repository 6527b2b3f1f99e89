"""Cards as files that read well in a diff: `tests/golden/NAME.json` is the card, `NAME.txt` its text twin.

    golden("returns_step_1", card)

`GOLDEN=write make test` (or one test file with it) writes them anew; look at the diff before it is kept.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from cards.kit import Card
from tests.cards_check import check

FOLDER = Path(__file__).parent / "golden"


def golden(name: str, card: Card) -> Card:
    """The card, when it breaks no rule and is what the golden files say. Names begin with the noun: `risks_show`."""
    check(card)
    written = {"json": json.dumps(card.content, indent=1, ensure_ascii=False) + "\n", "txt": card.twin + "\n"}
    for ending, text in written.items():
        path = FOLDER / f"{name}.{ending}"
        if os.environ.get("GOLDEN") == "write":
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"there is no {path.name} yet: run this test with GOLDEN=write and look at it"
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name} differs: run with GOLDEN=write and look at the diff"
        )
    return card


def every() -> dict[str, dict[str, Any]]:
    """All golden cards by name, as JSON."""
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.json"))}
