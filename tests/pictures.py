"""Pictures of the main cards, taken in the real Playground and, narrow and dark, of the gallery: `make pictures`.

Look at each before it is committed: would a tired trust lead on a phone be glad of it?
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.playground import ROOT
from tests import gallery
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


NARROW = {
    "return": "returns_step_1", "round": "rounds_live", "reminders": "reminders_digest", "risk": "risks_show",
    "summary": "summaries_channel", "actions": "actions_mine",
}  # fmt: skip
"""Cards of the gallery by the name of their picture."""


def take_narrow(browser: Browser) -> None:
    """On 320 pixels, light and dark, drawn without the Playground, which has no dark theme."""
    page = browser.new_page(locale="en-GB", device_scale_factor=1)
    cards = gallery.cards()
    for theme in gallery.THEMES:
        gallery.open_page(page, theme, 320)
        for name, card in NARROW.items():
            gallery.draw(page, cards[card], theme)
            page.locator("#card").screenshot(path=TARGET / f"narrow-{theme}-{name}.png")
    page.close()


def main(arguments: list[str]) -> int:
    """Take them all; `narrow` takes those of the gallery alone."""
    with sync_playwright() as engine, tempfile.TemporaryDirectory(prefix="oversight-pictures-") as folder:
        browser = engine.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        stage = Stage(browser, Path(folder))
        try:
            take_narrow(browser)
            if "narrow" not in arguments:
                take(stage)
        finally:
            stage.end()
            browser.close()
    sys.stdout.write(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(ROOT)}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
