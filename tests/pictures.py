"""Pictures of the main cards for the README, taken in the real Playground: `make pictures` writes docs/pictures/.

Look at each before it is committed: would a tired trust lead on a phone be glad of it?
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.playground import ROOT
from tests.e2e.chat import Chat
from tests.e2e.conftest import ARGUMENTS, chromium
from tests.e2e.stage import Stage

TARGET = ROOT / "docs" / "pictures"


def be(stage: Stage, person: str) -> Chat:
    """Somebody at a screen high enough for the longest card."""
    chat = stage.be(person)
    chat.page.set_viewport_size({"width": 1500, "height": 2600})
    return chat


def take(stage: Stage) -> None:
    """One visit by the chair and one by a lead."""
    chair = be(stage, "chair")
    chair.say("help").screenshot(TARGET / "help.png")
    chair.say("open round").screenshot(TARGET / "round.png")
    chair.say("summary").screenshot(TARGET / "summary.png")
    chair.say("measure pph JPUH").screenshot(TARGET / "measure.png")
    chair.say("risks 12 or more").screenshot(TARGET / "risks.png")
    chair.say("what changed").screenshot(TARGET / "changed.png")
    lead = be(stage, "jpuh-lead")
    lead.say("submit").screenshot(TARGET / "return.png")
    lead.say("my actions").screenshot(TARGET / "actions.png")
    lead.say("act 12 on track, 28 of 31 days audited").screenshot(TARGET / "update.png")


def main() -> int:
    """Take them all."""
    with sync_playwright() as engine, tempfile.TemporaryDirectory(prefix="oversight-pictures-") as folder:
        browser = engine.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        stage = Stage(browser, Path(folder))
        try:
            take(stage)
        finally:
            stage.end()
            browser.close()
    sys.stdout.write(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(ROOT)}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
