"""Writes docs/glossary.md from the glossary that members are answered from: `python tools/glossary.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "glossary.md"


def page() -> str:
    """The page as text."""
    sys.path.insert(0, str(ROOT))
    from domain.glossary import TERMS, VERSION  # noqa: PLC0415 the project is on the path only now

    rows = [f"| {t.name} | {t.means} | {t.source} |" for t in sorted(TERMS, key=lambda t: t.name.lower())]
    head = (
        "# Glossary\n\nWhat members are told when they ask `what is ...?`. Written by `python tools/glossary.py` from "
        f"`domain/glossary.py`, version {VERSION}; a test holds the two together.\n\n"
    )
    return head + "| term | meaning | source |\n|---|---|---|\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: written.")
